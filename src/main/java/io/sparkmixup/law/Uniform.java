package io.sparkmixup.law;

import java.util.Map;

/** The uniform law on [0, 1]: classic mixup with Beta(1, 1). A third of every variance is lost. */
public final class Uniform implements Law {

  private static final long serialVersionUID = 1L;

  private Uniform() {}

  /** The law. */
  public static Uniform of() {
    return new Uniform();
  }

  @Override
  public String name() {
    return "uniform";
  }

  @Override
  public Map<String, Double> parameters() {
    return Map.of();
  }

  @Override
  public double draw(BitSource bits) {
    return bits.nextUniform();
  }

  @Override
  public double rawMoment(int order) {
    return 1.0 / (Arguments.order(order) + 1);
  }

  @Override
  public double centralMoment(int order) {
    return Arguments.centralOrder(order) % 2 == 0 ? Math.pow(0.5, order) / (order + 1) : 0;
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
    return other instanceof Uniform;
  }

  @Override
  public int hashCode() {
    return Uniform.class.hashCode();
  }

  @Override
  public String toString() {
    return "Uniform(0, 1)";
  }
}
