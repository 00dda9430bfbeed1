package io.sparkmixup.survey;

import io.sparkmixup.plan.Dimensions;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What a survey learns of one mixed column: how long its vectors are, how many of its values are
 * not finite, and near which centre and with which variance its components lie. Mutable; mergeable.
 */
final class ColumnSurvey implements Serializable {

  private static final long serialVersionUID = 1L;

  private int minSize = Integer.MAX_VALUE;
  private int maxSize;
  private long nonFinite;
  private long[] counts = new long[1];
  private double[] means = new double[1];
  private double[] squares = new double[1];

  /** A number; NaN where it is missing. */
  void accept(double value) {
    if (!Double.isFinite(value)) {
      nonFinite += Double.isNaN(value) ? 0 : 1;
      return;
    }
    minSize = 1;
    maxSize = 1;
    add(0, value);
  }

  /** A vector or an array. */
  void accept(double[] values) {
    minSize = Math.min(minSize, values.length);
    maxSize = Math.max(maxSize, values.length);
    int tracked = Math.min(values.length, Dimensions.LIMIT);
    if (tracked > counts.length) {
      grow(tracked);
    }
    for (int k = 0; k < values.length; k++) {
      if (!Double.isFinite(values[k])) {
        nonFinite++;
      } else if (k < tracked) {
        add(k, values[k]);
      }
    }
  }

  /** Welford's update. */
  private void add(int k, double value) {
    counts[k]++;
    double delta = value - means[k];
    means[k] += delta / counts[k];
    squares[k] += delta * (value - means[k]);
  }

  private void grow(int size) {
    counts = Arrays.copyOf(counts, size);
    means = Arrays.copyOf(means, size);
    squares = Arrays.copyOf(squares, size);
  }

  /** Chan, Golub and LeVeque's pairwise merge. */
  void combine(ColumnSurvey other) {
    minSize = Math.min(minSize, other.minSize);
    maxSize = Math.max(maxSize, other.maxSize);
    nonFinite += other.nonFinite;
    if (other.counts.length > counts.length) {
      grow(other.counts.length);
    }
    for (int k = 0; k < other.counts.length; k++) {
      long n = counts[k] + other.counts[k];
      if (other.counts[k] > 0) {
        double delta = other.means[k] - means[k];
        double share = (double) other.counts[k] / n;
        squares[k] += other.squares[k] + delta * delta * counts[k] * share;
        means[k] += delta * share;
        counts[k] = n;
      }
    }
  }

  int maxSize() {
    return maxSize;
  }

  /** Infinite numbers, and components of vectors or arrays that are infinite, NaN or null. */
  long nonFinite() {
    return nonFinite;
  }

  /** How many rows hold a component. */
  long count(int component) {
    return component < counts.length ? counts[component] : 0;
  }

  /** The mean of a component; 0 where the column holds nothing. */
  double mean(int component) {
    return component < means.length ? means[component] : 0;
  }

  /** The variance of a component, denominator n; 0 where the column holds nothing. */
  double variance(int component) {
    return component < counts.length && counts[component] > 0
        ? squares[component] / counts[component]
        : 0;
  }
}
