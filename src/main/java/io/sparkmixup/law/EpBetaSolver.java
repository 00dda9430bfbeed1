package io.sparkmixup.law;

import java.util.Arrays;
import java.util.List;

/**
 * Solves q = E[lambda] - E[lambda^2] = 0 for EpBeta. With lambda = (1 + epsilon1) B - epsilon0 (1 -
 * B), 1 - lambda its mirror image, and n = alpha + beta:
 *
 * <pre>
 *   n (n + 1) q = A alpha beta - C alpha (alpha + 1) - D beta (beta + 1)
 *   A = (1 + epsilon0) (1 + epsilon1) + epsilon0 epsilon1
 *   C = epsilon1 (1 + epsilon1),   D = epsilon0 (1 + epsilon0)
 * </pre>
 *
 * which is a quadratic equation in each single unknown. Exchanging lambda and 1 - lambda exchanges
 * alpha with beta and epsilon0 with epsilon1.
 */
public final class EpBetaSolver {

  /** What rounding may make of an epsilon of 0. */
  private static final double ROUNDING = 1e-13;

  private EpBetaSolver() {}

  /** See {@link EpBeta#preserving}. */
  static EpBeta preserving(double epsilon0, double epsilon1, double partnerWeight) {
    double e0 = Arguments.epsilon("epsilon0", epsilon0);
    double e1 = Arguments.epsilon("epsilon1", epsilon1);
    double w = Arguments.insideUnit("partner weight", partnerWeight);
    if (e0 == 0 && e1 == 0) {
      throw new IllegalArgumentException(
          "epsilon0 and epsilon1 are 0: no weight within [0, 1] keeps covariances, one of them must"
              + " be above 0");
    }
    double m = 1 - w;
    double s = 1 + e0 + e1;
    // p (1 - p) / v - 1 of the mean p and the variance v of B, without its cancellation.
    double nu = (m * e1 + w * e0 + e0 * e1) / (m * w);
    return EpBeta.of((m + e0) / s * nu, (w + e1) / s * nu, e0, e1);
  }

  /** All epsilon1 of 0 or more that keep covariances, ascending: none, one or two. */
  public static List<Double> epsilon1(double alpha, double beta, double epsilon0) {
    return epsilon(
        Arguments.shape("alpha", alpha),
        Arguments.shape("beta", beta),
        Arguments.epsilon("epsilon0", epsilon0));
  }

  /** All epsilon0 of 0 or more that keep covariances, ascending: none, one or two. */
  public static List<Double> epsilon0(double alpha, double beta, double epsilon1) {
    double near = Arguments.shape("alpha", alpha);
    return epsilon(Arguments.shape("beta", beta), near, Arguments.epsilon("epsilon1", epsilon1));
  }

  /** All beta above 0 that keep covariances, ascending: none, one or two. */
  public static List<Double> beta(double alpha, double epsilon0, double epsilon1) {
    return shape(
        Arguments.shape("alpha", alpha),
        Arguments.epsilon("epsilon0", epsilon0),
        Arguments.epsilon("epsilon1", epsilon1));
  }

  /** All alpha above 0 that keep covariances, ascending: none, one or two. */
  public static List<Double> alpha(double beta, double epsilon0, double epsilon1) {
    double far = Arguments.epsilon("epsilon0", epsilon0);
    return shape(Arguments.shape("beta", beta), Arguments.epsilon("epsilon1", epsilon1), far);
  }

  /** The epsilons at the end of the shape {@code near}. */
  private static List<Double> epsilon(double near, double far, double otherEpsilon) {
    double e = otherEpsilon;
    return roots(
            near + 1, near + 1 - far * (1 + 2 * e), (1 + e) * far * ((e * (far + 1) - near) / near))
        .stream()
        // An end that stays at 0 or 1 is a root of 0: lost to rounding, another root would be taken
        // for the only one.
        .map(root -> Math.abs(root) <= ROUNDING ? 0 : root)
        .filter(root -> root >= 0)
        .toList();
  }

  /** The shapes beside the shape {@code other}, whose epsilon is the second one. */
  private static List<Double> shape(double other, double epsilon, double otherEpsilon) {
    double a = (1 + epsilon) * (1 + otherEpsilon) + epsilon * otherEpsilon;
    double c = otherEpsilon * (1 + otherEpsilon);
    double d = epsilon * (1 + epsilon);
    return roots(d, d - a * other, c * other * (other + 1)).stream()
        .filter(root -> root > 0)
        .toList();
  }

  /** The real roots of a x^2 + b x + c, ascending, without cancellation. */
  private static List<Double> roots(double a, double b, double c) {
    if (a == 0) {
      return b == 0 ? List.of() : List.of(-c / b);
    }
    double discriminant = discriminant(a, b, c);
    // Roots that agree in half of their digits are one, blurred by the rounding of a, b and c.
    if (Math.abs(discriminant) <= 0x1p-50 * b * b) {
      return List.of(-b / (2 * a) + 0.0);
    }
    if (!(discriminant > 0)) {
      return List.of();
    }
    double t = -0.5 * (b + Math.copySign(Math.sqrt(discriminant), b));
    double[] both = {t / a, c / t};
    Arrays.sort(both);
    return List.of(both[0], both[1]);
  }

  /** b^2 - 4ac; the products' rounding errors count where they nearly cancel. */
  private static double discriminant(double a, double b, double c) {
    double square = b * b;
    double product = 4 * a * c;
    double errors = Math.fma(b, b, -square) - Math.fma(4 * a, c, -product);
    return square - product + errors;
  }
}
