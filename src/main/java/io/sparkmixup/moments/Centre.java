package io.sparkmixup.moments;

import java.util.Arrays;

/**
 * The point that moments are summed about. Sums of squares about a point c lose the digits of (c -
 * mean)^2 / variance, so c should lie among the values: it is given, or chosen for each column from
 * the first finite values seen. Until then a column's centre is 0 and open, which is no loss: there
 * were no finite values to sum.
 */
final class Centre {

  private final double[] point;
  private final boolean[] chosen;
  private int open;

  Centre(double[] point, boolean[] chosen) {
    this.point = point;
    this.chosen = chosen;
    for (boolean c : chosen) {
      open += c ? 0 : 1;
    }
  }

  static Centre open(int d) {
    return new Centre(new double[d], new boolean[d]);
  }

  static Centre fixed(double[] point) {
    for (int j = 0; j < point.length; j++) {
      if (!Double.isFinite(point[j])) {
        throw new IllegalArgumentException("centre " + j + " is " + point[j] + ": must be finite");
      }
    }
    boolean[] chosen = new boolean[point.length];
    Arrays.fill(chosen, true);
    return new Centre(point.clone(), chosen);
  }

  double at(int j) {
    return point[j];
  }

  double[] point() {
    return point;
  }

  boolean[] chosen() {
    return chosen;
  }

  Centre copy() {
    return new Centre(point.clone(), chosen.clone());
  }

  /**
   * Sets open columns to the (lower) median of their finite values in the first {@code size} rows:
   * one of the values, so that a constant column is centred to exact zeros, and no outlier.
   */
  void choose(double[][] rows, int size) {
    if (open == 0) {
      return;
    }
    double[] finite = new double[size];
    for (int j = 0; j < point.length; j++) {
      if (chosen[j]) {
        continue;
      }
      int n = 0;
      for (int r = 0; r < size; r++) {
        if (Double.isFinite(rows[r][j])) {
          finite[n++] = rows[r][j];
        }
      }
      if (n > 0) {
        Arrays.sort(finite, 0, n);
        choose(j, finite[(n - 1) / 2]);
      }
    }
  }

  /** Takes from the other what is open here, and returns what must be added to its deviations. */
  double[] adopt(Centre other) {
    double[] delta = new double[point.length];
    for (int j = 0; j < point.length; j++) {
      if (other.chosen[j] && !chosen[j]) {
        choose(j, other.point[j]);
      } else if (other.chosen[j]) {
        delta[j] = other.point[j] - point[j];
      }
    }
    return delta;
  }

  private void choose(int j, double value) {
    point[j] = value;
    chosen[j] = true;
    open--;
  }
}
