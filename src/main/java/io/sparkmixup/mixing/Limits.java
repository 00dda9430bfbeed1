package io.sparkmixup.mixing;

import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.Ranges;
import io.sparkmixup.rows.Micros;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.FloatType;

/**
 * Keeps the values of synthetic rows in the ranges of their columns. A range ends where its type
 * ends, so that what overflowed the type has left the range.
 */
final class Limits {

  /** How many weights are drawn for a row at the most. */
  static final int TRIES = 16;

  private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  private final MixedColumns columns;
  private final int[] limited;
  private final double[] lowDoubles;
  private final double[] highDoubles;
  private final long[] lowLongs;
  private final long[] highLongs;

  /** For decimals, at their scale. */
  private final BigDecimal[] lowDecimals;

  private final BigDecimal[] highDecimals;

  /** The types of times that are objects, whose ranges are in steps; else null. */
  private final DataType[] times;

  /** Prepares limits for values as they are written. */
  Limits(Layout layout, MixedColumns columns, List<Ranges.Limit> limits) {
    this.columns = columns;
    int n = limits.size();
    limited = limits.stream().mapToInt(Ranges.Limit::mixed).toArray();
    lowDoubles = new double[n];
    highDoubles = new double[n];
    lowLongs = new long[n];
    highLongs = new long[n];
    lowDecimals = new BigDecimal[n];
    highDecimals = new BigDecimal[n];
    times = new DataType[n];
    for (int j = 0; j < n; j++) {
      Ranges.Limit limit = limits.get(j);
      DataType type = layout.shape().schema().apply(columns.column(limit.mixed())).dataType();
      times[j] = Micros.isTime(type) ? type : null;
      double most = type instanceof FloatType ? Float.MAX_VALUE : Double.MAX_VALUE;
      lowDoubles[j] = Math.max(-most, asDouble(limit.low(), -most, type));
      highDoubles[j] = Math.min(most, asDouble(limit.high(), most, type));
      BigDecimal[] ends = Ranges.ends(type);
      BigDecimal least = ends == null ? LEAST : ends[0];
      BigDecimal greatest = ends == null ? MOST : ends[1];
      int scale = type instanceof DecimalType decimal ? decimal.scale() : 0;
      BigDecimal low = atScale(limit.low(), least, scale, RoundingMode.CEILING).max(least);
      BigDecimal high = atScale(limit.high(), greatest, scale, RoundingMode.FLOOR).min(greatest);
      if (type instanceof DecimalType) {
        lowDecimals[j] = low;
        highDecimals[j] = high;
      } else {
        lowLongs[j] = low.max(LEAST).min(MOST).longValueExact();
        highLongs[j] = high.max(LEAST).min(MOST).longValueExact();
      }
    }
  }

  private static double asDouble(BigDecimal bound, double none, DataType type) {
    if (bound == null) {
      return none;
    }
    return type instanceof FloatType ? bound.floatValue() : bound.doubleValue();
  }

  private static BigDecimal atScale(
      BigDecimal bound, BigDecimal none, int scale, RoundingMode inwards) {
    return (bound == null ? none : bound).setScale(scale, inwards);
  }

  /** Whether all values lie in their ranges. */
  boolean hold(Mixture mixture, CellRow primary) {
    for (int j = 0; j < limited.length; j++) {
      if (primary.offsets[columns.column(limited[j])] >= 0 && !holds(mixture, j)) {
        return false;
      }
    }
    return true;
  }

  private boolean holds(Mixture mixture, int j) {
    int i = limited[j];
    if (mixture.overflowed(i)) {
      return false;
    }
    int slot = columns.slot(i);
    return switch (columns.lane(i)) {
      case DOUBLE -> holds(mixture.doubles[slot], j);
      case LONG ->
          mixture.becomesDouble(slot)
              ? holds(mixture.unrounded[slot], j)
              : lowLongs[j] <= mixture.longs[slot] && mixture.longs[slot] <= highLongs[j];
      default -> {
        if (times[j] != null) {
          long steps = Micros.steps(mixture.objects[slot], times[j]);
          yield clipped(steps, j) == steps;
        }
        BigDecimal value = (BigDecimal) mixture.objects[slot];
        yield clipped(value, j).compareTo(value) == 0;
      }
    };
  }

  /** A missing value is in every range. */
  private boolean holds(double value, int j) {
    return !(value < lowDoubles[j] || value > highDoubles[j]);
  }

  /** Moves each value that lies outside to the end of its range. */
  void clip(Mixture mixture, CellRow primary) {
    for (int j = 0; j < limited.length; j++) {
      int i = limited[j];
      int slot = columns.slot(i);
      if (primary.offsets[columns.column(i)] < 0 || holds(mixture, j)) {
        continue;
      }
      if (mixture.overflowed(i)) {
        toTheEnd(mixture, j, mixture.above(i));
        mixture.mend(i);
        continue;
      }
      switch (columns.lane(i)) {
        case DOUBLE -> mixture.doubles[slot] = clipped(mixture.doubles[slot], j);
        case LONG -> {
          mixture.longs[slot] = clipped(mixture.longs[slot], j);
          mixture.unrounded[slot] = clipped(mixture.unrounded[slot], j);
        }
        default ->
            mixture.objects[slot] =
                times[j] == null
                    ? clipped((BigDecimal) mixture.objects[slot], j)
                    : Micros.ofSteps(
                        clipped(Micros.steps(mixture.objects[slot], times[j]), j), times[j]);
      }
    }
  }

  /** In place of a value that its type cannot hold, the end of the range that is nearer to it. */
  private void toTheEnd(Mixture mixture, int j, boolean above) {
    int slot = columns.slot(limited[j]);
    switch (columns.lane(limited[j])) {
      case DOUBLE -> mixture.doubles[slot] = above ? highDoubles[j] : lowDoubles[j];
      case LONG -> mixture.longs[slot] = above ? highLongs[j] : lowLongs[j];
      default ->
          mixture.objects[slot] =
              times[j] == null
                  ? (above ? highDecimals[j] : lowDecimals[j])
                  : Micros.ofSteps(above ? highLongs[j] : lowLongs[j], times[j]);
    }
  }

  private double clipped(double value, int j) {
    return Math.max(lowDoubles[j], Math.min(highDoubles[j], value));
  }

  private long clipped(long value, int j) {
    return Math.max(lowLongs[j], Math.min(highLongs[j], value));
  }

  private BigDecimal clipped(BigDecimal value, int j) {
    return value.max(lowDecimals[j]).min(highDecimals[j]);
  }
}
