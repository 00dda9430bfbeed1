package io.sparkmixup.law;

import java.util.Map;

/** One weight for all rows, lambda = 1 - partner weight. */
public final class Fixed implements Law {

  private static final long serialVersionUID = 1L;

  private final double partnerWeight;
  private final double lambda;

  private Fixed(double partnerWeight) {
    this.partnerWeight = Arguments.unit("partner weight", partnerWeight);
    lambda = 1 - partnerWeight;
  }

  /**
   * The law with this partner weight.
   *
   * @throws IllegalArgumentException if it does not lie in [0, 1]
   */
  public static Fixed of(double partnerWeight) {
    return new Fixed(partnerWeight);
  }

  @Override
  public String name() {
    return "fixed";
  }

  @Override
  public Map<String, Double> parameters() {
    return Map.of("partnerWeight", partnerWeight);
  }

  @Override
  public double draw(BitSource bits) {
    return lambda;
  }

  @Override
  public double rawMoment(int order) {
    return Math.pow(lambda, Arguments.order(order));
  }

  @Override
  public double centralMoment(int order) {
    return Arguments.centralOrder(order) == 0 ? 1 : 0;
  }

  @Override
  public double partnerWeight() {
    return partnerWeight;
  }

  @Override
  public double loss() {
    return lambda * partnerWeight;
  }

  @Override
  public double squaredLoss() {
    return loss() * loss();
  }

  @Override
  public double lower() {
    return lambda;
  }

  @Override
  public double upper() {
    return lambda;
  }

  @Override
  public double outsideUnitInterval() {
    return 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fixed f && f.partnerWeight == partnerWeight;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(partnerWeight);
  }

  @Override
  public String toString() {
    return "Fixed(" + lambda + ")";
  }
}
