package io.sparkmixup.plan;

import io.sparkmixup.RequestException;
import io.sparkmixup.rows.Micros;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Which values synthetic rows may hold, as it is asked for. A weight outside [0, 1] leads beyond
 * the parents, so that a positive column can come out slightly negative; a range mends that, and
 * changes the moments by what the report says.
 *
 * @param how what becomes of a row that leaves a range
 * @param bounds the columns that have one; none for all single numbers, dates and times, each
 *     within the range of its original values
 */
public record Ranges(How how, List<Bounds> bounds) {

  /** What becomes of a synthetic row that leaves a range. */
  public enum How {
    /** Nothing: there are no ranges. */
    NONE,
    /** The value is moved to the nearest one in the range. */
    CLIP,
    /** Another weight is drawn for the row, up to 15 times; what is still outside is clipped. */
    REDRAW
  }

  /** What the ends of a range count. */
  public enum Unit {
    /**
     * Numbers as the column holds them: microseconds since 1970 of a timestamp, the last field of a
     * day-time interval, microseconds where that is seconds.
     */
    OWN,
    /** Days since 1970, for dates and timestamps. */
    DAYS,
    /** Microseconds, for day-time intervals. */
    MICROS
  }

  /**
   * The range of some columns.
   *
   * @param column a name or a pattern
   * @param low the smallest value; none for no limit
   * @param high the largest value; none for no limit
   * @param observed whether both are those of the original values instead
   * @param unit what both count
   */
  public record Bounds(
      String column,
      Optional<BigDecimal> low,
      Optional<BigDecimal> high,
      boolean observed,
      Unit unit) {

    /** From {@code low} to {@code high}, either of which may be null for no limit. */
    public static Bounds of(String column, BigDecimal low, BigDecimal high) {
      return new Bounds(
          column, Optional.ofNullable(low), Optional.ofNullable(high), false, Unit.OWN);
    }

    /** From a day to a day, the last one included, either of which may be null for no limit. */
    public static Bounds ofDays(String column, LocalDate first, LocalDate last) {
      return new Bounds(column, day(first), day(last), false, Unit.DAYS);
    }

    /** From a duration to another, either of which may be null for no limit. */
    public static Bounds ofDurations(String column, Duration least, Duration most) {
      return new Bounds(column, micros(least), micros(most), false, Unit.MICROS);
    }

    private static Optional<BigDecimal> micros(Duration duration) {
      return Optional.ofNullable(duration)
          .map(d -> BigDecimal.valueOf(d.getSeconds()).add(BigDecimal.valueOf(d.getNano(), 9)))
          .map(seconds -> seconds.movePointRight(6));
    }

    private static Optional<BigDecimal> day(LocalDate date) {
      return Optional.ofNullable(date).map(d -> BigDecimal.valueOf(d.toEpochDay()));
    }

    /** The range of the original values. */
    public static Bounds observed(String column) {
      return new Bounds(column, Optional.empty(), Optional.empty(), true, Unit.OWN);
    }

    /** The same in numbers of a type. */
    Bounds in(DataType type) {
      return switch (unit) {
        case OWN -> this;
        case DAYS -> type instanceof DateType ? this : microsOfDays(type);
        case MICROS -> steps(type);
      };
    }

    private Bounds microsOfDays(DataType type) {
      if (!(type instanceof TimestampType || type instanceof TimestampNTZType)) {
        throw new RequestException(
            String.format(
                "--range %s: its type is %s, days are for dates and timestamps",
                column, type.simpleString()));
      }
      // Up to the last microsecond of the last day.
      return Bounds.of(
          column,
          low.map(MICROS_OF_DAY::multiply).orElse(null),
          high.map(d -> d.add(BigDecimal.ONE).multiply(MICROS_OF_DAY).subtract(BigDecimal.ONE))
              .orElse(null));
    }

    private Bounds steps(DataType type) {
      if (!(type instanceof DayTimeIntervalType)) {
        throw new RequestException(
            String.format(
                "--range %s: its type is %s, durations are for day-time intervals",
                column, type.simpleString()));
      }
      BigDecimal step = BigDecimal.valueOf(Micros.step(type));
      BigDecimal from = low.map(l -> l.divide(step, 0, RoundingMode.CEILING)).orElse(null);
      BigDecimal to = high.map(h -> h.divide(step, 0, RoundingMode.FLOOR)).orElse(null);
      if (from != null && to != null && from.compareTo(to) > 0) {
        throw new RequestException(
            String.format(
                "--range %s: no value of type %s lies in it", column, type.simpleString()));
      }
      return Bounds.of(column, from, to);
    }
  }

  private static final BigDecimal MICROS_OF_DAY = BigDecimal.valueOf(TimeUnit.DAYS.toMicros(1));

  /** A range that is known: of a mixed column, by its number among them; null for no limit. */
  public record Limit(int mixed, String name, BigDecimal low, BigDecimal high)
      implements Serializable {}

  private static final String NUMBER = "[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?";

  private static final Pattern INTERVAL =
      Pattern.compile("(" + NUMBER + ")?\\.\\.(" + NUMBER + ")?");

  private static final String DAY = "\\d{4}-\\d{2}-\\d{2}";

  private static final Pattern DAYS = Pattern.compile("(" + DAY + ")?\\.\\.(" + DAY + ")?");

  private static final String DURATION = "(?i:[+-]?P[\\dDHMSTWY+-]*(?:\\.\\d+S)?)";

  private static final Pattern DURATIONS =
      Pattern.compile("(" + DURATION + ")?\\.\\.(" + DURATION + ")?");

  private static final int MOST_DIGITS = 400;

  private static final String OBSERVED = "observed";

  /** A pattern that fits every column. */
  static final String ALL = "re:(?s).*";

  public Ranges {
    bounds = List.copyOf(bounds);
  }

  /** No ranges. */
  public static Ranges none() {
    return new Ranges(How.NONE, List.of());
  }

  /**
   * Reads what users write: {@code none}, {@code clip} or {@code redraw}, which are for all columns
   * within their observed ranges, and {@code COLUMN=LOW..HIGH} or {@code COLUMN=observed}, which go
   * before that. Without a word, these columns alone are clipped. Ends are numbers, days such as
   * {@code 2013-12-31}, or durations such as {@code PT1H}.
   *
   * @throws RequestException if a word is neither, or they contradict each other
   */
  public static Ranges parse(List<String> words) {
    Optional<How> how = Optional.empty();
    List<Bounds> bounds = new ArrayList<>();
    for (String word : words) {
      Optional<How> named = how(word);
      if (named.isEmpty()) {
        bounds.add(bounds(word));
      } else if (how.isPresent() && !how.equals(named)) {
        throw new RequestException(
            String.format("--range %s and --range %s: one of the two", lower(how.get()), word));
      } else {
        how = named;
      }
    }
    if (how.equals(Optional.of(How.NONE)) && !bounds.isEmpty()) {
      throw new RequestException(
          String.format(
              "--range none and a range of '%s': one of the two", bounds.get(0).column()));
    }
    if (how.isPresent() && !bounds.isEmpty()) {
      // The last range of a column is the one that holds.
      bounds.add(0, Bounds.observed(ALL));
    }
    return new Ranges(how.orElse(bounds.isEmpty() ? How.NONE : How.CLIP), bounds);
  }

  private static Optional<How> how(String word) {
    for (How how : How.values()) {
      if (lower(how).equals(word)) {
        return Optional.of(how);
      }
    }
    return Optional.empty();
  }

  private static String lower(How how) {
    return how.name().toLowerCase(Locale.ROOT);
  }

  private static Bounds bounds(String word) {
    int at = word.lastIndexOf('=');
    String range = word.substring(at + 1);
    if (at > 0 && range.equals(OBSERVED)) {
      return Bounds.observed(word.substring(0, at));
    }
    Matcher days = DAYS.matcher(range);
    if (at > 0 && days.matches() && !range.equals("..")) {
      LocalDate first = day(word, days.group(1));
      LocalDate last = day(word, days.group(2));
      if (first != null && last != null && first.isAfter(last)) {
        throw lowAboveHigh(word, first, last);
      }
      return Bounds.ofDays(word.substring(0, at), first, last);
    }
    Matcher durations = DURATIONS.matcher(range);
    if (at > 0 && durations.matches() && !range.equals("..")) {
      Duration least = duration(word, durations.group(1));
      Duration most = duration(word, durations.group(2));
      if (least != null && most != null && least.compareTo(most) > 0) {
        throw lowAboveHigh(word, least, most);
      }
      return Bounds.ofDurations(word.substring(0, at), least, most);
    }
    Matcher interval = INTERVAL.matcher(range);
    if (at <= 0 || !interval.matches() || range.equals("..")) {
      throw new RequestException(
          String.format(
              "--range %s: must be none, clip, redraw, COLUMN=LOW..HIGH (numbers, days as in"
                  + " 2013-12-31, or durations as in PT1H; one of the two may be left out) or"
                  + " COLUMN=observed",
              word));
    }
    BigDecimal low = number(word, interval.group(1));
    BigDecimal high = number(word, interval.group(2));
    if (low != null && high != null && low.compareTo(high) > 0) {
      throw lowAboveHigh(word, low, high);
    }
    return Bounds.of(word.substring(0, at), low, high);
  }

  private static RequestException lowAboveHigh(String word, Object low, Object high) {
    return new RequestException(
        String.format("--range %s: the low end %s is above the high end %s", word, low, high));
  }

  private static LocalDate day(String word, String text) {
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new RequestException(String.format("--range %s: %s is no day", word, text), e);
    }
  }

  private static Duration duration(String word, String text) {
    try {
      return text == null ? null : Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new RequestException(
          String.format("--range %s: %s is no duration, such as PT1H or P2DT12H", word, text), e);
    }
  }

  /**
   * Refuses a range in which no value of a column's type lies.
   *
   * @param low null for no limit
   * @param high null for no limit
   */
  public void checkHoldsValues(String column, DataType type, BigDecimal low, BigDecimal high) {
    BigDecimal[] ends = ends(type);
    if (ends == null) {
      return;
    }
    int scale = type instanceof DecimalType decimal ? decimal.scale() : 0;
    BigDecimal from = low == null ? ends[0] : low.setScale(scale, RoundingMode.CEILING);
    BigDecimal to = high == null ? ends[1] : high.setScale(scale, RoundingMode.FLOOR);
    if (from.max(ends[0]).compareTo(to.min(ends[1])) > 0) {
      throw new RequestException(
          String.format(
              "--range %s=%s..%s: no value of type %s lies in it",
              column, low == null ? "" : low, high == null ? "" : high, type.simpleString()));
    }
  }

  /** The smallest and the largest value of a type that has steps; null for other types. */
  public static BigDecimal[] ends(DataType type) {
    if (type instanceof DecimalType decimal) {
      BigDecimal most =
          BigDecimal.TEN
              .pow(decimal.precision())
              .subtract(BigDecimal.ONE)
              .movePointLeft(decimal.scale());
      return new BigDecimal[] {most.negate(), most};
    }
    if (type instanceof DayTimeIntervalType) {
      long step = Micros.step(type);
      return new BigDecimal[] {
        BigDecimal.valueOf(Long.MIN_VALUE / step), BigDecimal.valueOf(Long.MAX_VALUE / step)
      };
    }
    int bytes =
        WrittenTypes.isWholeNumber(type) ? type.defaultSize() : type instanceof DateType ? 4 : 0;
    if (bytes == 0) {
      return null;
    }
    BigDecimal past = BigDecimal.valueOf(2).pow(8 * bytes - 1);
    return new BigDecimal[] {past.negate(), past.subtract(BigDecimal.ONE)};
  }

  private static RequestException noNumber(String word, String text) {
    return new RequestException(
        String.format("--range %s: %s is no number that a column could hold", word, text));
  }

  private static BigDecimal number(String word, String text) {
    if (text == null) {
      return null;
    }
    BigDecimal number;
    try {
      number = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw noNumber(word, text);
    }
    // Doubles end at 1e308, and a few letters can ask for a number of a billion digits.
    if (Math.abs((long) number.precision() - number.scale()) > MOST_DIGITS) {
      throw noNumber(word, text);
    }
    return number;
  }
}
