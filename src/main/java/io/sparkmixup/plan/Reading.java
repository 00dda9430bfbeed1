package io.sparkmixup.plan;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** How a value of a column reads that is computed with as a number. */
public enum Reading {

  /** As that number. */
  NUMBER(0, ""),

  /** As an instant in UTC: microseconds since 1970. */
  INSTANT(1, "Z"),

  /** As a date and time of no zone: microseconds since 1970. */
  DATE_TIME(1, ""),

  /** As a date, and a time of it where that is worth telling: days since 1970. */
  DATE(Reading.DAY, "");

  private static final double SECOND = 1e6;
  private static final double MINUTE = 60 * SECOND;
  private static final double DAY = 24 * 60 * MINUTE;

  /** Beyond this a double may be no whole number of microseconds. */
  private static final double LARGEST = 0x1p62;

  private static final int MICROS_DIGITS = 6;

  private final double micros;
  private final String zone;

  Reading(double micros, String zone) {
    this.micros = micros;
    this.zone = zone;
  }

  /** Of a column's type. */
  public static Reading of(DataType type) {
    if (type instanceof TimestampType) {
      return INSTANT;
    }
    if (type instanceof TimestampNTZType) {
      return DATE_TIME;
    }
    return type instanceof DateType ? DATE : NUMBER;
  }

  /**
   * The time that a number is, in ISO 8601: to days, minutes, seconds or decimals of these, so that
   * a difference can be told to a tenth of it; nothing where it reads as a number.
   *
   * @param difference that is to be seen; all digits where it is not above 0
   */
  public Optional<String> time(double value, double difference) {
    double time = value * micros;
    if (this == NUMBER || !(Math.abs(time) < LARGEST)) {
      return Optional.empty();
    }
    double step = difference > 0 ? difference * micros / 10 : 1;
    if (step >= DAY) {
      return Optional.of(text(time, DAY, "uuuu-MM-dd"));
    }
    if (step >= MINUTE) {
      return Optional.of(text(time, MINUTE, "uuuu-MM-dd'T'HH:mm") + zone);
    }
    if (step >= SECOND) {
      return Optional.of(text(time, SECOND, "uuuu-MM-dd'T'HH:mm:ss") + zone);
    }
    int digits = (int) Math.min(MICROS_DIGITS, Math.ceil(-Math.log10(step / SECOND)));
    String decimals = "S".repeat(Math.max(1, digits));
    double smallest = SECOND / Math.pow(10, decimals.length());
    return Optional.of(text(time, smallest, "uuuu-MM-dd'T'HH:mm:ss." + decimals) + zone);
  }

  /** To the nearest step. */
  private static String text(double time, double step, String pattern) {
    long rounded = Math.round(Math.rint(time / step) * step);
    long second = (long) SECOND;
    return LocalDateTime.ofEpochSecond(
            Math.floorDiv(rounded, second),
            (int) Math.floorMod(rounded, second) * 1000,
            ZoneOffset.UTC)
        .format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
  }
}
