package io.sparkmixup.mixing;

import io.sparkmixup.moments.CrossProducts;
import java.util.Arrays;

/**
 * The variances of the products y_j y_k of a batch of rows, given their parents (see {@link
 * PairLaw}), summed over the rows. With P, D and M the vectors of p_k^2, d_k^2 and p_k d_k, all
 * pairs (j, k) at once are
 *
 * <pre>
 *    v11 (P D' + D P' + 2 M M') + 2 v12 (M D' + D M') + v22 D D'
 *      = 2 v11 Z Z' + v11 / 2 ((D + Q)(D + Q)' - (D - Q)(D - Q)')
 *
 *    Z = M + v12 / v11 D,    Q = P + (v22 / v11 / 2 - (v12 / v11)^2) D
 * </pre>
 *
 * three products of vectors a row, for the kernel of {@link CrossProducts}.
 */
final class Spread {

  private final double[][] z;
  private final double[][] sums;
  private final double[][] differences;
  private final double[] weights;

  /**
   * @param rows the most rows of a batch
   * @param size how many components have their pairs followed
   */
  Spread(int rows, int size) {
    z = new double[rows][size];
    sums = new double[rows][size];
    differences = new double[rows][size];
    weights = new double[rows];
  }

  /** Puts the variances of rows 0 to n - 1 into {@code to}; components by {@code matrix}. */
  void of(
      double[][] primaries,
      double[][] partners,
      int n,
      int[] matrix,
      PairLaw law,
      CrossProducts to) {
    to.clear();
    if (law.isCertain()) {
      return;
    }
    double tilt = law.v12 / law.v11;
    double share = law.v22 / law.v11 / 2 - tilt * tilt;
    for (int r = 0; r < n; r++) {
      double[] x = primaries[r];
      double[] partner = partners[r];
      for (int m = 0; m < matrix.length; m++) {
        double p = partner[matrix[m]];
        double d = x[matrix[m]] - p;
        double square = d * d;
        double q = p * p + share * square;
        z[r][m] = p * d + tilt * square;
        sums[r][m] = square + q;
        differences[r][m] = square - q;
      }
    }
    add(z, 2 * law.v11, n, to);
    add(sums, law.v11 / 2, n, to);
    add(differences, -law.v11 / 2, n, to);
  }

  private void add(double[][] vectors, double weight, int n, CrossProducts to) {
    Arrays.fill(weights, weight);
    to.add(vectors, weights, 0, n);
  }
}
