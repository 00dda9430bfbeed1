package io.sparkmixup.mixing;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Mixes two values: lambda x + (1 - lambda) p, with x from the primary and p from the partner.
 * Equal values are returned as they are. All of this is arithmetic that gives the same bits
 * everywhere.
 */
final class ValueMixing {

  /** Below this a double product is off by less than 2^-10, far less than {@link #NEAR_TIE}. */
  private static final double SAFE = 1L << 42;

  private static final double NEAR_TIE = 1.0 / 256;

  private ValueMixing() {}

  /** fma(lambda, x - p, p); infinite where the difference overflows. */
  static double mix(double lambda, double x, double p) {
    if (Double.doubleToRawLongBits(x) == Double.doubleToRawLongBits(p)) {
      return x;
    }
    return Math.fma(lambda, x - p, p);
  }

  /**
   * The whole number nearest to the exact mixture, half to even; may lie beyond the type's range.
   *
   * @throws ArithmeticException if it lies beyond the range of long
   */
  static long mixWhole(double lambda, long x, long p) {
    if (x == p) {
      return x;
    }
    if (Math.abs((double) x) < SAFE && Math.abs((double) p) < SAFE) {
      double exact = Math.fma(lambda, (double) (x - p), (double) p);
      double tie = Math.abs(Math.abs(exact - Math.rint(exact)) - 0.5);
      if (Math.abs(exact) < SAFE && tie > NEAR_TIE) {
        return (long) Math.rint(exact);
      }
    }
    return mixDecimal(lambda, BigDecimal.valueOf(x), BigDecimal.valueOf(p), 0).longValueExact();
  }

  /**
   * The whole number below or above the exact mixture: above where {@code uniform}, a draw from [0,
   * 1), is smaller than the distance from the one below. So the expectation is the mixture.
   *
   * @throws ArithmeticException if it lies beyond the range of long
   */
  static long mixWholeStochastic(double lambda, long x, long p, double uniform) {
    if (x == p) {
      return x;
    }
    if (Math.abs((double) x) < SAFE && Math.abs((double) p) < SAFE) {
      double exact = Math.fma(lambda, (double) (x - p), (double) p);
      double below = Math.floor(exact);
      double fraction = exact - below;
      boolean clear = fraction > NEAR_TIE && fraction < 1 - NEAR_TIE;
      if (Math.abs(exact) < SAFE && clear && Math.abs(fraction - uniform) > NEAR_TIE) {
        return (long) below + (uniform < fraction ? 1 : 0);
      }
    }
    BigDecimal exact =
        new BigDecimal(lambda)
            .multiply(BigDecimal.valueOf(x).subtract(BigDecimal.valueOf(p)))
            .add(BigDecimal.valueOf(p));
    BigDecimal below = exact.setScale(0, RoundingMode.FLOOR);
    boolean up = new BigDecimal(uniform).compareTo(exact.subtract(below)) < 0;
    return (up ? below.add(BigDecimal.ONE) : below).longValueExact();
  }

  /** The exact mixture, rounded half to even at a scale. */
  static BigDecimal mixDecimal(double lambda, BigDecimal x, BigDecimal p, int scale) {
    if (x.compareTo(p) == 0) {
      return x;
    }
    return new BigDecimal(lambda)
        .multiply(x.subtract(p))
        .add(p)
        .setScale(scale, RoundingMode.HALF_EVEN);
  }
}
