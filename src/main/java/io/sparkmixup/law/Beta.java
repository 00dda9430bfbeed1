package io.sparkmixup.law;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Beta(alpha, beta) on [0, 1], the law of classic mixup. It shrinks covariances: Beta(a, a) by the
 * factor 1 - a / (2a + 1).
 */
public final class Beta implements Law {

  private static final long serialVersionUID = 1L;

  private final double alpha;
  private final double beta;
  private final EpBeta law;

  private Beta(double alpha, double beta) {
    this.alpha = alpha;
    this.beta = beta;
    law = EpBeta.of(alpha, beta, 0, 0);
  }

  /**
   * The law with these shapes.
   *
   * @throws IllegalArgumentException if a shape does not lie between 1e-50 and 1e50
   */
  public static Beta of(double alpha, double beta) {
    return new Beta(alpha, beta);
  }

  @Override
  public String name() {
    return "beta";
  }

  @Override
  public Map<String, Double> parameters() {
    Map<String, Double> result = new LinkedHashMap<>();
    result.put("alpha", alpha);
    result.put("beta", beta);
    return Collections.unmodifiableMap(result);
  }

  @Override
  public double draw(BitSource bits) {
    return law.draw(bits);
  }

  @Override
  public double rawMoment(int order) {
    return law.rawMoment(order);
  }

  @Override
  public double centralMoment(int order) {
    return law.centralMoment(order);
  }

  @Override
  public double partnerWeight() {
    return law.partnerWeight();
  }

  @Override
  public double loss() {
    double n = alpha + beta;
    return alpha / n * beta / (n + 1);
  }

  @Override
  public double squaredLoss() {
    double n = alpha + beta;
    return loss() * (alpha + 1) / (n + 2) * (beta + 1) / (n + 3);
  }

  @Override
  public double lower() {
    return 0;
  }

  @Override
  public double upper() {
    return 1;
  }

  @Override
  public double outsideUnitInterval() {
    return 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Beta b && b.law.equals(law);
  }

  @Override
  public int hashCode() {
    return law.hashCode();
  }

  @Override
  public String toString() {
    return "Beta(" + alpha + ", " + beta + ")";
  }
}
