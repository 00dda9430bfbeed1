package io.sparkmixup.mixing;

import io.sparkmixup.RequestException;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.Ranges;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.FloatType;

/** Keeps the values of synthetic rows in the ranges of their columns. */
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

  /** For decimals, at their scale; null for no limit. */
  private final BigDecimal[] lowDecimals;

  private final BigDecimal[] highDecimals;

  /**
   * Prepares limits for values as they are written.
   *
   * @throws RequestException where no value of the column's type lies in its range
   */
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
    for (int j = 0; j < n; j++) {
      Ranges.Limit limit = limits.get(j);
      DataType type = layout.shape().schema().apply(columns.column(limit.mixed())).dataType();
      lowDoubles[j] = asDouble(limit.low(), Double.NEGATIVE_INFINITY, type);
      highDoubles[j] = asDouble(limit.high(), Double.POSITIVE_INFINITY, type);
      lowLongs[j] = asLong(limit.low(), Long.MIN_VALUE, RoundingMode.CEILING);
      highLongs[j] = asLong(limit.high(), Long.MAX_VALUE, RoundingMode.FLOOR);
      if (type instanceof DecimalType decimal) {
        lowDecimals[j] = atScale(limit.low(), decimal, RoundingMode.CEILING);
        highDecimals[j] = atScale(limit.high(), decimal, RoundingMode.FLOOR);
      }
    }
  }

  private static double asDouble(BigDecimal bound, double none, DataType type) {
    if (bound == null) {
      return none;
    }
    return type instanceof FloatType ? bound.floatValue() : bound.doubleValue();
  }

  private static long asLong(BigDecimal bound, long none, RoundingMode inwards) {
    return bound == null ? none : bound.setScale(0, inwards).max(LEAST).min(MOST).longValueExact();
  }

  private static BigDecimal atScale(BigDecimal bound, DecimalType type, RoundingMode inwards) {
    return bound == null ? null : bound.setScale(type.scale(), inwards);
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
    int slot = columns.slot(i);
    return switch (columns.lane(i)) {
      case DOUBLE -> holds(mixture.doubles[slot], j);
      case LONG ->
          mixture.becomesDouble(slot)
              ? holds(mixture.unrounded[slot], j)
              : lowLongs[j] <= mixture.longs[slot] && mixture.longs[slot] <= highLongs[j];
      default -> {
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
      switch (columns.lane(i)) {
        case DOUBLE -> mixture.doubles[slot] = clipped(mixture.doubles[slot], j);
        case LONG -> {
          mixture.longs[slot] = Math.max(lowLongs[j], Math.min(highLongs[j], mixture.longs[slot]));
          mixture.unrounded[slot] = clipped(mixture.unrounded[slot], j);
        }
        default -> mixture.objects[slot] = clipped((BigDecimal) mixture.objects[slot], j);
      }
    }
  }

  private double clipped(double value, int j) {
    return Math.max(lowDoubles[j], Math.min(highDoubles[j], value));
  }

  private BigDecimal clipped(BigDecimal value, int j) {
    BigDecimal low = lowDecimals[j] == null ? value : value.max(lowDecimals[j]);
    return highDecimals[j] == null ? low : low.min(highDecimals[j]);
  }
}
