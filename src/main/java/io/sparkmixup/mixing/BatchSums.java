package io.sparkmixup.mixing;

import io.sparkmixup.moments.CrossProducts;
import java.util.Arrays;

/**
 * The sums of one batch of synthetic rows that all miss the same components, about a centre: see
 * {@link GroupSums} for what x, p, y and E[.] are. Zero where components are missing.
 */
final class BatchSums {

  /** The number of rows, and the components that they miss, ascending. */
  int rows;

  int[] missing;

  /** How many rows x and E[y] count as: the number of rows, where nothing else is said. */
  double weight;

  /** By component: sums of x and x^2, of E[y] and E[y^2]. */
  final double[] x1;

  final double[] x2;
  final double[] e1;
  final double[] e2;

  /** By component: what rules did, the sums of w - y and w^2 - y^2, w being what is written. */
  final double[] w1;

  final double[] w2;

  /** Over the pairs that are followed: sums of x x', E[y y'], w w' - y y'. */
  final CrossProducts parents;

  final CrossProducts expected;
  final CrossProducts rules;

  private final int[] matrix;

  /**
   * @param matrix the components whose pairs are followed
   */
  BatchSums(int components, int[] matrix) {
    x1 = new double[components];
    x2 = new double[components];
    e1 = new double[components];
    e2 = new double[components];
    w1 = new double[components];
    w2 = new double[components];
    parents = new CrossProducts(matrix.length);
    expected = new CrossProducts(matrix.length);
    rules = new CrossProducts(matrix.length);
    this.matrix = matrix;
  }

  void clearComponents() {
    for (double[] sums : new double[][] {x1, x2, e1, e2, w1, w2}) {
      Arrays.fill(sums, 0);
    }
  }

  /** Moves the sums to another centre: each value counts as that much more. */
  void shift(double[] by) {
    double[] move = by.clone();
    for (int k : missing) {
      move[k] = 0;
    }
    double[] m = select(move);
    double[] half = new double[m.length];
    shiftProducts(parents, select(x1), m, half);
    shiftProducts(expected, select(e1), m, half);
    rules.addSymmetric(select(w1), m);
    for (int k = 0; k < move.length; k++) {
      double d = move[k];
      x2[k] += d * (2 * x1[k] + weight * d);
      e2[k] += d * (2 * e1[k] + weight * d);
      w2[k] += d * 2 * w1[k];
      x1[k] += weight * d;
      e1[k] += weight * d;
    }
  }

  private void shiftProducts(CrossProducts products, double[] sums, double[] by, double[] scratch) {
    for (int k = 0; k < by.length; k++) {
      scratch[k] = sums[k] + 0.5 * weight * by[k];
    }
    products.addSymmetric(scratch, by);
  }

  private double[] select(double[] values) {
    if (matrix.length == values.length) {
      return values;
    }
    double[] result = new double[matrix.length];
    for (int k = 0; k < result.length; k++) {
      result[k] = values[matrix[k]];
    }
    return result;
  }
}
