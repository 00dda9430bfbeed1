package io.sparkmixup.verify;

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
 */
public record Finding(
    String name,
    String where,
    double predicted,
    double observed,
    double standardError,
    double effect,
    double pValue,
    int tested) {

  /** Differences this small, in units of the effect, are rounding. */
  static final double ROUNDING = 1e-9;

  /**
   * A single statistic whose difference from its prediction is Gaussian.
   *
   * @param error the standard error of the difference
   * @param unit what the difference is divided by, for the effect
   * @param resolution differences up to this, in units of the effect, are rounding too
   */
  static Finding gaussian(
      String name,
      String where,
      double predicted,
      double observed,
      double error,
      double unit,
      double resolution) {
    return ofExcess(name, where, predicted, observed, error, 0, unit, resolution);
  }

  /**
   * A single statistic whose difference from its prediction is a sum with heavier tails than a
   * Gaussian: they are taken for those of Student's t with the same excess kurtosis, 6 / (degrees
   * of freedom - 4). However large it is, four degrees of freedom are left.
   *
   * @param excess the excess kurtosis; 0 or less for a Gaussian
   */
  static Finding ofExcess(
      String name,
      String where,
      double predicted,
      double observed,
      double error,
      double excess,
      double unit,
      double resolution) {
    double z = Math.abs(observed - predicted) / error;
    double degrees = excess > 0 ? 4 + 6 / excess : Double.POSITIVE_INFINITY;
    return of(
        name, where, predicted, observed, error, unit, resolution, StudentT.beyond(z, degrees));
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
    double effect = Math.abs(observed - predicted) / unit;
    double p = pValue;
    if (!(effect > Math.max(ROUNDING, resolution))) {
      p = Double.isNaN(effect) ? 0 : 1;
    } else if (Double.isInfinite(effect)) {
      p = 0;
    }
    return new Finding(
        name, where, predicted, observed, error, Double.isNaN(effect) ? 1 : effect, p, 1);
  }

  /** What was not a test of these numbers but a limit on them: it fails a verdict by itself. */
  public static Finding limit(String name, String where, double limit, double observed) {
    return new Finding(name, where, limit, observed, 0, Math.abs(observed - limit), 0, 1);
  }

  /** Where the observed number lies with 99 % confidence, if the prediction is taken for exact. */
  public Interval interval() {
    return Interval.of(observed, standardError);
  }
}
