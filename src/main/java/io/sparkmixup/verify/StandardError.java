package io.sparkmixup.verify;

import io.sparkmixup.mixing.Fluctuation;
import org.apache.commons.numbers.gamma.Erfc;

/**
 * The standard error of a sum of independent terms X, and how far from Gaussian the sum may be. Of
 * the terms, in standard errors, are known g = sum E[X^3], k = sum E[X^4], and that none of them
 * gets farther than m = reach k^(1/4). Then the sum's cumulant generating function is at most
 *
 * <pre>    K(t) = t^2 / 2 + g t^3 / 6 + reach^-4 (e^(t m) - 1 - t m - (t m)^2 / 2 - (t m)^3 / 6)
 * </pre>
 *
 * since E|X|^n &lt;= m^(n - 4) E[X^4], and exp(-(t z - K(t))) bounds the probability to get beyond
 * z (Chernoff). The p-value is that of a Gaussian beyond r with r^2 / 2 = max over t of t z - K(t),
 * the leading term of the saddlepoint approximation (Lugannani and Rice, 1980). Of many small terms
 * r is z; where few terms decide it is far less.
 *
 * @param value the standard error
 * @param skewness g, with a sign
 * @param fourth k
 * @param reach how far a term can get at most, in fourth roots of its fourth moment
 */
record StandardError(double value, double skewness, double fourth, double reach) {

  /** This near to what is expected nobody looks, and r is z but for a few per cent. */
  private static final double NEAR = 0.5;

  private static final int MOST_STEPS = 200;

  /** Where nothing is left to chance. */
  static final StandardError NONE = new StandardError(0, 0, 0, 1);

  /**
   * That of a sum divided by {@code divisor}.
   *
   * @param terms of the sum
   */
  static StandardError of(Fluctuation terms, double divisor, double reach) {
    double error = terms.standardError();
    return error > 0
        ? new StandardError(error / divisor, terms.skewness(), terms.fourth(), reach)
        : NONE;
  }

  /**
   * How likely a sum is to lie that far from what is expected of it, or farther, on either side.
   */
  double pValue(double distance) {
    double z = Math.abs(distance) / value;
    if (!(z > NEAR) || Double.isInfinite(z * z) || !(fourth > 0) || Double.isInfinite(fourth)) {
      return Erfc.value(z / Math.sqrt(2));
    }
    double toward = distance < 0 ? -skewness : skewness;
    return (Erfc.value(root(z, Math.max(0, toward)) / Math.sqrt(2))
            + Erfc.value(root(z, Math.max(0, -toward)) / Math.sqrt(2)))
        / 2;
  }

  /** r; K' is convex and grows, so that Newton's steps from above come down to K'(t) = z. */
  private double root(double z, double g) {
    double m = reach * Math.sqrt(Math.sqrt(fourth));
    double rest = Math.pow(reach, -4);
    double t = g > 0 ? Math.min(z, Math.sqrt(2 * z / g)) : z;
    // Beyond this the exponential alone is above z.
    t = Math.min(t, Math.log(1 + (z / (rest * m) + 1) * 8) / m + 3 / m);
    for (int step = 0; step < MOST_STEPS; step++) {
      double x = t * m;
      double slope = t + g * t * t / 2 + rest * m * remainder(x, 3);
      double curvature = 1 + g * t + rest * m * m * remainder(x, 2);
      double next = t - (slope - z) / curvature;
      if (!(Math.abs(next - t) > 1e-9 * t)) {
        break;
      }
      t = Math.max(0, next);
    }
    double k = t * t / 2 + g * t * t * t / 6 + rest * remainder(t * m, 4);
    return Math.sqrt(Math.max(0, 2 * (t * z - k)));
  }

  /** e^x less its Taylor series' terms of order below n, 2 to 4. */
  private static double remainder(double x, int n) {
    if (x < 0.5) {
      double term = n == 2 ? x * x / 2 : n == 3 ? x * x * x / 6 : x * x * x * x / 24;
      double sum = 0;
      for (int k = n + 1; k < n + 12; k++) {
        sum += term;
        term *= x / k;
      }
      return sum;
    }
    double sum = Math.expm1(x) - x;
    return n == 2 ? sum : n == 3 ? sum - x * x / 2 : sum - x * x / 2 - x * x * x / 6;
  }
}
