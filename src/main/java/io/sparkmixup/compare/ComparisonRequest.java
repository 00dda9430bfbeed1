package io.sparkmixup.compare;

import io.sparkmixup.RequestException;
import io.sparkmixup.plan.Ids;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.plan.Rules;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How two datasets are to be compared.
 *
 * @param roles the columns' roles, as far as they are asked for
 * @param tolerance the largest effect that passes even if significant
 * @param maxVerbatim the largest share of synthetic rows that may equal an original
 * @param level the significance level over everything that is tested
 */
public record ComparisonRequest(
    MixupRequest roles, double tolerance, double maxVerbatim, double level) {

  public ComparisonRequest {
    if (!(tolerance >= 0)) {
      throw refused("--tolerance", tolerance, "must be 0 or more");
    }
    if (!(maxVerbatim >= 0 && maxVerbatim <= 1)) {
      throw refused("--max-verbatim", maxVerbatim, "must lie in [0, 1]");
    }
    if (!(level > 0 && level < 1)) {
      throw refused("--level", level, "must lie between 0 and 1");
    }
  }

  private static RequestException refused(String option, double value, String right) {
    return new RequestException(String.format(Locale.ROOT, "%s %s: %s", option, value, right));
  }

  /** What the original is surveyed with: nothing of it is going to be mixed. */
  MixupRequest survey() {
    return roles
        .withIds(Ids.KEEP)
        .withWithin(Optional.of(List.of()))
        .withRules(roles.rules().withRagged(Rules.Ragged.CARRY))
        .withMaxVerbatim(1);
  }
}
