package io.sparkmixup.compare;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

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
 */
final class Curvature {

  /** All w. */
  private final double[] weights;

  private Curvature(double[] weights) {
    this.weights = weights;
  }

  /**
   * That of two components' covariance.
   *
   * @param unit the product of their standard deviations
   * @param a the number of values in the first sample
   * @param b the same in the second one
   */
  static Curvature of(double correlation, double unit, double a, double b) {
    double r = Math.max(-1, Math.min(1, correlation));
    return of(new double[] {(r + 1) / 2 * unit, (r - 1) / 2 * unit}, a, b);
  }

  /**
   * Where no more is known of the weights e than the root of the sum of their squares: one weight
   * that large has the longest tails.
   */
  static Curvature of(double weight, double a, double b) {
    return of(new double[] {weight}, a, b);
  }

  private static Curvature of(double[] e, double a, double b) {
    double middle = 1 / a;
    double away = Math.sqrt(middle * (middle + 1 / b));
    return new Curvature(
        Arrays.stream(e)
            .flatMap(w -> DoubleStream.of(w * (middle + away), w * (middle - away)))
            .toArray());
  }

  /** That of the negative. */
  Curvature negative() {
    return new Curvature(Arrays.stream(weights).map(w -> -w).toArray());
  }

  double variance() {
    return sum(w -> 2 * w * w);
  }

  /** The largest weight, above 0 unless all are 0. */
  double largest() {
    return Arrays.stream(weights).max().getAsDouble();
  }

  /** The cumulant generating function, for 2 t below 1 / {@link #largest}. */
  double generating(double t) {
    return sum(w -> -Math.log1p(-2 * w * t) / 2 - w * t);
  }

  /** Its derivative. */
  double slope(double t) {
    return sum(w -> 2 * w * w * t / (1 - 2 * w * t));
  }

  /** Its second derivative. */
  double bend(double t) {
    return sum(
        w -> {
          double rest = 1 - 2 * w * t;
          return 2 * w * w / (rest * rest);
        });
  }

  private double sum(DoubleUnaryOperator term) {
    double sum = 0;
    for (double w : weights) {
      sum += term.applyAsDouble(w);
    }
    return sum;
  }
}
