package io.sparkmixup.moments;

import java.util.Random;

/** Rows for tests, from fixed seeds. */
final class TestRows {

  private TestRows() {}

  /** Correlated columns with means of 0, 10, 20 ... and variances near 1. */
  static double[][] gaussian(long seed, int n, int d) {
    Random random = new Random(seed);
    double[][] rows = new double[n][d];
    for (double[] row : rows) {
      double common = random.nextGaussian();
      for (int j = 0; j < d; j++) {
        row[j] = 10 * j + 0.6 * common + 0.8 * random.nextGaussian();
      }
    }
    return rows;
  }

  /** Replaces a share of the values by NaN, the first column's excepted. */
  static double[][] holed(double[][] rows, long seed, double share) {
    Random random = new Random(seed);
    for (double[] row : rows) {
      for (int j = 1; j < row.length; j++) {
        row[j] = random.nextDouble() < share ? Double.NaN : row[j];
      }
    }
    return rows;
  }

  static Moments sum(Moments moments, double[][] rows) {
    for (double[] row : rows) {
      moments.accept(row);
    }
    return moments;
  }
}
