package io.sparkmixup.moments;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Counts, means and variances of d columns, in one pass and O(d) a row; partial results combine
 * exactly. NaN is a missing value. Column k is summed about its first value a_k,
 *
 * <pre>
 *    mean(k)     = a_k + sum (x_k - a_k) / n_k
 *    variance(k) = sum (x_k - a_k)^2 / n_k - (mean(k) - a_k)^2
 * </pre>
 *
 * so that values far from zero do not cancel. For covariances see {@link Moments}. Not thread-safe.
 */
public final class ColumnMoments implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Rows that hold a value in each column, where each has had one before. */
  private long complete;

  /** The values of all other rows. */
  private long[] counts;

  private double[] firsts;
  private double[] sums;
  private double[] squares;

  /**
   * @param d the number of columns
   */
  public ColumnMoments(int d) {
    counts = new long[d];
    firsts = new double[d];
    sums = new double[d];
    squares = new double[d];
  }

  /** Returns d, the number of columns. */
  public int dimension() {
    return counts.length;
  }

  /** Makes room for {@code d} columns where there are fewer. */
  public void ensureDimension(int d) {
    if (d > counts.length) {
      for (int k = 0; k < counts.length; k++) {
        counts[k] += complete;
      }
      complete = 0;
      counts = Arrays.copyOf(counts, d);
      firsts = Arrays.copyOf(firsts, d);
      sums = Arrays.copyOf(sums, d);
      squares = Arrays.copyOf(squares, d);
    }
  }

  /** Adds a row of at most d values, NaN where one is missing. */
  public void accept(double[] row) {
    if (row.length == counts.length && isComplete(row)) {
      complete++;
      addComplete(row);
      return;
    }
    for (int k = 0; k < row.length; k++) {
      accept(k, row[k]);
    }
  }

  /** Whether a row holds a value in each column, and all have had one before. */
  private boolean isComplete(double[] row) {
    boolean whole = true;
    for (int k = 0; complete == 0 && k < counts.length; k++) {
      whole &= counts[k] > 0;
    }
    for (double value : row) {
      whole &= !Double.isNaN(value);
    }
    return whole;
  }

  /** One sum to a loop and no branch, for vector code. */
  private void addComplete(double[] row) {
    for (int k = 0; k < sums.length; k++) {
      sums[k] += row[k] - firsts[k];
    }
    for (int k = 0; k < squares.length; k++) {
      double delta = row[k] - firsts[k];
      squares[k] += delta * delta;
    }
  }

  /** Adds a value of column k; NaN is none. */
  public void accept(int k, double value) {
    if (Double.isNaN(value)) {
      return;
    }
    if (count(k) == 0) {
      firsts[k] = value;
    }
    counts[k]++;
    double delta = value - firsts[k];
    sums[k] += delta;
    squares[k] += delta * delta;
  }

  /** Adds the other's values. */
  public void combine(ColumnMoments other) {
    ensureDimension(other.counts.length);
    for (int k = 0; k < other.counts.length; k++) {
      if (count(k) == 0) {
        firsts[k] = other.firsts[k];
      }
      double move = other.firsts[k] - firsts[k];
      double n = other.count(k);
      squares[k] += other.squares[k] + 2 * move * other.sums[k] + n * move * move;
      sums[k] += other.sums[k] + n * move;
      counts[k] += other.count(k);
    }
  }

  /** Returns n_k, the number of values of column k. */
  public long count(int k) {
    return k < counts.length ? counts[k] + complete : 0;
  }

  /** Returns the mean of column k; NaN without values. */
  public double mean(int k) {
    return count(k) == 0 ? Double.NaN : firsts[k] + sums[k] / count(k);
  }

  /**
   * Returns the mean of x_k - about; NaN without values. Where {@code about} lies near the values,
   * it is not rounded to doubles as far apart as these are.
   */
  public double meanAbout(int k, double about) {
    return count(k) == 0 ? Double.NaN : (firsts[k] - about) + sums[k] / count(k);
  }

  /** Returns the variance of column k, with denominator n_k; NaN without values. */
  public double variance(int k) {
    if (count(k) == 0) {
      return Double.NaN;
    }
    double mean = sums[k] / count(k);
    return Math.max(0, squares[k] / count(k) - mean * mean);
  }

  /** Returns the mean of (x_k - about)^2; NaN without values. */
  public double secondMoment(int k, double about) {
    double distance = meanAbout(k, about);
    return variance(k) + distance * distance;
  }
}
