package io.sparkmixup.mixing;

import io.sparkmixup.law.Law;
import java.io.Serializable;

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

  private final double[] scales;
  private final double m1;
  private final double m2;
  private final double m3;
  private final double m4;
  private final double[] cubes;
  private final double[] fourths;

  PredictedPowers(double[] units, Law law) {
    scales = new double[units.length];
    for (int k = 0; k < scales.length; k++) {
      scales[k] = 1 / units[k];
    }
    m1 = law.rawMoment(1);
    m2 = law.rawMoment(2);
    m3 = law.rawMoment(3);
    m4 = law.rawMoment(4);
    cubes = new double[units.length];
    fourths = new double[units.length];
  }

  /** Adds a pair; values that the primary misses are left out. */
  void add(CellRow primary, CellRow partner) {
    int missed = 0;
    for (int k = 0; k < scales.length; k++) {
      if (missed < primary.missing.length && primary.missing[missed] == k) {
        missed++;
        continue;
      }
      double p = partner.centred[k] * scales[k];
      double d = primary.centred[k] * scales[k] - p;
      cubes[k] += p * (p * (p + 3 * m1 * d) + 3 * m2 * d * d) + m3 * d * d * d;
      double square = d * d;
      fourths[k] +=
          p * (p * (p * (p + 4 * m1 * d) + 6 * m2 * square) + 4 * m3 * square * d)
              + m4 * square * square;
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
