package io.sparkmixup.verify;

import java.util.Locale;

/**
 * Where a number with a Gaussian error lies with 99 % confidence: value +- {@value #QUANTILE}
 * standard errors.
 */
public record Interval(double low, double high) {

  /** The quantile 0.995 of the normal distribution. */
  public static final double QUANTILE = 2.5758293035489004;

  /** No double has more digits that mean something. */
  private static final int MOST_DIGITS = 15;

  public static Interval of(double value, double standardError) {
    return new Interval(value - QUANTILE * standardError, value + QUANTILE * standardError);
  }

  /** Both ends, to two digits of half the width: "0.977 to 1.046". */
  @Override
  public String toString() {
    double half = (high - low) / 2;
    double largest = Math.max(Math.abs(low), Math.abs(high));
    if (!Double.isFinite(half) || half <= 0 || largest == 0) {
      return text("%.6g");
    }
    int decimals = 1 - (int) Math.floor(Math.log10(half));
    int before = 1 + (int) Math.floor(Math.log10(largest));
    if (decimals <= 9 && before <= 9) {
      return text("%." + Math.max(0, decimals) + "f");
    }
    return text("%." + Math.max(2, Math.min(MOST_DIGITS, before + decimals)) + "g");
  }

  private String text(String format) {
    return String.format(Locale.ROOT, format + " to " + format, low, high);
  }
}
