package io.sparkmixup.mixing;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What is random about the sums of all components over synthetic rows, given their parents, and the
 * variances of the sums of their squares. See {@link Fluctuation}. Mutable; mergeable.
 */
final class Fluctuations implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double[] units;
  private final double[] inverses;
  private final double[] variances;
  private final double[] thirds;
  private final double[] fourths;
  private final double[] ofSquares;

  /**
   * @param units of each component, near its standard deviation: see {@link Fluctuation}
   */
  Fluctuations(double[] units) {
    int components = units.length;
    this.units = units;
    inverses = Arrays.stream(units).map(u -> 1 / u).toArray();
    variances = new double[components];
    thirds = new double[components];
    fourths = new double[components];
    ofSquares = new double[components];
  }

  /**
   * Adds a row.
   *
   * @param e what is expected of it, less the centre; 0 where missing
   * @param d the step from partner to primary; 0 where missing
   */
  void add(double[] e, double[] d, PairLaw law) {
    double s20 = law.s20;
    double s11 = 2 * law.s11;
    double s02 = law.s02;
    double s30 = law.s30;
    double s40 = law.s40;
    for (int k = 0; k < variances.length; k++) {
      double c = 2 * e[k] * inverses[k];
      double step = d[k] * inverses[k];
      double square = step * step;
      variances[k] += square * s20;
      thirds[k] += square * step * s30;
      fourths[k] += square * square * s40;
      ofSquares[k] += square * (c * (c * s20 + step * s11) + square * s02);
    }
  }

  void combine(Fluctuations other) {
    for (int k = 0; k < variances.length; k++) {
      variances[k] += other.variances[k];
      thirds[k] += other.thirds[k];
      fourths[k] += other.fourths[k];
      ofSquares[k] += other.ofSquares[k];
    }
  }

  /** Of the sum of y. */
  Fluctuation of(int k) {
    return new Fluctuation(units[k], variances[k], thirds[k], fourths[k]);
  }

  /** The standard error of the sum of y^2. */
  double errorOfSquares(int k) {
    return Math.sqrt(Math.max(0, ofSquares[k])) * units[k] * units[k];
  }
}
