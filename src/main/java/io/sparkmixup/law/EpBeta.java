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
    this.alpha = Arguments.positive("alpha", alpha);
    this.beta = Arguments.positive("beta", beta);
    this.epsilon0 = Arguments.notNegative("epsilon0", epsilon0);
    this.epsilon1 = Arguments.notNegative("epsilon1", epsilon1);
    width = 1 + epsilon0 + epsilon1;
    sampler = new BetaSampler(alpha, beta);
  }

  /**
   * The law with these parameters, whatever it does to covariances.
   *
   * @throws IllegalArgumentException if a shape is not above 0 or an epsilon is below 0
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
    return Math.fma(width, sampler.draw(bits), -epsilon0);
  }

  @Override
  public double rawMoment(int order) {
    // The binomial expansion of (-epsilon0 + width B)^order.
    double sum = 0;
    double choose = 1;
    for (int k = 0; k <= Arguments.order(order); k++) {
      sum += choose * Math.pow(-epsilon0, order - k) * Math.pow(width, k) * betaMoment(k);
      choose = choose * (order - k) / (k + 1);
    }
    return sum;
  }

  /** E[B^k]. */
  private double betaMoment(int k) {
    double moment = 1;
    for (int i = 0; i < k; i++) {
      moment *= (alpha + i) / (alpha + beta + i);
    }
    return moment;
  }

  @Override
  public double lower() {
    return -epsilon0;
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
