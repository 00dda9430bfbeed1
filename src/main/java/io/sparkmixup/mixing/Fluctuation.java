package io.sparkmixup.mixing;

import java.io.Serializable;

/**
 * What is random about a sum over synthetic rows, given their parents: weights of different rows
 * are independent, so variances, third and fourth moments of the rows' terms add up. Mutable;
 * mergeable.
 */
public final class Fluctuation implements Serializable {

  private static final long serialVersionUID = 1L;

  private double variance;
  private double third;
  private double fourth;

  Fluctuation() {}

  /** Of sums that are known. */
  static Fluctuation of(double variance, double third, double fourth) {
    Fluctuation result = new Fluctuation();
    result.variance = variance;
    result.third = third;
    result.fourth = fourth;
    return result;
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

  /** The sum of the terms' variances: the variance of their sum. */
  public double variance() {
    return variance;
  }

  /** The sum of the terms' third central moments: the third one of their sum. */
  public double third() {
    return third;
  }

  /** The sum of the terms' fourth central moments. */
  public double fourth() {
    return fourth;
  }
}
