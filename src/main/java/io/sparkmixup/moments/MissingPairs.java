package io.sparkmixup.moments;

/**
 * What rows with missing values (NaN) take away from the sums over all rows. For each column k that
 * is missing somewhere, over the rows in which k is missing:
 *
 * <pre>
 *    rows(k, j)    = number of rows in which j is missing too
 *    sum(k, j)     = sum of x_j,      x_j taken as 0 where it is missing
 *    squares(k, j) = sum of x_j^2
 * </pre>
 *
 * so that with n rows, totals T_j = sum x_j and Q_j = sum x_j^2, the rows that hold both j and k
 * number n - rows(j, j) - rows(k, k) + rows(j, k), and over them x_j sums to T_j - sum(k, j). A row
 * with m missing values costs O(m d), a complete one nothing; memory is 3 d numbers for each column
 * that is missing somewhere.
 */
final class MissingPairs {

  private final long[][] rows;
  private final double[][] sums;
  private final double[][] squares;

  MissingPairs(int d) {
    rows = new long[d][];
    sums = new double[d][];
    squares = new double[d][];
  }

  /** Notes the missing values of a row of deviations and puts 0 in their places. */
  void acceptAndFill(double[] row) {
    int[] missing = new int[row.length];
    int m = 0;
    for (int j = 0; j < row.length; j++) {
      if (Double.isNaN(row[j])) {
        missing[m++] = j;
        row[j] = 0;
      }
    }
    for (int a = 0; a < m; a++) {
      int k = missing[a];
      ensure(k);
      for (int b = 0; b < m; b++) {
        rows[k][missing[b]]++;
      }
      double[] sum = sums[k];
      double[] square = squares[k];
      for (int j = 0; j < row.length; j++) {
        sum[j] += row[j];
        square[j] += row[j] * row[j];
      }
    }
  }

  boolean has(int k) {
    return rows[k] != null;
  }

  long rows(int k, int j) {
    return has(k) ? rows[k][j] : 0;
  }

  double sum(int k, int j) {
    return has(k) ? sums[k][j] : 0;
  }

  double squares(int k, int j) {
    return has(k) ? squares[k][j] : 0;
  }

  /** Adds the other's rows, {@code delta} being added to each of their values. */
  void combine(MissingPairs other, double[] delta) {
    for (int k = 0; k < rows.length; k++) {
      if (!other.has(k)) {
        continue;
      }
      ensure(k);
      for (int j = 0; j < rows.length; j++) {
        double held = other.rows[k][k] - other.rows[k][j];
        rows[k][j] += other.rows[k][j];
        sums[k][j] += other.sums[k][j] + delta[j] * held;
        squares[k][j] += other.squares[k][j] + delta[j] * (2 * other.sums[k][j] + delta[j] * held);
      }
    }
  }

  /**
   * The same for other columns (see {@link Moments#arranged}): one that is new was missing in all
   * {@code n} rows, so that what it takes away are the totals.
   */
  MissingPairs arranged(int[] from, long n, double[] totals, CrossProducts products) {
    MissingPairs other = new MissingPairs(from.length);
    for (int k = 0; k < from.length; k++) {
      int old = from[k];
      if (old < 0 ? n == 0 : !has(old)) {
        continue;
      }
      other.ensure(k);
      for (int j = 0; j < from.length; j++) {
        int i = from[j];
        if (old < 0) {
          other.rows[k][j] = i < 0 ? n : rows(i, i);
          other.sums[k][j] = i < 0 ? 0 : totals[i];
          other.squares[k][j] = i < 0 ? 0 : products.get(i, i);
        } else {
          other.rows[k][j] = i < 0 ? rows[old][old] : rows[old][i];
          other.sums[k][j] = i < 0 ? 0 : sums[old][i];
          other.squares[k][j] = i < 0 ? 0 : squares[old][i];
        }
      }
    }
    return other;
  }

  /** The three arrays of column k, all zero when it has not been missing. */
  long[] rowsOf(int k) {
    ensure(k);
    return rows[k];
  }

  double[] sumsOf(int k) {
    ensure(k);
    return sums[k];
  }

  double[] squaresOf(int k) {
    ensure(k);
    return squares[k];
  }

  private void ensure(int k) {
    if (rows[k] == null) {
      rows[k] = new long[rows.length];
      sums[k] = new double[rows.length];
      squares[k] = new double[rows.length];
    }
  }
}
