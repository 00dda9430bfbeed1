package io.sparkmixup.report;

import io.sparkmixup.MixupResult;
import io.sparkmixup.plan.Rules;
import java.util.Locale;
import java.util.Optional;

/** What readers are told of rows that exact moments could not be given to, verified or not. */
public final class UnmovedRows {

  private UnmovedRows() {}

  /** How many they are; nothing where there are none, or none were to be moved. */
  public static Optional<String> of(MixupResult result) {
    long left = result.sums().leftToTheLaw();
    if (result.plan().request().rules().moments() != Rules.Moments.EXACT || left == 0) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%,d of %,d left as the law made them, so that their moments are not those of the"
                + " originals",
            left,
            result.sums().rows()));
  }
}
