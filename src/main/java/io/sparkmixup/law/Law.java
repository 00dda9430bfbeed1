package io.sparkmixup.law;

import java.io.Serializable;
import java.util.Map;

/** The law of the mixing weight lambda: immutable, and equal to any law with equal parameters. */
public interface Law extends Serializable {

  /** The name on the command line: epbeta, beta, uniform or fixed. */
  String name();

  /** The parameters by name, in the order in which they are written. */
  Map<String, Double> parameters();

  /**
   * Draws a weight. The same bits give the same weight on every machine: only {@code + - * /},
   * {@code sqrt}, {@code fma} and {@code StrictMath} touch a drawn value.
   */
  double draw(BitSource bits);

  /**
   * The raw moment E[lambda^order].
   *
   * @param order 0 to 4
   */
  double rawMoment(int order);

  /**
   * The central moment E[(lambda - E[lambda])^order].
   *
   * @param order 0 to 8
   */
  double centralMoment(int order);

  /** The lower end of the support. */
  double lower();

  /** The upper end of the support. */
  double upper();

  /** The probability that a weight lies outside [0, 1]. */
  double outsideUnitInterval();

  /** 1 - E[lambda]: how far, on average, a synthetic row moves towards its partner. */
  default double partnerWeight() {
    return 1 - rawMoment(1);
  }

  /** q = E[lambda (1 - lambda)]: 0 for a law that keeps covariances. */
  default double loss() {
    return rawMoment(1) - rawMoment(2);
  }

  /** r = E[lambda^2 (1 - lambda)^2]. */
  default double squaredLoss() {
    return rawMoment(2) - 2 * rawMoment(3) + rawMoment(4);
  }

  /** What this law does to the moments of the data. */
  default LawCosts costs() {
    double q = loss();
    double r = squaredLoss();
    return new LawCosts(1 - 2 * q, 1 - 3 * q, 1 - 4 * q + 2 * r, 6 * r, outsideUnitInterval());
  }
}
