package io.sparkmixup.mixing;

import java.util.Arrays;

/**
 * What is random about the {@link TraceRatio} of rows' products, given their parents: of a row that
 * is expected to be e and whose step is d it is c delta + b eta (see {@link PairLaw}) with
 *
 * <pre>    c = 2 e' W d,   b = d' W d</pre>
 *
 * Components come first and rows second, so that W is multiplied with all rows of a batch in loops
 * over rows, which become vector code.
 */
final class TraceTerms {

  private final int[] components;
  private final double[][] weights;
  private final double[][] expected;
  private final double[][] steps;
  private final double[] product;
  private final double[] c;
  private final double[] b;

  /**
   * @param weights W, symmetric, over {@code components}
   * @param rows how many come at a time at most
   */
  TraceTerms(int[] components, double[][] weights, int rows) {
    this.components = components;
    this.weights = weights;
    // Four components at a time: those that are wanting to that stay 0.
    int padded = (components.length + 3) / 4 * 4;
    expected = new double[components.length][rows];
    steps = new double[padded][rows];
    product = new double[rows];
    c = new double[rows];
    b = new double[rows];
  }

  /**
   * Adds rows 0 to n - 1; nothing where there is no such ratio.
   *
   * <p>All of them: what lies far out in a direction in which rows hardly vary may lie near the
   * mean in every column.
   *
   * @param x the primaries, about the mean
   * @param p their partners
   */
  void add(double[][] x, double[][] p, int n, PairLaw law, Fluctuation to) {
    if (components.length == 0) {
      return;
    }
    for (int r = 0; r < n; r++) {
      for (int i = 0; i < components.length; i++) {
        double partner = p[r][components[i]];
        double step = x[r][components[i]] - partner;
        steps[i][r] = step;
        expected[i][r] = partner + law.mean * step;
      }
    }
    Arrays.fill(c, 0, n, 0);
    Arrays.fill(b, 0, n, 0);
    for (int i = 0; i < components.length; i++) {
      multiply(weights[i], n);
      addProducts(c, expected[i], product, n);
      addProducts(b, steps[i], product, n);
    }
    for (int r = 0; r < n; r++) {
      to.add(2 * c[r], b[r], law);
    }
  }

  /** A row of W times the steps of all rows. */
  private void multiply(double[] w, int n) {
    Arrays.fill(product, 0, n, 0);
    for (int k = 0; k < steps.length; k += 4) {
      addFour(
          product,
          n,
          w[k],
          steps[k],
          weight(w, k + 1),
          steps[k + 1],
          weight(w, k + 2),
          steps[k + 2],
          weight(w, k + 3),
          steps[k + 3]);
    }
  }

  private static double weight(double[] w, int k) {
    return k < w.length ? w[k] : 0;
  }

  private static void addFour(
      double[] sums,
      int n,
      double w0,
      double[] x0,
      double w1,
      double[] x1,
      double w2,
      double[] x2,
      double w3,
      double[] x3) {
    for (int r = 0; r < n; r++) {
      sums[r] += w0 * x0[r] + w1 * x1[r] + w2 * x2[r] + w3 * x3[r];
    }
  }

  private static void addProducts(double[] sums, double[] x, double[] y, int n) {
    for (int r = 0; r < n; r++) {
      sums[r] += x[r] * y[r];
    }
  }
}
