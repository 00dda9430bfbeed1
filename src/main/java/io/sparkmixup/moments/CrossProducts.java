package io.sparkmixup.moments;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The symmetric matrix of weighted cross-products
 *
 * <pre>    S_ij = sum over rows r of w_r x_ri x_rj,   0 &lt;= i, j &lt; d</pre>
 *
 * of rows x_r with d values. Weights may be negative: that takes rows away again. NaN and infinite
 * values go into the entries of their own column, as {@code double} arithmetic has it, and reach no
 * other entry. Without rows all entries are 0.
 *
 * <p>A row costs d (d + 1) operations; memory is d (d + 1) / 2 doubles. With partial sums of four
 * rows the relative rounding error of a diagonal entry over n rows stays below (n / 4 + 4) ulps,
 * and is typically sqrt(n) / 4 of them.
 *
 * <p>Not thread-safe.
 */
public final class CrossProducts implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Matrix rows below this one go through a loop of their own: see {@link #addShort}. */
  private static final int SHORT = 32;

  /** The lower triangle, row i holding entries 0..i, so that loops index all arrays by plain j. */
  private final double[][] sums;

  /** Stands in for the rows that are wanting to a multiple of four. */
  private final double[] zeros;

  /**
   * @param d number of columns, at least 1
   */
  public CrossProducts(int d) {
    if (!(d >= 1)) {
      throw new IllegalArgumentException("dimension " + d + ": must be at least 1");
    }
    zeros = new double[d];
    sums = new double[d][];
    for (int i = 0; i < d; i++) {
      sums[i] = new double[i + 1];
    }
  }

  /** Returns d, the number of columns. */
  public int dimension() {
    return sums.length;
  }

  /** Returns S_ij = S_ji. */
  public double get(int i, int j) {
    return i >= j ? sums[i][j] : sums[j][i];
  }

  /** Adds x x', with x the first d values of {@code row}. */
  public void add(double[] row) {
    add(row, 1);
  }

  /** Adds w x x', with x the first d values of {@code row}. */
  public void add(double[] row, double weight) {
    addFour(row, weight, zeros, 0, zeros, 0, zeros, 0);
  }

  /** Adds x x' for each of {@code rows[from]} to {@code rows[to - 1]}: cheapest for many rows. */
  public void add(double[][] rows, int from, int to) {
    int r = from;
    for (; r + 4 <= to; r += 4) {
      addFour(rows[r], 1, rows[r + 1], 1, rows[r + 2], 1, rows[r + 3], 1);
    }
    if (r < to) {
      addFour(
          rows[r],
          1,
          r + 1 < to ? rows[r + 1] : zeros,
          1,
          r + 2 < to ? rows[r + 2] : zeros,
          1,
          zeros,
          1);
    }
  }

  /** Adds w_r x_r x_r' for each r from {@code from} to {@code to - 1}. */
  public void add(double[][] rows, double[] weights, int from, int to) {
    int r = from;
    for (; r + 4 <= to; r += 4) {
      addFour(
          rows[r],
          weights[r],
          rows[r + 1],
          weights[r + 1],
          rows[r + 2],
          weights[r + 2],
          rows[r + 3],
          weights[r + 3]);
    }
    for (; r < to; r++) {
      add(rows[r], weights[r]);
    }
  }

  /** Adds {@code factor} times the other's entries. */
  public void addScaled(CrossProducts other, double factor) {
    requireSameDimension(other);
    for (int i = 0; i < sums.length; i++) {
      double[] s = sums[i];
      double[] o = other.sums[i];
      for (int j = 0; j < s.length; j++) {
        s[j] += factor * o[j];
      }
    }
  }

  /** Adds a b' + b a'. */
  public void addSymmetric(double[] a, double[] b) {
    for (int i = 0; i < sums.length; i++) {
      double[] s = sums[i];
      for (int j = 0; j < s.length; j++) {
        s[j] += a[i] * b[j] + b[i] * a[j];
      }
    }
  }

  /** Adds the other's entries: together they are those of all rows of both. */
  public void combine(CrossProducts other) {
    addScaled(other, 1);
  }

  /** Forgets all rows. */
  public void clear() {
    for (double[] s : sums) {
      Arrays.fill(s, 0);
    }
  }

  /**
   * Returns S_00, S_10, S_11, S_20 ...: d (d + 1) / 2 entries, the lower triangle row by row, which
   * is the upper one column by column (LAPACK's packed format "U").
   */
  public double[] toPacked() {
    int d = sums.length;
    double[] packed = new double[d * (d + 1) / 2];
    for (int i = 0; i < d; i++) {
      System.arraycopy(sums[i], 0, packed, i * (i + 1) / 2, i + 1);
    }
    return packed;
  }

  /** Returns the matrix whose {@link #toPacked()} is {@code packed}. */
  public static CrossProducts fromPacked(double[] packed) {
    int d = (int) ((Math.sqrt(8.0 * packed.length + 1) - 1) / 2);
    if (d * (d + 1) / 2 != packed.length) {
      throw new IllegalArgumentException(
          packed.length + " packed entries: must be d (d + 1) / 2 for a whole d");
    }
    CrossProducts products = new CrossProducts(d);
    for (int i = 0; i < d; i++) {
      System.arraycopy(packed, i * (i + 1) / 2, products.sums[i], 0, i + 1);
    }
    return products;
  }

  /** Entries (i, 0) to (i, i) themselves, to be changed in place. */
  double[] row(int i) {
    return sums[i];
  }

  // The order of the four products and the plain j are what the JIT turns into vector code.
  private void addFour(
      double[] x0,
      double w0,
      double[] x1,
      double w1,
      double[] x2,
      double w2,
      double[] x3,
      double w3) {
    int d = sums.length;
    for (int i = 0; i < Math.min(d, SHORT); i++) {
      addShort(sums[i], w0 * x0[i], x0, w1 * x1[i], x1, w2 * x2[i], x2, w3 * x3[i], x3);
    }
    for (int i = SHORT; i < d; i++) {
      addLong(sums[i], w0 * x0[i], x0, w1 * x1[i], x1, w2 * x2[i], x2, w3 * x3[i], x3);
    }
  }

  /**
   * The same loop as {@link #addLong}, under another name: the JIT compiles a loop for the trip
   * counts it has seen, and after many short ones would leave the long ones without vector code.
   */
  private static void addShort(
      double[] s,
      double a0,
      double[] x0,
      double a1,
      double[] x1,
      double a2,
      double[] x2,
      double a3,
      double[] x3) {
    for (int j = 0; j < s.length; j++) {
      s[j] += a0 * x0[j] + a1 * x1[j] + a2 * x2[j] + a3 * x3[j];
    }
  }

  private static void addLong(
      double[] s,
      double a0,
      double[] x0,
      double a1,
      double[] x1,
      double a2,
      double[] x2,
      double a3,
      double[] x3) {
    for (int j = 0; j < s.length; j++) {
      s[j] += a0 * x0[j] + a1 * x1[j] + a2 * x2[j] + a3 * x3[j];
    }
  }

  private void requireSameDimension(CrossProducts other) {
    if (other.sums.length != sums.length) {
      throw new IllegalArgumentException(
          "dimension " + other.sums.length + ": must be " + sums.length + ", as here");
    }
  }
}
