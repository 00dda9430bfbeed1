package io.sparkmixup.moments;

import java.io.Serializable;

/**
 * Counts of one column in B bins of equal width between two ends, and of what lies below and above
 * them. Bin b holds low + b w &lt;= x &lt; low + (b + 1) w with w = (high - low) / B; the last one
 * holds {@code high} too. NaN is a missing value and not counted. Partial results combine exactly.
 * Mutable; not thread-safe.
 */
public final class Histogram implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double low;
  private final double high;

  /** Bins to half a unit: halves, since the width of all doubles is none. */
  private final double density;

  /** Below, the bins, above. */
  private final long[] counts;

  /**
   * @param low the lower end, finite
   * @param high the upper end, finite and not below it; if they are equal, all values there fall
   *     into one bin
   * @param bins how many, at least 1
   */
  public Histogram(double low, double high, int bins) {
    if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      throw new IllegalArgumentException("ends " + low + " and " + high + ": must be in order");
    }
    if (bins < 1) {
      throw new IllegalArgumentException("bins " + bins + ": must be 1 or more");
    }
    this.low = low;
    this.high = high;
    density = bins / (high / 2 - low / 2);
    counts = new long[bins + 2];
  }

  /** Returns B, without the two outer ones. */
  public int bins() {
    return counts.length - 2;
  }

  public double low() {
    return low;
  }

  public double high() {
    return high;
  }

  /** Counts a value; NaN is none. */
  public void accept(double value) {
    if (value < low) {
      counts[0]++;
    } else if (value > high) {
      counts[counts.length - 1]++;
    } else if (value >= low) {
      double place = (value / 2 - low / 2) * density;
      counts[1 + (place >= bins() ? bins() - 1 : (int) place)]++;
    }
  }

  /**
   * Adds the other's counts.
   *
   * @throws IllegalArgumentException if its bins are others
   */
  public void combine(Histogram other) {
    if (low != other.low || high != other.high || counts.length != other.counts.length) {
      throw new IllegalArgumentException("histograms have different bins");
    }
    for (int b = 0; b < counts.length; b++) {
      counts[b] += other.counts[b];
    }
  }

  /** Returns the count of bin b, 0 to B - 1. */
  public long count(int b) {
    return counts[1 + b];
  }

  /** Returns all counts: of what lies below, of the bins, of what lies above. */
  public long[] counts() {
    return counts.clone();
  }

  /** Returns how many values lie below the lower end. */
  public long below() {
    return counts[0];
  }

  /** Returns how many values lie above the upper end. */
  public long above() {
    return counts[counts.length - 1];
  }

  /** Returns the number of values. */
  public long total() {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }

  /**
   * The largest distance of two empirical distribution functions at the edges of bins: a lower
   * bound of the Kolmogorov-Smirnov statistic sup |F - G|, short of it by no more than {@link
   * #distanceError}. NaN where either holds nothing.
   */
  public static double distance(Histogram f, Histogram g) {
    if (f.total() == 0 || g.total() == 0) {
      return Double.NaN;
    }
    double largest = 0;
    long belowF = 0;
    long belowG = 0;
    for (int b = 0; b < f.counts.length; b++) {
      belowF += f.counts[b];
      belowG += g.counts[b];
      double apart = (double) belowF / f.total() - (double) belowG / g.total();
      largest = Math.max(largest, Math.abs(apart));
    }
    return largest;
  }

  /**
   * How far {@link #distance} can fall short: within a bin the functions can part by no more than
   * the larger of its two shares, which is largest over all bins.
   */
  public static double distanceError(Histogram f, Histogram g) {
    double largest = 0;
    for (int b = 0; b < f.counts.length; b++) {
      largest = Math.max(largest, (double) f.counts[b] / f.total());
      largest = Math.max(largest, (double) g.counts[b] / g.total());
    }
    return largest;
  }
}
