package io.sparkmixup.mixing;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What is random about the sums of all products y_j y_k over synthetic rows, given their parents:
 * the variances and fourth moments of their terms (see {@link PairLaw}), components in units of
 * their standard deviations over all rows, so that no power overflows. A row costs d (d + 1) / 2
 * times some twenty operations, in loops that the compiler vectorizes. Mutable; mergeable.
 */
final class Spread implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int[] matrix;
  private final double[] units;

  /** Their reciprocals: a division costs as much as several products. */
  private final double[] inverses;

  /** Lower triangles. */
  private final double[][] variances;

  private final double[][] fourths;

  Spread(int[] matrix, double[] allUnits) {
    this.matrix = matrix;
    units = new double[matrix.length];
    variances = new double[matrix.length][];
    fourths = new double[matrix.length][];
    for (int i = 0; i < units.length; i++) {
      units[i] = allUnits[matrix[i]];
      variances[i] = new double[i + 1];
      fourths[i] = new double[i + 1];
    }
    inverses = Arrays.stream(units).map(u -> 1 / u).toArray();
  }

  /** Adds rows 0 to n - 1; values less the centre, 0 where missing. */
  void add(double[][] primaries, double[][] partners, int n, PairLaw law) {
    if (law.isCertain()) {
      return;
    }
    double[][] expected = new double[n][units.length];
    double[][] steps = new double[n][units.length];
    for (int r = 0; r < n; r++) {
      for (int i = 0; i < units.length; i++) {
        double partner = partners[r][matrix[i]] * inverses[i];
        steps[r][i] = primaries[r][matrix[i]] * inverses[i] - partner;
        expected[r][i] = partner + law.mean * steps[r][i];
      }
    }
    // Row by row of the triangle, which stays in the nearest cache then.
    for (int i = 0; i < units.length; i++) {
      for (int r = 0; r < n; r++) {
        add(expected[r], steps[r], i, law, variances[i], fourths[i]);
      }
    }
  }

  /**
   * The entries of one row of the triangle: written out, and without a branch, to be vectorized.
   */
  private static void add(
      double[] e, double[] d, int i, PairLaw law, double[] variances, double[] fourths) {
    double ei = e[i];
    double di = d[i];
    double s20 = law.s20;
    double s11 = 2 * law.s11;
    double s02 = law.s02;
    double s40 = law.s40;
    double s31 = 4 * law.s31;
    double s22 = 6 * law.s22;
    double s13 = 4 * law.s13;
    double s04 = law.s04;
    for (int j = 0; j < variances.length; j++) {
      double c = ei * d[j] + di * e[j];
      double b = di * d[j];
      double cc = c * c;
      double cb = c * b;
      double bb = b * b;
      variances[j] += cc * s20 + cb * s11 + bb * s02;
      fourths[j] += cc * (cc * s40 + cb * s31 + bb * s22) + bb * (cb * s13 + bb * s04);
    }
  }

  void combine(Spread other) {
    for (int i = 0; i < units.length; i++) {
      for (int j = 0; j <= i; j++) {
        variances[i][j] += other.variances[i][j];
        fourths[i][j] += other.fourths[i][j];
      }
    }
  }

  /** Of the sum of y_j y_k, for components at places i and j of the matrix. */
  Fluctuation of(int i, int j) {
    int row = Math.max(i, j);
    int column = Math.min(i, j);
    return Fluctuation.ofProducts(
        units[i] * units[j],
        Math.max(0, variances[row][column]),
        Math.max(0, fourths[row][column]));
  }
}
