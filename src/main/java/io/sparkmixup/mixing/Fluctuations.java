package io.sparkmixup.mixing;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What is random about the sums of all components over synthetic rows, and of their squares, given
 * their parents. A square is the product of a value with itself: see {@link Spread} for products.
 * Mutable; mergeable.
 */
final class Fluctuations implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double[] units;
  private final double[] inverses;
  private final double[] variances;
  private final double[] thirds;
  private final double[] fourths;

  /** Of the squares: variances and fourth moments. */
  private final double[] squareVariances;

  private final double[] squareFourths;

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
    squareVariances = new double[components];
    squareFourths = new double[components];
  }

  /**
   * Adds a row.
   *
   * @param e what is expected of it, less the centre; 0 where missing
   * @param d the step from partner to primary; 0 where missing
   */
  void add(double[] e, double[] d, PairLaw law) {
    addValues(d, law);
    addSquareVariances(e, d, law);
    addSquareFourths(e, d, law);
  }

  // One sum to a loop, for vector code.

  private void addValues(double[] d, PairLaw law) {
    double s20 = law.s20;
    double s30 = law.s30;
    double s40 = law.s40;
    for (int k = 0; k < variances.length; k++) {
      double step = d[k] * inverses[k];
      variances[k] += step * step * s20;
    }
    for (int k = 0; k < thirds.length; k++) {
      double step = d[k] * inverses[k];
      thirds[k] += step * step * step * s30;
    }
    for (int k = 0; k < fourths.length; k++) {
      double step = d[k] * inverses[k];
      double square = step * step;
      fourths[k] += square * square * s40;
    }
  }

  private void addSquareVariances(double[] e, double[] d, PairLaw law) {
    double s20 = law.s20;
    double s11 = 2 * law.s11;
    double s02 = law.s02;
    for (int k = 0; k < squareVariances.length; k++) {
      double c = 2 * e[k] * inverses[k];
      double step = d[k] * inverses[k];
      double square = step * step;
      squareVariances[k] += square * (c * c * s20 + c * step * s11 + square * s02);
    }
  }

  private void addSquareFourths(double[] e, double[] d, PairLaw law) {
    double s40 = law.s40;
    double s31 = 4 * law.s31;
    double s22 = 6 * law.s22;
    double s13 = 4 * law.s13;
    double s04 = law.s04;
    for (int k = 0; k < squareFourths.length; k++) {
      double c = 2 * e[k] * inverses[k];
      double step = d[k] * inverses[k];
      double square = step * step;
      double cc = c * c;
      double cb = c * step;
      double p = cc * (cc * s40 + cb * s31 + square * s22);
      squareFourths[k] += square * square * (p + square * (cb * s13 + square * s04));
    }
  }

  void combine(Fluctuations other) {
    for (int k = 0; k < variances.length; k++) {
      variances[k] += other.variances[k];
      thirds[k] += other.thirds[k];
      fourths[k] += other.fourths[k];
      squareVariances[k] += other.squareVariances[k];
      squareFourths[k] += other.squareFourths[k];
    }
  }

  /** Of the sum of y. */
  Fluctuation of(int k) {
    return new Fluctuation(units[k], variances[k], thirds[k], fourths[k]);
  }

  /** Of the sum of y^2. */
  Fluctuation ofSquares(int k) {
    return Fluctuation.ofProducts(
        units[k] * units[k], Math.max(0, squareVariances[k]), Math.max(0, squareFourths[k]));
  }
}
