package io.sparkmixup.utility;

import java.util.Arrays;
import java.util.Comparator;

/**
 * A measure over n held-out rows, with what each row does to it. With psi_i the influence of row i,
 * of mean 0,
 *
 * <pre>
 *    standard error^2 = sum psi_i^2 / (n (n - 1))
 * </pre>
 *
 * (the infinitesimal jackknife; for a mean psi_i = x_i - mean, which is the usual formula). Two
 * measures over the same rows differ with the standard error of the difference of their influences:
 * what both learners find hard cancels. Rows are taken for independent draws, and the trained
 * models for given: another training set would add its own error.
 */
final class Estimate {

  private final double value;
  private final double[] influences;

  private Estimate(double value, double[] influences) {
    this.value = value;
    this.influences = influences;
  }

  /** The measure; NaN where it is not defined. */
  double value() {
    return value;
  }

  /** The mean of numbers. */
  static Estimate mean(double[] numbers) {
    double mean = Arrays.stream(numbers).average().orElse(Double.NaN);
    return new Estimate(mean, Arrays.stream(numbers).map(x -> x - mean).toArray());
  }

  /** The root of the mean of squares: psi = (e_i^2 - m) / (2 sqrt(m)). */
  static Estimate rootMean(double[] squares) {
    Estimate mean = mean(squares);
    double root = Math.sqrt(mean.value);
    double slope = root > 0 ? 1 / (2 * root) : 0;
    return new Estimate(root, Arrays.stream(mean.influences).map(x -> x * slope).toArray());
  }

  /**
   * R^2 = 1 - m / v, with m the mean of squared errors and v the variance (denominator n) of the
   * targets: psi = (-(e_i^2 - m) + (m / v) ((y_i - mean)^2 - v)) / v. NaN where targets are equal.
   */
  static Estimate explained(double[] squares, double[] targets) {
    Estimate error = mean(squares);
    double[] deviations = mean(targets).influences;
    Estimate variance = mean(Arrays.stream(deviations).map(d -> d * d).toArray());
    double ratio = error.value / variance.value;
    double[] influences = new double[squares.length];
    for (int i = 0; i < influences.length; i++) {
      influences[i] = (ratio * variance.influences[i] - error.influences[i]) / variance.value;
    }
    return new Estimate(variance.value > 0 ? 1 - ratio : Double.NaN, influences);
  }

  /**
   * The area under the ROC curve: the chance that a row of the second class scores above one of the
   * first, equal scores counted half. The influence of a row is how far its own chance lies from
   * that, times n over the rows of its class (DeLong, DeLong and Clarke-Pearson, Biometrics 1988).
   * NaN where a class is missing.
   */
  static Estimate areaUnderCurve(double[] scores, boolean[] second) {
    int n = scores.length;
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
    double[] below = new double[n];
    double[] counts = new double[2];
    // Runs of equal scores: of the other class, those before count whole, those beside half.
    for (int from = 0, to; from < n; from = to) {
      double[] run = new double[2];
      for (to = from; to < n && scores[order[to]] == scores[order[from]]; to++) {
        run[second[order[to]] ? 1 : 0]++;
      }
      for (int i = from; i < to; i++) {
        int other = second[order[i]] ? 0 : 1;
        below[order[i]] = counts[other] + run[other] / 2;
      }
      counts[0] += run[0];
      counts[1] += run[1];
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += second[i] ? below[i] : 0;
    }
    double area = sum / (counts[0] * counts[1]);
    double[] influences = new double[n];
    for (int i = 0; i < n; i++) {
      double chance = second[i] ? below[i] / counts[0] : 1 - below[i] / counts[1];
      influences[i] = (chance - area) * n / counts[second[i] ? 1 : 0];
    }
    return new Estimate(area, influences);
  }

  double standardError() {
    double n = influences.length;
    return Math.sqrt(Arrays.stream(influences).map(x -> x * x).sum() / (n * (n - 1)));
  }

  /** How much larger this is than the same measure of other predictions of the same rows. */
  Estimate minus(Estimate other) {
    double[] difference = new double[influences.length];
    Arrays.setAll(difference, i -> influences[i] - other.influences[i]);
    return new Estimate(value - other.value, difference);
  }
}
