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
 * @param difference that of the second mean from the first
 * @param error its standard error; 0 where nothing varies, NaN where sums overflowed
 * @param degrees of freedom, at least 1
 */
record Contrast(double difference, double error, double degrees) {

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
        degrees >= least ? degrees : least);
  }

  /**
   * How likely it is that chance alone puts the difference this far from what is expected of it,
   * two-sided.
   *
   * @param distance of the difference from what is expected
   */
  double pValue(double distance) {
    double t = Math.abs(distance) / error;
    if (degrees > MANY || Double.isInfinite(t * t)) {
      return Erfc.value(t / Math.sqrt(2));
    }
    return RegularizedBeta.value(degrees / (degrees + t * t), degrees / 2, 0.5);
  }
}
