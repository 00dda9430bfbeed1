package io.sparkmixup.plan;

import io.sparkmixup.RequestException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code COLUMN=LOW..HIGH} and {@code COLUMN=observed}. */
final class RangeText {

  private static final String OBSERVED = "observed";

  private static final Pattern NUMBERS =
      interval("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");

  private static final Pattern DAYS = interval("\\d{4}-\\d{2}-\\d{2}");

  private static final Pattern DURATIONS = interval("(?i:[+-]?P[\\dDHMSTWY+-]*(?:\\.\\d+S)?)");

  private static final int MOST_DIGITS = 400;

  private RangeText() {}

  private static Pattern interval(String end) {
    return Pattern.compile("(" + end + ")?\\.\\.(" + end + ")?");
  }

  /**
   * The range that a word asks for.
   *
   * @throws RequestException if it asks for none, or its low end is above its high end
   */
  static Ranges.Bounds bounds(String word) {
    int at = word.lastIndexOf('=');
    String range = word.substring(at + 1);
    if (at <= 0 || range.equals("..")) {
      throw noRange(word);
    }
    String column =
        QuotedName.unquoted(word.substring(0, at))
            .orElseThrow(
                () -> new RequestException("--range " + word + ": " + QuotedName.NOT_CLOSED));
    if (range.equals(OBSERVED)) {
      return Ranges.Bounds.observed(column);
    }
    Matcher days = DAYS.matcher(range);
    if (days.matches()) {
      return Ranges.Bounds.ofDays(column, day(word, days.group(1)), day(word, days.group(2)));
    }
    Matcher durations = DURATIONS.matcher(range);
    if (durations.matches()) {
      return Ranges.Bounds.ofDurations(
          column, duration(word, durations.group(1)), duration(word, durations.group(2)));
    }
    Matcher numbers = NUMBERS.matcher(range);
    if (!numbers.matches()) {
      throw noRange(word);
    }
    return Ranges.Bounds.of(column, number(word, numbers.group(1)), number(word, numbers.group(2)));
  }

  private static RequestException noRange(String word) {
    return new RequestException(
        String.format(
            "--range %s: must be none, clip, redraw, COLUMN=LOW..HIGH (numbers, days as in"
                + " 2013-12-31, or durations as in PT1H; one of the two may be left out) or"
                + " COLUMN=observed",
            word));
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

  private static RequestException noNumber(String word, String text) {
    return new RequestException(
        String.format("--range %s: %s is no number that a column could hold", word, text));
  }
}
