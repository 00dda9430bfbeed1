package io.sparkmixup.verify;

import java.util.Locale;

/** Numbers with as many digits as it takes to tell them from what stands beside them. */
public final class Digits {

  private static final int USUAL = 6;

  /** No double has more digits that mean something. */
  private static final int MOST = 15;

  /** From here on numbers have an exponent, as ends of intervals have. */
  private static final int LONGEST = 9;

  private static final int FRACTION = 4;

  private Digits() {}

  /**
   * A number of six digits; of more where two digits of a difference take them, and where it is
   * shorter without an exponent.
   *
   * @param difference that is to be seen; nothing where it is not above 0
   */
  public static String of(double value, double difference) {
    int before = exponent(value) + 1;
    int digits = Math.max(USUAL, before <= LONGEST ? before : 0);
    if (value != 0 && difference > 0 && Double.isFinite(difference)) {
      digits = Math.max(digits, before + 1 - exponent(difference));
    }
    return String.format(Locale.ROOT, "%." + Math.min(MOST, digits) + "g", value);
  }

  /** A ratio to four decimals, and to more where two digits of a difference take them. */
  public static String ofRatio(double value, double difference) {
    int decimals =
        difference > 0 && Double.isFinite(difference)
            ? Math.max(FRACTION, Math.min(MOST - 1, 1 - exponent(difference)))
            : FRACTION;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static int exponent(double value) {
    return value == 0 || !Double.isFinite(value)
        ? 0
        : (int) Math.floor(Math.log10(Math.abs(value)));
  }
}
