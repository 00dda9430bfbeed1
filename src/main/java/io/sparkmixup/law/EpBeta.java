package io.sparkmixup.law;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * EpBeta(alpha, beta; epsilon0, epsilon1) of Lee, Im and Kim (AISTATS 2025):
 *
 * <pre>   lambda = -epsilon0 + (1 + epsilon0 + epsilon1) B,   B ~ Beta(alpha, beta)</pre>
 *
 * with support [-epsilon0, 1 + epsilon1].
 */
public final class EpBeta implements Law {

  private static final long serialVersionUID = 1L;

  private final double alpha;
  private final double beta;
  private final double epsilon0;
  private final double epsilon1;
  private final double width;
  private final BetaSampler sampler;

  private EpBeta(double alpha, double beta, double epsilon0, double epsilon1) {
    this.alpha = Arguments.shape("alpha", alpha);
    this.beta = Arguments.shape("beta", beta);
    this.epsilon0 = Arguments.epsilon("epsilon0", epsilon0);
    this.epsilon1 = Arguments.epsilon("epsilon1", epsilon1);
    width = 1 + epsilon0 + epsilon1;
    sampler = new BetaSampler(alpha, beta);
  }

  /**
   * The law with these parameters, whatever it does to covariances.
   *
   * @throws IllegalArgumentException if a shape does not lie between 1e-50 and 1e50, or an epsilon
   *     not in [0, 1e6]
   */
  public static EpBeta of(double alpha, double beta, double epsilon0, double epsilon1) {
    return new EpBeta(alpha, beta, epsilon0, epsilon1);
  }

  /**
   * The law on [-epsilon0, 1 + epsilon1] with the given partner weight 1 - E[lambda] that keeps
   * means and covariances, that is, E[lambda^2] = E[lambda].
   *
   * @throws IllegalArgumentException if both epsilons are 0, one is negative, or the partner weight
   *     does not lie between 0 and 1
   */
  public static EpBeta preserving(double epsilon0, double epsilon1, double partnerWeight) {
    return EpBetaSolver.preserving(epsilon0, epsilon1, partnerWeight);
  }

  @Override
  public String name() {
    return "epbeta";
  }

  @Override
  public Map<String, Double> parameters() {
    Map<String, Double> result = new LinkedHashMap<>();
    result.put("alpha", alpha);
    result.put("beta", beta);
    result.put("epsilon0", epsilon0);
    result.put("epsilon1", epsilon1);
    return Collections.unmodifiableMap(result);
  }

  @Override
  public double draw(BitSource bits) {
    // Rounding must not push the upper end past 1 + epsilon1.
    return Math.min(Math.fma(width, sampler.draw(bits), -epsilon0), 1 + epsilon1);
  }

  @Override
  public double rawMoment(int order) {
    double m = mean();
    // The binomial expansion of (m + d)^order, d the distance from the mean: stable where the law
    // is narrow, which the expansion about 0 is not.
    return switch (Arguments.order(order)) {
      case 0 -> 1;
      case 1 -> m;
      case 2 -> m * m + second();
      case 3 -> m * (m * m + 3 * second()) + third();
      default -> m * (m * (m * m + 6 * second()) + 4 * third()) + fourth();
    };
  }

  /**
   * By recursion. With B the Beta variable, p its mean and n = alpha + beta, the derivative of x (1
   * - x) f(x) is -n (x - p) f(x), so that n E[(B - p)^(k + 1)] = k E[B (1 - B) (B - p)^(k - 1)].
   */
  @Override
  public double centralMoment(int order) {
    double n = alpha + beta;
    double p = alpha / n;
    double before = 0;
    double moment = 1;
    for (int k = 0; k < Arguments.centralOrder(order); k++) {
      double next = k / (n + k) * (p * (beta / n) * before + (beta - alpha) / n * moment);
      before = moment;
      moment = next;
    }
    return moment * Math.pow(width, order);
  }

  @Override
  public double partnerWeight() {
    return (beta * (1 + epsilon0) - alpha * epsilon1) / (alpha + beta);
  }

  @Override
  public double loss() {
    return mean() * partnerWeight() - second();
  }

  @Override
  public double squaredLoss() {
    // lambda (1 - lambda) = m w + (w - m) d - d^2; the square of its mean plus its variance.
    double q = loss();
    double tilt = partnerWeight() - mean();
    double c2 = second();
    return q * q + tilt * (tilt * c2 - 2 * third()) + (fourth() - c2 * c2);
  }

  private double mean() {
    return (alpha * (1 + epsilon1) - beta * epsilon0) / (alpha + beta);
  }

  /** E[d^2], with d = lambda - E[lambda]. */
  private double second() {
    double n = alpha + beta;
    return width * width * (alpha / n) * (beta / n) / (n + 1);
  }

  /** E[d^3]. */
  private double third() {
    double n = alpha + beta;
    return second() * width * 2 * ((beta - alpha) / n) / (n + 2);
  }

  /** E[d^4]. */
  private double fourth() {
    double n = alpha + beta;
    double product = (alpha / n) * (beta / n);
    return second() * width * width * 3 * (2 + product * (n - 6)) / (n + 2) / (n + 3);
  }

  @Override
  public double lower() {
    return 0 - epsilon0;
  }

  @Override
  public double upper() {
    return 1 + epsilon1;
  }

  @Override
  public double outsideUnitInterval() {
    return RegularizedBeta.value(epsilon0 / width, alpha, beta)
        + RegularizedBeta.value(epsilon1 / width, beta, alpha);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EpBeta law && law.parameters().equals(parameters());
  }

  @Override
  public int hashCode() {
    return parameters().hashCode();
  }

  @Override
  public String toString() {
    return "EpBeta(" + alpha + ", " + beta + "; " + epsilon0 + ", " + epsilon1 + ")";
  }
}
