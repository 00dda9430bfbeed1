package io.sparkmixup.compare;

/**
 * What the second moments of two samples differ by since both are about the first one's mean, which
 * is not that of the law. With a and b the errors of the means of z_j and z_k in the samples, the
 * difference of the moments is, beside that of the means of products about the law's own mean,
 *
 * <pre>    2 a_j a_k - a_j b_k - b_j a_k</pre>
 *
 * In large samples that is little beside the rest; but of what lies equally far from its mean, like
 * a coin's two sides, the rest is nothing. It is a sum of (x^2 - 1) w with independent Gaussian x
 * and weights w = e f, where for correlation r, n_A and n_B values, in units of the standard
 * deviations,
 *
 * <pre>
 *    e  =  (r + 1) / 2,  (r - 1) / 2
 *    f  =  1 / n_A +- root(1 / n_A^2 + 1 / (n_A n_B))
 * </pre>
 *
 * @param one e
 * @param other the other e
 * @param plus f
 * @param minus the other f
 */
record Curvature(double one, double other, double plus, double minus) {

  /**
   * That of two components' covariance.
   *
   * @param unit the product of their standard deviations
   * @param a the number of values in the first sample
   * @param b the same in the second one
   */
  static Curvature of(double correlation, double unit, double a, double b) {
    double r = Math.max(-1, Math.min(1, correlation));
    return ofWeights((r + 1) / 2 * unit, (r - 1) / 2 * unit, a, b);
  }

  /**
   * Where no more is known of the weights e than the root of the sum of their squares: one weight
   * that large has the longest tails.
   */
  static Curvature of(double weight, double a, double b) {
    return ofWeights(weight, 0, a, b);
  }

  private static Curvature ofWeights(double one, double other, double a, double b) {
    double middle = 1 / a;
    double away = Math.sqrt(middle * (middle + 1 / b));
    return new Curvature(one, other, middle + away, middle - away);
  }

  /** That of the negative. */
  Curvature negative() {
    return new Curvature(-one, -other, plus, minus);
  }

  double variance() {
    return 2 * (one * one + other * other) * (plus * plus + minus * minus);
  }

  /** The largest weight, above 0 unless all are 0. */
  double largest() {
    return Math.max(Math.max(one * plus, one * minus), Math.max(other * plus, other * minus));
  }

  /** The cumulant generating function, for 2 t below 1 / {@link #largest}. */
  double generating(double t) {
    return term(one * plus, t)
        + term(one * minus, t)
        + term(other * plus, t)
        + term(other * minus, t);
  }

  /** Its derivative. */
  double slope(double t) {
    return slope(one * plus, t)
        + slope(one * minus, t)
        + slope(other * plus, t)
        + slope(other * minus, t);
  }

  /** Its second derivative. */
  double bend(double t) {
    return bend(one * plus, t)
        + bend(one * minus, t)
        + bend(other * plus, t)
        + bend(other * minus, t);
  }

  private static double term(double w, double t) {
    return -Math.log1p(-2 * w * t) / 2 - w * t;
  }

  private static double slope(double w, double t) {
    return 2 * w * w * t / (1 - 2 * w * t);
  }

  private static double bend(double w, double t) {
    double rest = 1 - 2 * w * t;
    return 2 * w * w / (rest * rest);
  }
}
