package io.sparkmixup.verify;

import java.util.Locale;

/**
 * How a verdict that passes says what moments are.
 *
 * @param agreement what they are
 * @param closeness and that they are so but for chance
 * @param remark what is said in any case, whatever the closeness
 * @param untested what is said where nothing could be tested
 */
public record Wording(String agreement, String closeness, String remark, String untested) {

  private static final String NO_VALUES =
      "all rows are there; they hold no mixed value whose moments could be tested";

  /** Of rows that were mixed as the law has it. */
  static final Wording EXPECTED = within("prediction", "");

  /** Of rows that are compared with others. */
  public static final Wording COMPARED = within("original", "");

  /**
   * Of rows that are compared with others, and are too few for their moments to be.
   *
   * @param few how many there are, and how many it takes
   */
  public static Wording tooFew(String few) {
    String sentence = "of means and covariances nothing could be tested: " + few;
    return new Wording(COMPARED.agreement, COMPARED.closeness, "; " + sentence, sentence);
  }

  private static Wording within(String reference, String remark) {
    return new Wording(" agree with the " + reference, " within sampling error", remark, NO_VALUES);
  }

  /**
   * Of rows that were to have the moments of the originals.
   *
   * @param given how many have them
   * @param rows how many there are
   * @param originals whose they are
   */
  static Wording exact(long given, long rows, String originals) {
    return given == rows
        ? new Wording(" are those of " + originals, ", to rounding", "", NO_VALUES)
        : within(
            "prediction",
            String.format(
                Locale.ROOT,
                "; for %,d of %,d rows they are those of %s, to rounding: the other%s",
                given,
                rows,
                originals,
                rows - given == 1
                    ? " could not be moved, and was tested as the law made it"
                    : String.format(
                        Locale.ROOT,
                        " %,d could not be moved, and were tested as the law made them",
                        rows - given)));
  }
}
