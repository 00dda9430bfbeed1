package io.sparkmixup.verify;

import io.sparkmixup.plan.Reading;
import java.util.Locale;

/**
 * One number that decides: an observed statistic against its prediction.
 *
 * @param name what was tested, in words
 * @param where the group, component or pair with the largest deviation
 * @param predicted what the law, the parents and the measured rules predict
 * @param observed what was read back
 * @param standardError of the difference; 0 where nothing is random
 * @param effect the difference in its own unit: see {@link Verification}
 * @param pValue two-sided, corrected for the number of statistics of this kind
 * @param tested how many statistics of this kind there are
 * @param degrees of freedom of the standard error; infinite where it is known and not estimated
 * @param reading how predicted and observed read
 */
public record Finding(
    String name,
    String where,
    double predicted,
    double observed,
    double standardError,
    double effect,
    double pValue,
    int tested,
    double degrees,
    Reading reading) {

  /** Differences this small, in units of the effect, are rounding. */
  static final double ROUNDING = 1e-9;

  /** Of numbers that read as such. */
  public Finding(
      String name,
      String where,
      double predicted,
      double observed,
      double standardError,
      double effect,
      double pValue,
      int tested,
      double degrees) {
    this(
        name,
        where,
        predicted,
        observed,
        standardError,
        effect,
        pValue,
        tested,
        degrees,
        Reading.NUMBER);
  }

  /** The same of numbers that read in another way. */
  public Finding reading(Reading other) {
    return new Finding(
        name, where, predicted, observed, standardError, effect, pValue, tested, degrees, other);
  }

  /**
   * A single statistic that is a sum over rows.
   *
   * @param error the standard error of its difference from the prediction
   * @param unit what the difference is divided by, for the effect
   * @param resolution differences up to this, in units of the effect, are rounding too
   */
  static Finding of(
      String name,
      String where,
      double predicted,
      double observed,
      StandardError error,
      double unit,
      double resolution) {
    double p = error.pValue(observed - predicted);
    return of(name, where, predicted, observed, error.value(), unit, resolution, p);
  }

  /**
   * A single statistic whose p-value is known. Differences that are rounding have p-value 1, and
   * what is not a number has p-value 0 and effect 1.
   */
  public static Finding of(
      String name,
      String where,
      double predicted,
      double observed,
      double error,
      double unit,
      double pValue) {
    return of(name, where, predicted, observed, error, unit, ROUNDING, pValue);
  }

  private static Finding of(
      String name,
      String where,
      double predicted,
      double observed,
      double error,
      double unit,
      double resolution,
      double pValue) {
    double effect = observed == predicted ? 0 : Math.abs(observed - predicted) / unit;
    double p = pValue;
    if (!(effect > Math.max(ROUNDING, resolution))) {
      p = Double.isNaN(effect) ? 0 : 1;
    } else if (Double.isInfinite(effect)) {
      p = 0;
    }
    return new Finding(
        name,
        where,
        predicted,
        observed,
        error,
        Double.isNaN(effect) ? 1 : effect,
        p,
        1,
        Interval.KNOWN);
  }

  /** The same where predicted and observed were given less the number that they lie about. */
  Finding about(double centre) {
    return new Finding(
        name,
        where,
        centre + predicted,
        centre + observed,
        standardError,
        effect,
        pValue,
        tested,
        degrees,
        reading);
  }

  /** The same with a standard error that was estimated with so many degrees of freedom. */
  public Finding withDegrees(double ofError) {
    return new Finding(
        name, where, predicted, observed, standardError, effect, pValue, tested, ofError, reading);
  }

  /** What was not a test of these numbers but a limit on them: it fails a verdict by itself. */
  public static Finding limit(String name, String where, double limit, double observed) {
    return new Finding(
        name, where, limit, observed, 0, Math.abs(observed - limit), 0, 1, Interval.KNOWN);
  }

  /** Where the observed number lies with 99 % confidence, if the prediction is taken for exact. */
  public Interval interval() {
    Interval interval = Interval.of(observed, standardError, degrees);
    return switch (name) {
      case Findings.SHARE, Findings.HELD -> interval.within(0, 1);
      case Findings.SHARES -> interval.within(0, Double.POSITIVE_INFINITY);
      default -> interval;
    };
  }

  /** Whether something is random, and how much is known. */
  public boolean hasInterval() {
    return standardError > 0 && Double.isFinite(interval().half());
  }

  /** The effect, with its unit where that is not the number's own. */
  public String effectText() {
    boolean oneSided = (predicted == 0) != (observed == 0);
    if (oneSided && (name.equals(Findings.SHARE) || name.equals(Findings.HELD))) {
      return "all of it";
    }
    String unit = name.equals(Findings.SHARES) ? " in total variation distance" : "";
    return String.format(Locale.ROOT, "%.3g%s", effect, unit);
  }

  /** The observed number, to the digits of its interval and of what it is off by. */
  public String observedText() {
    return text(observed);
  }

  /** The prediction, to as many. */
  public String predictedText() {
    return text(predicted);
  }

  private String text(double value) {
    return reading.time(value, seen()).orElseGet(() -> Digits.of(value, seen()));
  }

  /** Both ends of the interval, to the digits of its width. */
  public String intervalText() {
    Interval interval = interval();
    double half = interval.half();
    return reading
        .time(interval.low(), half)
        .flatMap(low -> reading.time(interval.high(), half).map(high -> low + " to " + high))
        .orElseGet(interval::toString);
  }

  private double seen() {
    double off = effect > ROUNDING ? Math.abs(observed - predicted) : 0;
    double half = interval().half();
    return half > 0 && off > 0 ? Math.min(half, off) : Math.max(half, off);
  }
}
