package io.sparkmixup.similarity;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How many values lie at each of some points, and between them. From such counts of two samples
 * with distribution functions F and G, both jumping at the points and somewhere between them,
 *
 * <pre>
 *    D  = max |F - G| at the points and just before them  &lt;=  sup |F - G|
 *    D' = the larger of D and, over the gaps with values, max(F_after - G_before, G_after - F_before)
 *                                                          &gt;=  sup |F - G|
 * </pre>
 *
 * since both rise within a gap from their value before it to that after it. What sits on points, as
 * whole numbers and rounded ones do, is told apart exactly. Mutable.
 */
final class StepCounts implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double[] points;

  /** Gap, point, gap, ..., point, gap. */
  private final long[] counts;

  /**
   * @param points ascending, each once
   */
  StepCounts(double[] points) {
    this.points = points;
    counts = new long[2 * points.length + 1];
  }

  /** Counts a value; NaN is none. */
  void accept(double value) {
    accept(value, 1);
  }

  /** Counts a value as many. */
  void accept(double value, long weight) {
    if (!Double.isNaN(value)) {
      int at = Arrays.binarySearch(points, value);
      counts[at >= 0 ? 2 * at + 1 : -2 * (at + 1)] += weight;
    }
  }

  void combine(StepCounts other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  /** How many values are counted. */
  double total() {
    return Arrays.stream(counts).sum();
  }

  /** D; NaN where either side has no values. */
  static double distance(StepCounts f, StepCounts g) {
    return bounds(f, g)[0];
  }

  /** D' - D. */
  static double error(StepCounts f, StepCounts g) {
    double[] bounds = bounds(f, g);
    return bounds[1] - bounds[0];
  }

  private static double[] bounds(StepCounts f, StepCounts g) {
    double totalF = f.total();
    double totalG = g.total();
    if (totalF == 0 || totalG == 0) {
      return new double[] {Double.NaN, Double.NaN};
    }
    double least = 0;
    double most = 0;
    double beforeF = 0;
    double beforeG = 0;
    long sumF = 0;
    long sumG = 0;
    for (int i = 0; i < f.counts.length; i++) {
      sumF += f.counts[i];
      sumG += g.counts[i];
      double afterF = sumF / totalF;
      double afterG = sumG / totalG;
      least = Math.max(least, Math.abs(afterF - afterG));
      if (i % 2 == 0) {
        most = Math.max(most, Math.max(afterF - beforeG, afterG - beforeF));
      }
      beforeF = afterF;
      beforeG = afterG;
    }
    return new double[] {least, Math.max(least, most)};
  }
}
