package io.sparkmixup.utility;

import java.io.Serializable;
import java.util.Arrays;

/**
 * For each of some points, the squares of the two smallest distances to the rows seen so far.
 * Mutable; mergeable, exactly and in any order; not thread-safe.
 */
final class Closest implements Serializable {

  private static final long serialVersionUID = 1L;

  /** So many coordinates are added up before the sum is looked at. */
  private static final int STEP = 8;

  private final double[] first;
  private final double[] second;

  Closest(int points) {
    first = new double[points];
    second = new double[points];
    Arrays.fill(first, Double.POSITIVE_INFINITY);
    Arrays.fill(second, Double.POSITIVE_INFINITY);
  }

  /** Measures the way from every point to a row. */
  void accept(double[] row, double[][] points) {
    for (int p = 0; p < points.length; p++) {
      put(p, square(row, points[p], second[p]));
    }
  }

  /** The square of a distance; something larger than {@code most} where it is larger than that. */
  private static double square(double[] a, double[] b, double most) {
    double sum = 0;
    for (int from = 0; from < a.length && sum <= most; from += STEP) {
      int to = Math.min(a.length, from + STEP);
      for (int k = from; k < to; k++) {
        double d = a[k] - b[k];
        sum += d * d;
      }
    }
    return sum;
  }

  private void put(int p, double square) {
    if (square < first[p]) {
      second[p] = first[p];
      first[p] = square;
    } else if (square < second[p]) {
      second[p] = square;
    }
  }

  void combine(Closest other) {
    for (int p = 0; p < first.length; p++) {
      put(p, other.first[p]);
      put(p, other.second[p]);
    }
  }

  /** The distance to the closest row. */
  double closest(int point) {
    return Math.sqrt(first[point]);
  }

  /** The distance to the closest row but one: the closest other one, if the point is a row. */
  double closestOther(int point) {
    return Math.sqrt(second[point]);
  }
}
