package io.sparkmixup.mixing;

import io.sparkmixup.law.Law;

/**
 * What a law says of a row, given its parents. A product of two of its values, y_j y_k with y = p +
 * lambda d, is p_j p_k + a lambda + b lambda^2 with a = p_j d_k + d_j p_k and b = d_j d_k, so that
 *
 * <pre>    E[y y'] = m2 x x' + (1 - 2 m1 + m2) p p' + q (x p' + p x'),    x = p + d,  q = m1 - m2
 * </pre>
 *
 * What is random about it is c delta + b eta, with delta = lambda - m1, eta = delta^2 -
 * Var(lambda), and c = a + 2 m1 b = e_j d_k + d_j e_k, e = p + m1 d being what is expected:
 *
 * <pre>
 *    its variance is       c^2 s20 + 2 c b s11 + b^2 s02
 *    its third moment      c^3 s30 + 3 c^2 b s21 + 3 c b^2 s12 + b^3 s03
 *    its fourth moment     c^4 s40 + 4 c^3 b s31 + 6 c^2 b^2 s22 + 4 c b^3 s13 + b^4 s04
 * </pre>
 *
 * with s_ij = E[delta^i eta^j], from the law's first eight central moments.
 */
final class PairLaw {

  /** Below this, q is rounding: the cross terms of the expectation vanish. */
  private static final double NO_LOSS = 1e-9;

  /** Below this, the variance of the weight is rounding. */
  private static final double CERTAIN = 1e-14;

  /** Directions in the plane of c and b that are looked at for {@link #reach}. */
  private static final int DIRECTIONS = 2000;

  /** Together the rows are what their primaries are, and nothing is left to chance. */
  static final PairLaw CERTAINLY_PRIMARY = new PairLaw(1, 1, new double[9], 1);

  final double mean;
  final double q;

  /** Since x p' + p x' = (x + p)(x + p)' - x x' - p p', the weights of these three. */
  final double primaryWeight;

  final double partnerWeight;

  final double s20;
  final double s11;
  final double s02;
  final double s30;
  final double s21;
  final double s12;
  final double s03;
  final double s40;
  final double s31;
  final double s22;
  final double s13;
  final double s04;

  private final double secondMoment;
  private final double[] central;

  /**
   * @param m the central moments, up to order 8
   * @param rows how many alike the s_ij are of: expectations of independent terms add up
   */
  private PairLaw(double m1, double m2, double[] m, int rows) {
    secondMoment = m2;
    central = m;
    mean = m1;
    q = Math.abs(m1 - m2) < NO_LOSS ? 0 : m1 - m2;
    primaryWeight = m2 - q;
    partnerWeight = 1 - 2 * m1 + m2 - q;
    double v = m[2];
    double v2 = v * v;
    s20 = rows * v;
    s11 = rows * m[3];
    s02 = rows * (m[4] - v2);
    s30 = rows * m[3];
    s21 = rows * (m[4] - v2);
    s12 = rows * (m[5] - 2 * v * m[3]);
    s03 = rows * (m[6] - 3 * v * m[4] + 2 * v2 * v);
    s40 = rows * m[4];
    s31 = rows * (m[5] - v * m[3]);
    s22 = rows * (m[6] - 2 * v * m[4] + v2 * v);
    s13 = rows * (m[7] - 3 * v * m[5] + 3 * v2 * m[3]);
    s04 = rows * (m[8] - 4 * v * m[6] + 6 * v2 * m[4] - 3 * v2 * v2);
  }

  static PairLaw of(Law law) {
    double[] central = new double[9];
    boolean certain = law.centralMoment(2) < CERTAIN;
    for (int k = 0; k < central.length && !certain; k++) {
      central[k] = law.centralMoment(k);
    }
    return new PairLaw(law.rawMoment(1), law.rawMoment(2), central, 1);
  }

  /** The same of the sum of so many rows alike, whose weights are independent. */
  PairLaw times(int rows) {
    return new PairLaw(mean, secondMoment, central, rows);
  }

  /** Whether nothing is left to chance. */
  boolean isCertain() {
    return s20 == 0;
  }

  /** Var(c delta + b eta). */
  double variance(double c, double b) {
    return Math.max(0, c * (c * s20 + 2 * b * s11) + b * b * s02);
  }

  /** E[(c delta + b eta)^3]. */
  double third(double c, double b) {
    return c * c * (c * s30 + 3 * b * s21) + b * b * (3 * c * s12 + b * s03);
  }

  /** E[(c delta + b eta)^4]. */
  double fourth(double c, double b) {
    double cc = c * c;
    double cb = c * b;
    double bb = b * b;
    return Math.max(
        0, cc * (cc * s40 + 4 * cb * s31 + 6 * bb * s22) + bb * (4 * cb * s13 + bb * s04));
  }

  /**
   * How far c delta + b eta can get, in fourth roots of its fourth moment, for any c and b.
   *
   * @param law the same law
   */
  static double reach(Law law) {
    PairLaw pairs = of(law);
    if (pairs.isCertain()) {
      return 1;
    }
    double ofDelta = Math.sqrt(pairs.s20);
    double ofEta = Math.sqrt(Math.max(0, pairs.s02));
    double farthest = 1;
    for (int i = 0; i < DIRECTIONS; i++) {
      double c = Math.cos(Math.PI * i / DIRECTIONS) / ofDelta;
      double b = ofEta > 1e-9 * pairs.s20 ? Math.sin(Math.PI * i / DIRECTIONS) / ofEta : 0;
      double most = 0;
      for (double lambda : new double[] {law.lower(), law.upper(), pairs.mean - c / (2 * b)}) {
        if (lambda >= law.lower() && lambda <= law.upper()) {
          double delta = lambda - pairs.mean;
          most = Math.max(most, Math.abs(c * delta + b * (delta * delta - pairs.s20)));
        }
      }
      double fourth = pairs.fourth(c, b);
      farthest = fourth > 0 ? Math.max(farthest, most / Math.sqrt(Math.sqrt(fourth))) : farthest;
    }
    return farthest;
  }
}
