package io.sparkmixup.profile;

import io.sparkmixup.moments.QuantileSketch;
import java.io.Serializable;

/**
 * What is learned of one component beside its moments: how many of its values are no numbers, the
 * range of those that are, and their quantiles. Mutable; mergeable, all but the quantiles exactly.
 */
final class NumberSums implements Serializable {

  private static final long serialVersionUID = 1L;

  long nan;
  long positiveInfinite;
  long negativeInfinite;
  double low = Double.POSITIVE_INFINITY;
  double high = Double.NEGATIVE_INFINITY;
  long lowWhole = Long.MAX_VALUE;
  long highWhole = Long.MIN_VALUE;
  QuantileSketch sketch = new QuantileSketch();

  /** Adds a value, and returns what moments are to be summed from: NaN where it is not finite. */
  double accept(double value) {
    if (!Double.isFinite(value)) {
      nan += Double.isNaN(value) ? 1 : 0;
      positiveInfinite += value == Double.POSITIVE_INFINITY ? 1 : 0;
      negativeInfinite += value == Double.NEGATIVE_INFINITY ? 1 : 0;
      return Double.NaN;
    }
    low = Math.min(low, value);
    high = Math.max(high, value);
    sketch.accept(value);
    return value;
  }

  /** Adds a whole number to the range, in which a double would lose digits beyond 2^53. */
  void acceptWhole(long value) {
    lowWhole = Math.min(lowWhole, value);
    highWhole = Math.max(highWhole, value);
  }

  void combine(NumberSums other) {
    nan += other.nan;
    positiveInfinite += other.positiveInfinite;
    negativeInfinite += other.negativeInfinite;
    low = Math.min(low, other.low);
    high = Math.max(high, other.high);
    lowWhole = Math.min(lowWhole, other.lowWhole);
    highWhole = Math.max(highWhole, other.highWhole);
    sketch.combine(other.sketch);
  }

  /** How many values are finite. */
  long count() {
    return sketch.count();
  }

  /** The smallest finite value, a Long where the column holds whole numbers; null for none. */
  Number low() {
    return count() == 0 ? null : isWhole() ? (Number) lowWhole : (Number) low;
  }

  /** The largest finite value, a Long where the column holds whole numbers; null for none. */
  Number high() {
    return count() == 0 ? null : isWhole() ? (Number) highWhole : (Number) high;
  }

  private boolean isWhole() {
    return lowWhole <= highWhole;
  }
}
