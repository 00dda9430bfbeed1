package io.sparkmixup.verify;

import java.util.Locale;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Where a number lies with 99 % confidence: value +- {@value #QUANTILE} standard errors where these
 * are known, and the more where they are estimated: by Student's t with their degrees of freedom.
 */
public record Interval(double low, double high) {

  /** The degrees of freedom of a standard error that is known and not estimated. */
  public static final double KNOWN = Double.POSITIVE_INFINITY;

  /** The quantile 0.995 of the normal distribution. */
  static final double QUANTILE = 2.5758293035489004;

  /** From here on Student's t is a Gaussian. */
  private static final double MANY = 1e6;

  /** One tail outside the interval. */
  private static final double TAIL = 0.005;

  /** No double has more digits that mean something. */
  private static final int MOST_DIGITS = 15;

  /**
   * The interval about a number.
   *
   * @param degrees of freedom of the standard error
   */
  public static Interval of(double value, double standardError, double degrees) {
    double half = quantile(degrees) * standardError;
    return new Interval(value - half, value + half);
  }

  /** How many standard errors the interval reaches to either side; NaN without a degree. */
  public static double quantile(double degrees) {
    if (!(degrees > 0)) {
      return Double.NaN;
    }
    return degrees > MANY ? QUANTILE : TDistribution.of(degrees).inverseSurvivalProbability(TAIL);
  }

  /** Half of its width. */
  public double half() {
    return (high - low) / 2;
  }

  /** What of it can be, where numbers have bounds. */
  Interval within(double least, double most) {
    return new Interval(Math.max(least, low), Math.min(most, high));
  }

  /** Both ends, to two digits of half the width: "0.977 to 1.046". */
  @Override
  public String toString() {
    double half = half();
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
