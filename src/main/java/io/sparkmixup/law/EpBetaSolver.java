package io.sparkmixup.law;

import java.util.Arrays;
import java.util.List;

/**
 * Solves q = E[lambda] - E[lambda^2] = 0 for EpBeta. With s = 1 + epsilon0 + epsilon1, n = alpha +
 * beta, lambda = -epsilon0 + s B:
 *
 * <pre>
 *   q = -epsilon0 (1 + epsilon0) + s (1 + 2 epsilon0) E[B] - s^2 E[B^2]
 *   E[B] = alpha / n,   E[B^2] = alpha (alpha + 1) / (n (n + 1))
 * </pre>
 *
 * which is a quadratic equation in each single unknown. Exchanging lambda and 1 - lambda exchanges
 * alpha with beta and epsilon0 with epsilon1.
 */
public final class EpBetaSolver {

  private EpBetaSolver() {}

  /** See {@link EpBeta#preserving}. */
  static EpBeta preserving(double epsilon0, double epsilon1, double partnerWeight) {
    Arguments.notNegative("epsilon0", epsilon0);
    Arguments.notNegative("epsilon1", epsilon1);
    double m = 1 - Arguments.insideUnit("partner weight", partnerWeight);
    if (epsilon0 == 0 && epsilon1 == 0) {
      throw new IllegalArgumentException(
          "epsilon0 and epsilon1 are 0: no weight within [0, 1] keeps covariances, one of them must"
              + " be above 0");
    }
    double s = 1 + epsilon0 + epsilon1;
    double p = (m + epsilon0) / s;
    double v = m * (1 - m) / (s * s);
    double nu = p * (1 - p) / v - 1;
    return EpBeta.of(p * nu, (1 - p) * nu, epsilon0, epsilon1);
  }

  /** All epsilon1 of 0 or more that keep covariances, ascending: none, one or two. */
  public static List<Double> epsilon1(double alpha, double beta, double epsilon0) {
    double first = alpha / (alpha + beta);
    double second = first * (alpha + 1) / (alpha + beta + 1);
    // In the width s.
    return roots(second, -(1 + 2 * epsilon0) * first, epsilon0 * (1 + epsilon0)).stream()
        .map(s -> s - 1 - epsilon0)
        .filter(e -> e >= 0)
        .toList();
  }

  /** All epsilon0 of 0 or more that keep covariances, ascending: none, one or two. */
  public static List<Double> epsilon0(double alpha, double beta, double epsilon1) {
    return epsilon1(/* alpha= */ beta, /* beta= */ alpha, epsilon1);
  }

  /** All beta above 0 that keep covariances, ascending: none, one or two. */
  public static List<Double> beta(double alpha, double epsilon0, double epsilon1) {
    double s = 1 + epsilon0 + epsilon1;
    double a = epsilon0 * (1 + epsilon0);
    double b = s * (1 + 2 * epsilon0) * alpha;
    // In n = alpha + beta.
    return roots(a, a - b, s * s * alpha * (alpha + 1) - b).stream()
        .map(n -> n - alpha)
        .filter(beta -> beta > 0)
        .toList();
  }

  /** All alpha above 0 that keep covariances, ascending: none, one or two. */
  public static List<Double> alpha(double beta, double epsilon0, double epsilon1) {
    return beta(/* alpha= */ beta, /* epsilon0= */ epsilon1, /* epsilon1= */ epsilon0);
  }

  /** The real roots of a x^2 + b x + c, ascending, without cancellation. */
  private static List<Double> roots(double a, double b, double c) {
    if (a == 0) {
      return b == 0 ? List.of() : List.of(-c / b);
    }
    double discriminant = b * b - 4 * a * c;
    if (!(discriminant >= 0)) {
      return List.of();
    }
    double t = -0.5 * (b + Math.copySign(Math.sqrt(discriminant), b));
    if (t == 0) {
      return List.of(0.0);
    }
    double[] both = {t / a, c / t};
    Arrays.sort(both);
    return both[0] == both[1] ? List.of(both[0]) : List.of(both[0], both[1]);
  }
}
