package io.sparkmixup.law;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Tanh-sinh quadrature over (0, 1), which bears the poles of a beta density at both ends. */
public final class Quadrature {

  private Quadrature() {}

  /** E[f(B)] for B of Beta(alpha, beta), by integrals of the density alone. */
  public static double betaMean(double alpha, double beta, DoubleUnaryOperator f) {
    DoubleBinaryOperator kernel =
        (logX, logY) -> Math.exp(alpha * logX + beta * logY - peak(alpha, beta));
    int steps = alpha + beta < 1000 ? 512 : 16_384;
    return integral(kernel, f, steps) / integral(kernel, x -> 1, steps);
  }

  /** Keeps the kernel of large shapes above underflow. */
  private static double peak(double alpha, double beta) {
    double n = alpha + beta;
    return alpha * Math.log(alpha / n) + beta * Math.log(beta / n);
  }

  /**
   * The integral of kernel(log x, log(1 - x)) f(x) / (x (1 - x)), with x = 1 / (1 + exp(-pi sinh
   * t)), which keeps both logarithms exact near the ends.
   */
  private static double integral(DoubleBinaryOperator kernel, DoubleUnaryOperator f, int steps) {
    double sum = 0;
    for (int i = -6 * steps; i <= 6 * steps; i++) {
      double t = (double) i / steps;
      double z = Math.PI * Math.sinh(t);
      double logX = -Math.max(-z, 0) - Math.log1p(Math.exp(-Math.abs(z)));
      double logY = logX - z;
      sum += kernel.applyAsDouble(logX, logY) * f.applyAsDouble(Math.exp(logX)) * Math.cosh(t);
    }
    return sum / steps * Math.PI;
  }
}
