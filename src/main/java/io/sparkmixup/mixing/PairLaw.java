package io.sparkmixup.mixing;

import io.sparkmixup.law.Law;

/**
 * What a law says of a row, given its parents. A product of two of its values, y_j y_k with y = p +
 * lambda d, is p_j p_k + a lambda + b lambda^2 with a = p_j d_k + d_j p_k and b = d_j d_k, so that
 *
 * <pre>
 *    E[y y']   = m2 x x' + (1 - 2 m1 + m2) p p' + q (x p' + p x'),    x = p + d,  q = m1 - m2
 *    Var(y_j y_k) = a^2 v11 + 2 a b v12 + b^2 v22
 * </pre>
 *
 * with v11, v12, v22 the variances and the covariance of lambda and lambda^2.
 */
final class PairLaw {

  /** Below this, q is rounding: the cross terms of the expectation vanish. */
  private static final double NO_LOSS = 1e-9;

  /** Below this, the variance of the weight is rounding. */
  private static final double CERTAIN = 1e-14;

  /** Together the rows are what their primaries are, and nothing is left to chance. */
  static final PairLaw CERTAINLY_PRIMARY = new PairLaw(1, 1, 0, 0, 0);

  final double mean;
  final double q;

  /** Since x p' + p x' = (x + p)(x + p)' - x x' - p p', the weights of these three. */
  final double primaryWeight;

  final double partnerWeight;

  final double v11;
  final double v12;
  final double v22;

  private PairLaw(double m1, double m2, double v11, double v12, double v22) {
    mean = m1;
    q = Math.abs(m1 - m2) < NO_LOSS ? 0 : m1 - m2;
    primaryWeight = m2 - q;
    partnerWeight = 1 - 2 * m1 + m2 - q;
    boolean certain = v11 < CERTAIN;
    this.v11 = certain ? 0 : v11;
    this.v12 = certain ? 0 : v12;
    this.v22 = certain ? 0 : v22;
  }

  static PairLaw of(Law law) {
    double m1 = law.rawMoment(1);
    double m2 = law.rawMoment(2);
    return new PairLaw(
        m1, m2, m2 - m1 * m1, law.rawMoment(3) - m1 * m2, law.rawMoment(4) - m2 * m2);
  }

  /** Whether nothing is left to chance. */
  boolean isCertain() {
    return v11 == 0;
  }

  /** Var(a lambda + b lambda^2). */
  double variance(double a, double b) {
    return Math.max(0, a * a * v11 + 2 * a * b * v12 + b * b * v22);
  }
}
