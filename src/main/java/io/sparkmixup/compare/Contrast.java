package io.sparkmixup.compare;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * The difference between the means of one number in two independent samples. With n, s, q the count
 * and the sums of x and x^2 of a sample, v = (q - s^2 / n) / (n - 1),
 *
 * <pre>
 *    difference = s_B / n_B - s_A / n_A
 *    error^2    = the larger of  v_A / n_A + v_B / n_B  and  v (1 / n_A + 1 / n_B)
 * </pre>
 *
 * v being that of both samples together. For samples of one size the two hardly differ. For samples
 * of different sizes the first is far too small where the small one happens to miss what is rare
 * (it has no variance then), the second where it happens to hold too much of it. Significance is by
 * Student's t with the degrees of freedom of Welch (1947).
 *
 * <p>Of numbers that are about the first sample's mean, {@link Curvature} is added. With x the
 * difference from what is expected and K(s) the cumulant generating function, that of the variance
 * v without curvature, v s^2 / 2, and that of the curvature together, t is then
 *
 * <pre>    r + log(u / r) / r,   r^2 / 2 = s x - K(s),   u = s root(K''(s)),   K'(s) = x
 * </pre>
 *
 * the saddlepoint approximation in the form of Barndorff-Nielsen (1986).
 *
 * @param difference that of the second mean from the first
 * @param error its standard error; 0 where nothing varies, NaN where sums overflowed
 * @param degrees of freedom, at least 1
 * @param curvature that is part of the error; null for none
 */
record Contrast(double difference, double error, double degrees, Curvature curvature) {

  private static final int STEPS = 60;

  /** Below this share of the variance nobody sees curvature. */
  private static final double FLAT = 1e-6;

  /** Nearer than this t is one of 0 by 0; there p is above 0.6 by any approximation. */
  private static final double NEAR = 0.1;

  /** From here on Student's t is a Gaussian. */
  private static final double MANY = 1e6;

  /** The sums of one number over one sample. */
  record Sums(double count, double sum, double squares) {

    double mean() {
      return sum / count;
    }

    /** With denominator n - 1; 0 for one value. */
    private double variance() {
      double scatter = squares - sum * (sum / count);
      return scatter <= 0 || count < 2 ? 0 : scatter / (count - 1);
    }

    private Sums plus(Sums other) {
      return new Sums(count + other.count, sum + other.sum, squares + other.squares);
    }
  }

  /** The contrast of two samples whose sums are known. */
  static Contrast of(Sums a, Sums b) {
    double partA = a.variance() / a.count;
    double partB = b.variance() / b.count;
    double apart = partA + partB;
    double together = a.plus(b).variance() * (1 / a.count + 1 / b.count);
    double degrees =
        apart * apart / (partA * partA / (a.count - 1) + partB * partB / (b.count - 1));
    double least = Math.max(1, Math.min(a.count, b.count) - 1);
    return new Contrast(
        b.mean() - a.mean(),
        Math.sqrt(Math.max(apart, together)),
        degrees >= least ? degrees : least,
        null);
  }

  /** The same of numbers about the first sample's mean. */
  Contrast with(Curvature added) {
    double variance = error * error + added.variance();
    return added.variance() > FLAT * variance
        ? new Contrast(difference, Math.sqrt(variance), degrees, added)
        : this;
  }

  /**
   * How likely it is that chance alone puts the difference this far from what is expected of it,
   * two-sided.
   *
   * @param distance of the difference from what is expected
   */
  double pValue(double distance) {
    if (curvature == null) {
      return student(Math.abs(distance) / error);
    }
    double x = Math.abs(distance);
    Curvature toward = distance < 0 ? curvature.negative() : curvature;
    return (student(root(x, toward)) + student(root(x, toward.negative()))) / 2;
  }

  /** Two-sided. */
  private double student(double t) {
    if (degrees > MANY || Double.isInfinite(t * t)) {
      return Erfc.value(t / Math.sqrt(2));
    }
    return RegularizedBeta.value(degrees / (degrees + t * t), degrees / 2, 0.5);
  }

  /** t; the slope of v s^2 / 2 + K(s) grows from 0 and passes x before s reaches its end. */
  private double root(double x, Curvature toward) {
    double v = Math.max(0, error * error - curvature.variance());
    double low = 0;
    double high = Math.min(x / v, 1 / (2 * toward.largest()));
    for (int i = 0; i < STEPS; i++) {
      double s = (low + high) / 2;
      if (v * s + toward.slope(s) < x) {
        low = s;
      } else {
        high = s;
      }
    }
    double r = Math.sqrt(Math.max(0, 2 * (low * x - v * low * low / 2 - toward.generating(low))));
    double u = low * Math.sqrt(v + toward.bend(low));
    return r > NEAR ? Math.max(0, r + Math.log(u / r) / r) : r;
  }
}
