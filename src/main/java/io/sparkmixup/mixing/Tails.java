package io.sparkmixup.mixing;

import java.io.Serializable;

/**
 * How far sums of products y y' over the synthetic rows of one group are from Gaussian, given the
 * rows' parents: their fourth cumulants (see {@link WeightCumulants}), which add up over rows as
 * variances do. Over the square of the variance they give the excess kurtosis of a sum. Components
 * are in units of their standard deviations over all rows. Mutable; mergeable.
 *
 * <p>This matters where few rows of a skewed law are made of many. A row x far out adds lambda^2
 * x^2 as a primary and (1 - lambda)^2 x^2 as a partner. The first has short tails. The second is
 * nearly always next to nothing, and reaches twelve of its standard deviations for the standard
 * law. A row that is both has them together, and the first has nine tenths of the variance: the
 * excess is below 0. A row that is a partner alone leaves the second.
 */
final class Tails implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int[] matrix;
  private final double[] units;

  /** The lower triangle, over the pairs of components whose covariances are followed. */
  private final double[][] cumulants;

  Tails(SumsRequest request) {
    matrix = request.matrix();
    double[] all = request.dimensions().units();
    units = new double[matrix.length];
    cumulants = new double[matrix.length][];
    for (int i = 0; i < units.length; i++) {
      units[i] = all[matrix[i]];
      cumulants[i] = new double[i + 1];
    }
  }

  /**
   * Adds a row.
   *
   * @param x the primary, and {@code p} the partner, both less the centre and 0 where missing
   */
  void add(double[] x, double[] p, WeightCumulants law) {
    double[] expected = new double[units.length];
    double[] steps = new double[units.length];
    for (int i = 0; i < units.length; i++) {
      double partner = p[matrix[i]] / units[i];
      steps[i] = x[matrix[i]] / units[i] - partner;
      expected[i] = partner + law.mean() * steps[i];
    }
    for (int i = 0; i < units.length; i++) {
      for (int j = 0; j <= i; j++) {
        cumulants[i][j] +=
            law.fourth(expected[i] * steps[j] + steps[i] * expected[j], steps[i] * steps[j]);
      }
    }
  }

  void combine(Tails other) {
    for (int i = 0; i < cumulants.length; i++) {
      for (int j = 0; j <= i; j++) {
        cumulants[i][j] += other.cumulants[i][j];
      }
    }
  }

  /**
   * The excess kurtosis of the sum of y y', for components at places i and j of the matrix; 0 where
   * nothing is random.
   *
   * @param variance of the sum
   */
  double excess(int i, int j, double variance) {
    double scaled = variance / (units[i] * units[i]) / (units[j] * units[j]);
    double cumulant = cumulants[Math.max(i, j)][Math.min(i, j)];
    return scaled > 0 ? cumulant / (scaled * scaled) : 0;
  }
}
