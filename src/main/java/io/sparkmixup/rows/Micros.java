package io.sparkmixup.rows;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.TimestampNTZType;

/**
 * Times that Spark gives out as objects, as whole numbers of their smallest step: microseconds
 * since 1970 for a timestamp without time zone; for a day-time interval its last field, days say,
 * and microseconds where that is seconds.
 */
public final class Micros {

  private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);
  private static final long[] STEPS = {86_400_000_000L, 3_600_000_000L, 60_000_000L, 1};

  private Micros() {}

  /** Whether values of a type are such times. */
  public static boolean isTime(DataType type) {
    return type instanceof TimestampNTZType || type instanceof DayTimeIntervalType;
  }

  /** How many microseconds a step of a type is. */
  public static long step(DataType type) {
    return type instanceof DayTimeIntervalType interval ? STEPS[interval.endField()] : 1;
  }

  /** How many steps of its type a value is. */
  public static long steps(Object value, DataType type) {
    return of(value) / step(type);
  }

  /** The inverse of {@link #steps}. */
  public static Object ofSteps(long steps, DataType type) {
    return type instanceof DayTimeIntervalType
        ? duration(Math.multiplyExact(steps, step(type)))
        : localDateTime(steps);
  }

  static long of(Object value) {
    if (value instanceof LocalDateTime time) {
      return ChronoUnit.MICROS.between(EPOCH, time);
    }
    Duration duration = (Duration) value;
    // Seconds are rounded down: those of the least value, as microseconds, would overflow.
    long borrowed = duration.getSeconds() < 0 ? 1 : 0;
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds() + borrowed, 1_000_000L),
        duration.getNano() / 1_000L - borrowed * 1_000_000L);
  }

  static Duration duration(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }

  static LocalDateTime localDateTime(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L),
        (int) Math.floorMod(micros, 1_000_000L) * 1_000,
        ZoneOffset.UTC);
  }
}
