package io.sparkmixup.survey;

import io.sparkmixup.moments.ColumnMoments;
import io.sparkmixup.plan.Dimensions;
import io.sparkmixup.rows.Murmur3;
import java.io.Serializable;
import java.math.BigDecimal;

/**
 * What a survey learns of one mixed column: how long its vectors are, how many of its values are
 * not finite, and the means and variances of its components. Mutable; mergeable.
 */
final class ColumnSurvey implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Null where no value was told apart. */
  private HyperLogLog distinct;

  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;
  private long lowWhole = Long.MAX_VALUE;
  private long highWhole = Long.MIN_VALUE;
  private int maxSize;
  private int minSize = Integer.MAX_VALUE;
  private long nonFinite;
  private long missing;
  private final ColumnMoments moments = new ColumnMoments(1);

  /** A number; NaN where it is missing. */
  void accept(double value) {
    if (Double.isNaN(value)) {
      missing++;
      return;
    }
    if (Double.isInfinite(value)) {
      nonFinite++;
      return;
    }
    maxSize = 1;
    // Math.min tells -0.0 from 0.0, which costs more than a comparison: it is asked at the ends.
    if (value <= low) {
      low = Math.min(low, value);
    }
    if (value >= high) {
      high = Math.max(high, value);
    }
    moments.accept(0, value);
  }

  /** A whole number, of which distinct values are counted, too. */
  void acceptWhole(long value) {
    tellApart(Murmur3.mix(value));
    acceptEnds(value);
  }

  /** A whole number, which may be an end of the range: doubles lose digits beyond 2^53. */
  void acceptEnds(long value) {
    lowWhole = Math.min(lowWhole, value);
    highWhole = Math.max(highWhole, value);
  }

  /** A value, by its hash, of which distinct ones are counted. */
  void tellApart(long hash) {
    if (distinct == null) {
      distinct = HyperLogLog.ofColumn();
    }
    distinct.accept(hash);
  }

  /** A vector or an array; null where it is missing. */
  void accept(double[] values) {
    if (values == null) {
      missing++;
      return;
    }
    maxSize = Math.max(maxSize, values.length);
    minSize = Math.min(minSize, values.length);
    moments.ensureDimension(Math.min(values.length, Dimensions.LIMIT));
    for (int k = 0; k < values.length; k++) {
      if (!Double.isFinite(values[k])) {
        nonFinite++;
      } else if (k < moments.dimension()) {
        moments.accept(k, values[k]);
      }
    }
  }

  void combine(ColumnSurvey other) {
    maxSize = Math.max(maxSize, other.maxSize);
    minSize = Math.min(minSize, other.minSize);
    nonFinite += other.nonFinite;
    missing += other.missing;
    low = Math.min(low, other.low);
    high = Math.max(high, other.high);
    lowWhole = Math.min(lowWhole, other.lowWhole);
    highWhole = Math.max(highWhole, other.highWhole);
    if (distinct == null) {
      distinct = other.distinct;
    } else if (other.distinct != null) {
      distinct.combine(other.distinct);
    }
    moments.combine(other.moments);
  }

  /** The estimated number of distinct values; 0 where they were not told apart. */
  double distinct() {
    return distinct == null ? 0 : distinct.distinct();
  }

  /** The smallest number; null without numbers. Decimals count as the nearest doubles. */
  BigDecimal low() {
    return lowWhole <= highWhole ? BigDecimal.valueOf(lowWhole) : low <= high ? exact(low) : null;
  }

  /** The largest number; null without numbers. */
  BigDecimal high() {
    return lowWhole <= highWhole ? BigDecimal.valueOf(highWhole) : low <= high ? exact(high) : null;
  }

  /** The smallest number as a double; minus infinity where none was seen, and for vectors. */
  double smallest() {
    return low <= high ? low : Double.NEGATIVE_INFINITY;
  }

  /** The largest number as a double; infinity where none was seen, and for vectors. */
  double largest() {
    return low <= high ? high : Double.POSITIVE_INFINITY;
  }

  private static BigDecimal exact(double value) {
    return new BigDecimal(value);
  }

  /** Whether vectors or arrays differ in length. */
  boolean isRagged() {
    return minSize < maxSize;
  }

  int maxSize() {
    return maxSize;
  }

  /** Infinite numbers, and components of vectors or arrays that are infinite, NaN or null. */
  long nonFinite() {
    return nonFinite;
  }

  /** How many rows hold no value. */
  long missing() {
    return missing;
  }

  /** How many rows hold a component. */
  long count(int component) {
    return moments.count(component);
  }

  /** The mean of a component; 0 where the column holds nothing. */
  double mean(int component) {
    return count(component) > 0 ? moments.mean(component) : 0;
  }

  /** The variance of a component, denominator n; 0 where the column holds nothing. */
  double variance(int component) {
    return count(component) > 0 ? moments.variance(component) : 0;
  }
}
