package io.sparkmixup.verify;

import java.util.Locale;

/**
 * How a verdict that passes says what moments are.
 *
 * @param agreement what they are
 * @param closeness and that they are so but for chance
 * @param remark what is said in any case, whatever the closeness
 */
public record Wording(String agreement, String closeness, String remark) {

  /** Of rows that were mixed as the law has it. */
  static final Wording EXPECTED = within("prediction", "");

  /** Of rows that are compared with others. */
  public static final Wording COMPARED = within("original", "");

  private static Wording within(String reference, String remark) {
    return new Wording(" agree with the " + reference, " within sampling error", remark);
  }

  /**
   * Of rows that were to have the moments of the originals.
   *
   * @param given how many have them
   * @param rows how many there are
   */
  static Wording exact(long given, long rows) {
    return given == rows
        ? new Wording(" are those of the original rows", ", to rounding", "")
        : within(
            "prediction",
            String.format(
                Locale.ROOT,
                "; to rounding they are those of the original rows for %,d of %,d rows: the other"
                    + " %,d could not be moved, and were tested as the law made them",
                given,
                rows,
                rows - given));
  }
}
