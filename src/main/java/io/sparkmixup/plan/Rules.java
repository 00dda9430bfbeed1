package io.sparkmixup.plan;

import java.util.Objects;

/**
 * What is done with values that mixing alone does not decide about.
 *
 * @param nulls what becomes of rows that miss a mixed value
 * @param integers what becomes of mixtures of whole numbers
 * @param ranges which values mixtures may have
 * @param ragged what becomes of vectors and arrays of different lengths
 * @param moments whether means and covariances are kept as expectations, or in every sample
 */
public record Rules(Nulls nulls, Integers integers, Ranges ranges, Ragged ragged, Moments moments) {

  public Rules {
    Objects.requireNonNull(nulls, "nulls");
    Objects.requireNonNull(integers, "integers");
    Objects.requireNonNull(ranges, "ranges");
    Objects.requireNonNull(ragged, "ragged");
    Objects.requireNonNull(moments, "moments");
  }

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

  /** What becomes of a column whose vectors or arrays differ in length. */
  public enum Ragged {
    /** Lengths may differ between strata; where rows to be mixed differ, they are refused. */
    FAIL,
    /** It is carried from the primary row. */
    CARRY
  }

  /** How means and covariances are kept. */
  public enum Moments {
    /** In expectation, whatever the sample: by the law of the weight alone. */
    EXPECTED,
    /** In the sample itself, to rounding: mixtures are moved by an affine map, cell by cell. */
    EXACT
  }

  /** Rows are matched, whole numbers rounded, and values have no range. */
  public static Rules standard() {
    return new Rules(Nulls.MATCH, Integers.ROUND, Ranges.none(), Ragged.FAIL, Moments.EXPECTED);
  }

  public Rules withNulls(Nulls value) {
    return new Rules(value, integers, ranges, ragged, moments);
  }

  public Rules withIntegers(Integers value) {
    return new Rules(nulls, value, ranges, ragged, moments);
  }

  public Rules withRanges(Ranges value) {
    return new Rules(nulls, integers, value, ragged, moments);
  }

  public Rules withRagged(Ragged value) {
    return new Rules(nulls, integers, ranges, value, moments);
  }

  public Rules withMoments(Moments value) {
    return new Rules(nulls, integers, ranges, ragged, value);
  }
}
