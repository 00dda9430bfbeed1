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

  private int maxSize;
  private long nonFinite;
  private long[] counts = new long[1];

  /** The first value of each component: sums are about it, so that they do not cancel. */
  private double[] shifts = new double[1];

  private double[] sums = new double[1];
  private double[] squares = new double[1];

  /** A number; NaN where it is missing. */
  void accept(double value) {
    if (!Double.isFinite(value)) {
      nonFinite += Double.isNaN(value) ? 0 : 1;
      return;
    }
    maxSize = 1;
    add(0, value);
  }

  /** A vector or an array. */
  void accept(double[] values) {
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

  private void add(int k, double value) {
    if (counts[k] == 0) {
      shifts[k] = value;
    }
    counts[k]++;
    double delta = value - shifts[k];
    sums[k] += delta;
    squares[k] += delta * delta;
  }

  private void grow(int size) {
    counts = Arrays.copyOf(counts, size);
    shifts = Arrays.copyOf(shifts, size);
    sums = Arrays.copyOf(sums, size);
    squares = Arrays.copyOf(squares, size);
  }

  /** Adds another's values; its sums are moved to this one's shift. */
  void combine(ColumnSurvey other) {
    maxSize = Math.max(maxSize, other.maxSize);
    nonFinite += other.nonFinite;
    if (other.counts.length > counts.length) {
      grow(other.counts.length);
    }
    for (int k = 0; k < other.counts.length; k++) {
      if (counts[k] == 0) {
        shifts[k] = other.shifts[k];
      }
      double move = other.shifts[k] - shifts[k];
      double n = other.counts[k];
      squares[k] += other.squares[k] + 2 * move * other.sums[k] + n * move * move;
      sums[k] += other.sums[k] + n * move;
      counts[k] += other.counts[k];
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
    return count(component) > 0 ? shifts[component] + sums[component] / counts[component] : 0;
  }

  /** The variance of a component, denominator n; 0 where the column holds nothing. */
  double variance(int component) {
    if (count(component) == 0) {
      return 0;
    }
    double mean = sums[component] / counts[component];
    return Math.max(0, squares[component] / counts[component] - mean * mean);
  }
}
