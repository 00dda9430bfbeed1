package io.sparkmixup.mixing;

import io.sparkmixup.law.Law;

/**
 * Fourth cumulants of c delta + b delta^2, with delta = lambda - E[lambda]: what is random about a
 * product of two values of a synthetic row, given its parents. With p the partner, d the step from
 * it to the primary and e = p + E[lambda] d what is expected,
 *
 * <pre>
 *    y_j y_k = e_j e_k + c delta + b delta^2,    c = e_j d_k + d_j e_k,  b = d_j d_k
 *    kappa4  = k40 c^4 + 4 k31 c^3 b + 6 k22 c^2 b^2 + 4 k13 c b^3 + k04 b^4
 * </pre>
 *
 * with k_ab the joint cumulants of a times delta and b times delta^2, from the law's first eight
 * central moments.
 */
final class WeightCumulants {

  private final double mean;
  private final double k40;
  private final double k31;
  private final double k22;
  private final double k13;
  private final double k04;

  private WeightCumulants(Law law) {
    double[] m = new double[9];
    for (int k = 0; k < m.length; k++) {
      m[k] = law.centralMoment(k);
    }
    double v = m[4] - m[2] * m[2];
    mean = law.rawMoment(1);
    k40 = m[4] - 3 * m[2] * m[2];
    k31 = m[5] - 4 * m[2] * m[3];
    k22 = m[6] - 3 * m[2] * m[4] + 2 * m[2] * m[2] * m[2] - 2 * m[3] * m[3];
    k13 = m[7] - 3 * m[2] * m[5] - 3 * m[3] * m[4] + 6 * m[2] * m[2] * m[3];
    k04 =
        m[8] - 4 * m[2] * m[6] + 6 * m[2] * m[2] * m[4] - 3 * m[2] * m[2] * m[2] * m[2] - 3 * v * v;
  }

  static WeightCumulants of(Law law) {
    return new WeightCumulants(law);
  }

  /** The expected weight. */
  double mean() {
    return mean;
  }

  /** The fourth cumulant of c delta + b delta^2. */
  double fourth(double c, double b) {
    return ((k40 * c + 4 * k31 * b) * c + 6 * k22 * b * b) * c * c
        + (4 * k13 * c + k04 * b) * b * b * b;
  }
}
