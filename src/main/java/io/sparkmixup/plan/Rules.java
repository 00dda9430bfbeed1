package io.sparkmixup.plan;

/**
 * What is done with values that mixing alone does not decide about.
 *
 * @param nulls what becomes of rows that miss a mixed value
 * @param integers what becomes of mixtures of whole numbers
 * @param ranges which values mixtures may have
 */
public record Rules(Nulls nulls, Integers integers, Ranges ranges) {

  /** What becomes of rows that miss a mixed value: null, or NaN. */
  public enum Nulls {
    /** They are mixed with rows that miss the same values. */
    MATCH,
    /** They take no part. */
    DROP,
    /** They are refused. */
    FAIL
  }

  /**
   * What becomes of mixtures of whole numbers, dates and times: of all that has a smallest step.
   */
  public enum Integers {
    /** The nearest whole number, half to even. */
    ROUND,
    /** The whole number below or above, each as likely as the other is near: unbiased. */
    STOCHASTIC,
    /** Columns of whole numbers become columns of doubles; dates and times are rounded. */
    DOUBLE
  }

  /** Rows are matched, whole numbers rounded, and values have no range. */
  public static Rules standard() {
    return new Rules(Nulls.MATCH, Integers.ROUND, Ranges.none());
  }

  public Rules withNulls(Nulls value) {
    return new Rules(value, integers, ranges);
  }

  public Rules withIntegers(Integers value) {
    return new Rules(nulls, value, ranges);
  }

  public Rules withRanges(Ranges value) {
    return new Rules(nulls, integers, value);
  }
}
