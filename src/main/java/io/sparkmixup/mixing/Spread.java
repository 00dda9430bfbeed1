package io.sparkmixup.mixing;

import java.io.Serializable;

/**
 * What is random about the sums of all products y_j y_k over synthetic rows, given their parents:
 * the variances and fourth moments of their terms (see {@link PairLaw}), components in units of
 * their standard deviations over all rows, so that no power overflows. A row costs d (d + 1) / 2
 * times some twenty operations. Mutable; mergeable.
 */
final class Spread implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double[] units;
  private final int lanes;

  /** By lag, then by place, as rows lie {@link Abreast}. */
  private final double[][] variances;

  private final double[][] fourths;

  /**
   * @param lanes how many rows are added abreast; memory grows with it
   */
  Spread(int[] matrix, double[] allUnits, int lanes) {
    this(select(matrix, allUnits), lanes);
  }

  private Spread(double[] units, int lanes) {
    this.units = units;
    this.lanes = lanes;
    int lags = Abreast.lags(units.length);
    variances = new double[lags][units.length * lanes];
    fourths = new double[lags][units.length * lanes];
  }

  private static double[] select(int[] matrix, double[] allUnits) {
    double[] units = new double[matrix.length];
    for (int i = 0; i < units.length; i++) {
      units[i] = allUnits[matrix[i]];
    }
    return units;
  }

  /** Adds the rows that are loaded, as many abreast as this has room for. */
  void add(Abreast rows, PairLaw law) {
    for (int lag = 0; lag < variances.length; lag++) {
      rows.shift(lag);
      double[] e = rows.expected();
      double[] d = rows.steps();
      double[] f = rows.shiftedExpected();
      double[] g = rows.shiftedSteps();
      addVariances(e, d, f, g, law, variances[lag]);
      addFourths(e, d, f, g, law, fourths[lag]);
    }
  }

  // Written out, without a branch, and one sum to a loop: of two, Java 17 makes no vector code.

  private static void addVariances(
      double[] e, double[] d, double[] f, double[] g, PairLaw law, double[] sums) {
    double s20 = law.s20;
    double s11 = 2 * law.s11;
    double s02 = law.s02;
    for (int i = 0; i < sums.length; i++) {
      double c = Math.fma(e[i], g[i], d[i] * f[i]);
      double b = d[i] * g[i];
      sums[i] = Math.fma(c * c, s20, Math.fma(c * b, s11, Math.fma(b * b, s02, sums[i])));
    }
  }

  private static void addFourths(
      double[] e, double[] d, double[] f, double[] g, PairLaw law, double[] sums) {
    double s40 = law.s40;
    double s31 = 4 * law.s31;
    double s22 = 6 * law.s22;
    double s13 = 4 * law.s13;
    double s04 = law.s04;
    for (int i = 0; i < sums.length; i++) {
      double c = Math.fma(e[i], g[i], d[i] * f[i]);
      double b = d[i] * g[i];
      double cc = c * c;
      double cb = c * b;
      double bb = b * b;
      double p = Math.fma(cc, s40, Math.fma(cb, s31, bb * s22));
      double q = Math.fma(cb, s13, bb * s04);
      sums[i] = Math.fma(cc, p, Math.fma(bb, q, sums[i]));
    }
  }

  void combine(Spread other) {
    for (int lag = 0; lag < variances.length; lag++) {
      for (int i = 0; i < units.length; i++) {
        variances[lag][i * lanes] += other.sum(other.variances[lag], i);
        fourths[lag][i * lanes] += other.sum(other.fourths[lag], i);
      }
    }
  }

  /** Over the rows abreast. */
  private double sum(double[] sums, int i) {
    double sum = 0;
    for (int r = 0; r < lanes; r++) {
      sum += sums[i * lanes + r];
    }
    return sum;
  }

  /** What travels: the sums over rows abreast. */
  private Object writeReplace() {
    if (lanes == 1) {
      return this;
    }
    Spread folded = new Spread(units, 1);
    folded.combine(this);
    return folded;
  }

  /** Of the sum of y_j y_k, for components at places i and j of the matrix. */
  Fluctuation of(int i, int j) {
    int d = units.length;
    int ahead = Math.floorMod(j - i, d);
    int lag = Math.min(ahead, d - ahead);
    int first = lag == ahead ? i : j;
    return Fluctuation.ofProducts(
        units[i] * units[j],
        Math.max(0, sum(variances[lag], first)),
        Math.max(0, sum(fourths[lag], first)));
  }
}
