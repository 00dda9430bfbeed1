package io.sparkmixup.verify;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The verdict on a run.
 *
 * @param passed whether every number that decides is within bounds
 * @param sentence the verdict in one sentence, with the number that decided
 * @param deciding what decided: what failed, or else the most significant of the findings; absent
 *     where nothing could be tested
 * @param findings the numbers that decide
 * @param harmless names of findings that are significant and below the tolerance
 */
public record Verdict(
    boolean passed,
    String sentence,
    Optional<Deciding> deciding,
    List<Finding> findings,
    List<String> harmless) {

  /** What decides where too many rows are verbatim. */
  public static final String VERBATIM = "verbatim rows";

  /** What decides where exact moments were asked for and no row has them. */
  public static final String EXACT = "rows with exact moments";

  /**
   * A number that decided.
   *
   * @param finding the number and what it is of
   * @param text the number as the sentence of a failed verdict writes it
   */
  public record Deciding(Finding finding, String text) {

    /** The share of verbatim rows, above its limit. */
    public static Deciding verbatim(double limit, double share) {
      return new Deciding(
          Finding.limit(VERBATIM, "all rows", limit, share),
          String.format(Locale.ROOT, "%.3g %%", 100 * share));
    }
  }
}
