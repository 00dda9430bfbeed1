package io.sparkmixup.mixing;

import io.sparkmixup.law.Law;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Third and fourth moments as the law predicts them. For y = x_p + lambda (x_i - x_p) and raw
 * moments m_1 to m_4 of the weight, with p = x_p and d = x_i - x_p about the mean of all rows in
 * standard deviations, a pair predicts
 *
 * <pre>
 *   E[z^3] = p^3 + 3 m_1 p^2 d + 3 m_2 p d^2 + m_3 d^3
 *   E[z^4] = p^4 + 4 m_1 p^3 d + 6 m_2 p^2 d^2 + 4 m_3 p d^3 + m_4 d^4
 * </pre>
 *
 * summed here over the rows that hold the value. Mutable; mergeable.
 */
final class PredictedPowers implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double[] inverses;
  private final double m1;
  private final double m2;
  private final double m3;
  private final double m4;
  private final double[] cubes;
  private final double[] fourths;

  PredictedPowers(double[] units, Law law) {
    inverses = Arrays.stream(units).map(u -> 1 / u).toArray();
    m1 = law.rawMoment(1);
    m2 = law.rawMoment(2);
    m3 = law.rawMoment(3);
    m4 = law.rawMoment(4);
    cubes = new double[units.length];
    fourths = new double[units.length];
  }

  /** Adds a pair; values less the mean of all rows, 0 where the primary misses them. */
  void add(double[] primary, double[] partner) {
    addCubes(primary, partner);
    addFourths(primary, partner);
  }

  // Locals, no branch, and one sum to a loop, for vector code.

  private void addCubes(double[] primary, double[] partner) {
    double a = 3 * m1;
    double b = 3 * m2;
    double c = m3;
    for (int k = 0; k < inverses.length; k++) {
      double p = partner[k] * inverses[k];
      double d = primary[k] * inverses[k] - p;
      double square = d * d;
      cubes[k] += p * (p * (p + a * d) + b * square) + c * square * d;
    }
  }

  private void addFourths(double[] primary, double[] partner) {
    double a = 4 * m1;
    double b = 6 * m2;
    double c = 4 * m3;
    double e = m4;
    for (int k = 0; k < inverses.length; k++) {
      double p = partner[k] * inverses[k];
      double d = primary[k] * inverses[k] - p;
      double square = d * d;
      fourths[k] += p * (p * (p * (p + a * d) + b * square) + c * square * d) + e * square * square;
    }
  }

  void combine(PredictedPowers other) {
    for (int k = 0; k < cubes.length; k++) {
      cubes[k] += other.cubes[k];
      fourths[k] += other.fourths[k];
    }
  }

  double cubes(int k) {
    return cubes[k];
  }

  double fourths(int k) {
    return fourths[k];
  }
}
