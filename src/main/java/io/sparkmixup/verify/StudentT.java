package io.sparkmixup.verify;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/** Student's t distribution. */
public final class StudentT {

  /** From here on it is a Gaussian. */
  private static final double MANY = 1e6;

  private StudentT() {}

  /**
   * The probability to be at least t from 0, on either side: I_x(nu / 2, 1 / 2) with x = nu / (nu +
   * t^2).
   *
   * @param t 0 or more
   * @param degrees nu, above 0; infinite for a Gaussian
   */
  public static double beyond(double t, double degrees) {
    if (degrees > MANY || Double.isInfinite(t * t)) {
      return Erfc.value(t / Math.sqrt(2));
    }
    return RegularizedBeta.value(degrees / (degrees + t * t), degrees / 2, 0.5);
  }
}
