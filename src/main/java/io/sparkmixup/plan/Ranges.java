package io.sparkmixup.plan;

import io.sparkmixup.RequestException;
import io.sparkmixup.rows.Micros;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
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

  /** What the ends of a range count: each type has one unit. */
  public enum Unit {
    /** Numbers, for columns of numbers. */
    NUMBERS("numbers, such as 0.5"),
    /** Days since 1970, for dates and timestamps. */
    DAYS("days, such as 2013-12-31"),
    /** Microseconds, for day-time intervals. */
    MICROS("durations, such as PT1H");

    private final String written;

    Unit(String written) {
      this.written = written;
    }

    /** The unit that ranges of a type are in. */
    static Unit of(DataType type) {
      if (type instanceof DateType
          || type instanceof TimestampType
          || type instanceof TimestampNTZType) {
        return DAYS;
      }
      return type instanceof DayTimeIntervalType ? MICROS : NUMBERS;
    }
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

    /** Refuses a low end above the high end. */
    public Bounds {
      Objects.requireNonNull(column, "column");
      Objects.requireNonNull(low, "low");
      Objects.requireNonNull(high, "high");
      Objects.requireNonNull(unit, "unit");
      if (low.isPresent() && high.isPresent() && low.get().compareTo(high.get()) > 0) {
        throw new RequestException(
            String.format(
                "--range %s=%s..%s: the low end %2$s is above the high end %3$s",
                column, end(low.get(), unit), end(high.get(), unit)));
      }
    }

    /** From {@code low} to {@code high}, either of which may be null for no limit. */
    public static Bounds of(String column, BigDecimal low, BigDecimal high) {
      return new Bounds(
          column, Optional.ofNullable(low), Optional.ofNullable(high), false, Unit.NUMBERS);
    }

    /**
     * From a day to a day, the last one included, either of which may be null for no limit. Of
     * timestamps these are days in the time zone of the session, {@code
     * spark.sql.session.timeZone}; dates and timestamps without time zone have none.
     */
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
      return new Bounds(column, Optional.empty(), Optional.empty(), true, Unit.NUMBERS);
    }

    /**
     * Refuses ends in another unit than the column's. A bare number in particular says nothing of a
     * time: a year, seconds and microseconds would all be one.
     */
    void checkUnit(String name, DataType type) {
      if (unit != Unit.of(type) && (low.isPresent() || high.isPresent())) {
        throw new RequestException(
            String.format(
                "--range %s: column '%s' is of type %s: give %s",
                text(column), name, type.simpleString(), Unit.of(type).written));
      }
    }

    /**
     * These ends in what a column holds.
     *
     * @param mixed the column's number among the mixed ones
     * @param written its type as it is written
     * @param zone where the days of its timestamps begin
     * @throws RequestException if no value of that type lies between them
     */
    public Limit limit(int mixed, String name, DataType written, ZoneId zone) {
      Limit limit =
          switch (unit) {
            case NUMBERS -> new Limit(mixed, name, low.orElse(null), high.orElse(null));
            case DAYS -> ofDays(mixed, name, written, zone);
            case MICROS -> ofSteps(mixed, name, BigDecimal.valueOf(Micros.step(written)));
          };
      if (!holdsValues(written, limit.low, limit.high)) {
        throw new RequestException(
            String.format(
                "--range %s: no value of type %s lies in it", text(name), written.simpleString()));
      }
      return limit;
    }

    private Limit ofDays(int mixed, String name, DataType written, ZoneId zone) {
      if (written instanceof DateType) {
        return new Limit(mixed, name, low.orElse(null), high.orElse(null));
      }
      ZoneId its = written instanceof TimestampNTZType ? ZoneOffset.UTC : zone;
      return new Limit(
          mixed,
          name,
          low.map(day -> start(day, its)).orElse(null),
          // Up to the last microsecond of the last day.
          high.map(day -> start(day.add(BigDecimal.ONE), its).subtract(BigDecimal.ONE))
              .orElse(null));
    }

    /** The microseconds since 1970 at which a day begins, which need not be at midnight. */
    private static BigDecimal start(BigDecimal day, ZoneId zone) {
      // What no timestamp reaches stays so: LocalDate has no day after its last one.
      long reached = day.max(MOST_DAYS.negate()).min(MOST_DAYS).longValueExact();
      long seconds = LocalDate.ofEpochDay(reached).atStartOfDay(zone).toEpochSecond();
      return BigDecimal.valueOf(seconds).movePointRight(6);
    }

    private Limit ofSteps(int mixed, String name, BigDecimal step) {
      return new Limit(
          mixed,
          name,
          low.map(l -> l.divide(step, 0, RoundingMode.CEILING)).orElse(null),
          high.map(h -> h.divide(step, 0, RoundingMode.FLOOR)).orElse(null));
    }

    /** As a user writes it, for a column or a pattern. */
    private String text(String name) {
      return String.format(
          "%s=%s..%s",
          name,
          low.map(end -> end(end, unit)).orElse(""),
          high.map(end -> end(end, unit)).orElse(""));
    }

    private static String end(BigDecimal end, Unit unit) {
      return switch (unit) {
        case NUMBERS -> end.toString();
        case DAYS -> LocalDate.ofEpochDay(end.longValueExact()).toString();
        case MICROS -> {
          BigDecimal[] seconds = end.movePointLeft(6).divideAndRemainder(BigDecimal.ONE);
          long nanos = seconds[1].movePointRight(9).longValueExact();
          yield Duration.ofSeconds(seconds[0].longValueExact(), nanos).toString();
        }
      };
    }
  }

  /** More days than the microseconds of a timestamp hold, and fewer than a LocalDate. */
  private static final BigDecimal MOST_DAYS = BigDecimal.valueOf(200_000_000);

  /** A range that is known: of a mixed column, by its number among them; null for no limit. */
  public record Limit(int mixed, String name, BigDecimal low, BigDecimal high)
      implements Serializable {}

  /** A pattern that fits every column. */
  static final String ALL = "re:(?s).*";

  /** Refuses ranges of columns where there are to be none. */
  public Ranges {
    Objects.requireNonNull(how, "how");
    bounds = List.copyOf(Objects.requireNonNull(bounds, "bounds"));
    if (how == How.NONE && !bounds.isEmpty()) {
      throw new RequestException(
          String.format(
              "--range none and a range of '%s': one of the two", bounds.get(0).column()));
    }
  }

  /** No ranges. */
  public static Ranges none() {
    return new Ranges(How.NONE, List.of());
  }

  /**
   * Reads what users write: {@code none}, {@code clip} or {@code redraw}, which are for all columns
   * within their observed ranges, and {@code COLUMN=LOW..HIGH} or {@code COLUMN=observed}, which go
   * before that. Without a word, these columns alone are clipped. Ends are numbers, of dates and
   * timestamps days such as {@code 2013-12-31}, of day-time intervals durations such as {@code
   * PT1H}. A name may stand in double quotes.
   *
   * @throws RequestException if a word is neither, or they contradict each other
   */
  public static Ranges parse(List<String> words) {
    Optional<How> how = Optional.empty();
    List<Bounds> bounds = new ArrayList<>();
    for (String word : Objects.requireNonNull(words, "words")) {
      Objects.requireNonNull(word, "words");
      Optional<How> named = how(word);
      if (named.isEmpty()) {
        bounds.add(RangeText.bounds(word));
      } else if (how.isPresent() && !how.equals(named)) {
        throw new RequestException(
            String.format("--range %s and --range %s: one of the two", lower(how.get()), word));
      } else {
        how = named;
      }
    }
    boolean forAll = how.isPresent() && how.get() != How.NONE;
    if (forAll && !bounds.isEmpty()) {
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

  private static boolean holdsValues(DataType type, BigDecimal low, BigDecimal high) {
    if (type instanceof FloatType) {
      return (low == null || low.floatValue() < Float.POSITIVE_INFINITY)
          && (high == null || high.floatValue() > Float.NEGATIVE_INFINITY);
    }
    if (type instanceof DoubleType) {
      return (low == null || low.doubleValue() < Double.POSITIVE_INFINITY)
          && (high == null || high.doubleValue() > Double.NEGATIVE_INFINITY);
    }
    BigDecimal[] ends = ends(type);
    int scale = type instanceof DecimalType decimal ? decimal.scale() : 0;
    BigDecimal from = low == null ? ends[0] : low.setScale(scale, RoundingMode.CEILING);
    BigDecimal to = high == null ? ends[1] : high.setScale(scale, RoundingMode.FLOOR);
    return from.max(ends[0]).compareTo(to.min(ends[1])) <= 0;
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
        WrittenTypes.isWholeNumber(type) || Unit.of(type) == Unit.DAYS ? type.defaultSize() : 0;
    if (bytes == 0) {
      return null;
    }
    BigDecimal past = BigDecimal.valueOf(2).pow(8 * bytes - 1);
    return new BigDecimal[] {past.negate(), past.subtract(BigDecimal.ONE)};
  }
}
