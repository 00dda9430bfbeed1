package io.sparkmixup.plan;

import io.sparkmixup.RequestException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
import org.apache.spark.sql.types.DecimalType;
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

  /**
   * The range of some columns.
   *
   * @param column a name or a pattern
   * @param low the smallest value; none for no limit
   * @param high the largest value; none for no limit
   * @param observed whether both are those of the original values instead
   * @param days whether both are days since 1970, for dates and timestamps; else they are numbers
   *     of the column's own type, microseconds since 1970 of a timestamp
   */
  public record Bounds(
      String column,
      Optional<BigDecimal> low,
      Optional<BigDecimal> high,
      boolean observed,
      boolean days) {

    /** From {@code low} to {@code high}, either of which may be null for no limit. */
    public static Bounds of(String column, BigDecimal low, BigDecimal high) {
      return new Bounds(column, Optional.ofNullable(low), Optional.ofNullable(high), false, false);
    }

    /** From a day to a day, the last one included, either of which may be null for no limit. */
    public static Bounds ofDays(String column, LocalDate first, LocalDate last) {
      return new Bounds(column, day(first), day(last), false, true);
    }

    private static Optional<BigDecimal> day(LocalDate date) {
      return Optional.ofNullable(date).map(d -> BigDecimal.valueOf(d.toEpochDay()));
    }

    /** The range of the original values. */
    public static Bounds observed(String column) {
      return new Bounds(column, Optional.empty(), Optional.empty(), true, false);
    }

    /** The same in numbers of a type. */
    Bounds in(DataType type) {
      if (!days || type instanceof DateType) {
        return this;
      }
      if (!(type instanceof TimestampType)) {
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

  private static final int MOST_DIGITS = 400;

  private static final String OBSERVED = "observed";

  /** A pattern that fits every column. */
  private static final String ALL = "re:(?s).*";

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
   * before that. Without a word, these columns alone are clipped. Ends are numbers, or days such as
   * {@code 2013-12-31}.
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
    Matcher interval = INTERVAL.matcher(range);
    if (at <= 0 || !interval.matches() || range.equals("..")) {
      throw new RequestException(
          String.format(
              "--range %s: must be none, clip, redraw, COLUMN=LOW..HIGH (numbers, or days as in"
                  + " 2013-12-31; one of the two may be left out) or COLUMN=observed",
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
