package io.sparkmixup.mixing;

import java.io.Serializable;

/**
 * What is random about a sum over synthetic rows, given their parents: weights of different rows
 * are independent, so variances, third and fourth moments of the rows' terms add up. Kept in a unit
 * near the size of the terms, so that no power of theirs overflows or vanishes. Mutable; mergeable.
 */
public final class Fluctuation implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double unit;
  private double variance;
  private double third;
  private double fourth;

  /** Of no terms, which are near 1. */
  Fluctuation() {
    this(1, 0, 0, 0);
  }

  /** Of terms whose moments are known, in powers of the unit. */
  Fluctuation(double unit, double variance, double third, double fourth) {
    this.unit = unit;
    this.variance = variance;
    this.third = third;
    this.fourth = fourth;
  }

  /**
   * Of products, of which third moments are not summed: they are what they can be at most, (sum
   * E|X|^3)^2 &lt;= sum E[X^2] sum E[X^4].
   */
  static Fluctuation ofProducts(double unit, double variance, double fourth) {
    return new Fluctuation(unit, variance, Math.sqrt(variance * fourth), fourth);
  }

  /** Adds the term c delta + b eta: see {@link PairLaw}. */
  void add(double c, double b, PairLaw law) {
    variance += law.variance(c, b);
    third += law.third(c, b);
    fourth += law.fourth(c, b);
  }

  void combine(Fluctuation other) {
    variance += other.variance;
    third += other.third;
    fourth += other.fourth;
  }

  /** The root of the sum of the terms' variances: the standard error of their sum. */
  public double standardError() {
    return Math.sqrt(variance) * unit;
  }

  /** The sum of the terms' third central moments, in standard errors: the skewness of their sum. */
  public double skewness() {
    return variance > 0 ? third / variance / Math.sqrt(variance) : 0;
  }

  /** The sum of the terms' fourth central moments, in standard errors. */
  public double fourth() {
    return variance > 0 ? fourth / variance / variance : 0;
  }
}
