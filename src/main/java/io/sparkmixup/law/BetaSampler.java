package io.sparkmixup.law;

import java.io.Serializable;

/**
 * Draws from Beta(alpha, beta) as G_a / (G_a + G_b), with gamma variates by Marsaglia and Tsang, "A
 * simple method for generating gamma variables", ACM TOMS 26 (2000) 363-372. Shapes below 1 are
 * drawn as G(a + 1) U^(1/a), in logarithms, so that shapes as small as 1e-3 do not underflow.
 */
final class BetaSampler implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double alpha;
  private final double beta;
  private final boolean small;

  BetaSampler(double alpha, double beta) {
    this.alpha = alpha;
    this.beta = beta;
    small = alpha < 1 || beta < 1;
  }

  double draw(BitSource bits) {
    Normals normals = new Normals(bits);
    if (small) {
      // B = 1 / (1 + G_b / G_a)
      double logA = logGamma(alpha, normals);
      double logB = logGamma(beta, normals);
      return 1 / (1 + StrictMath.exp(logB - logA));
    }
    double a = gamma(alpha, normals);
    return a / (a + gamma(beta, normals));
  }

  private static double logGamma(double shape, Normals normals) {
    return shape >= 1
        ? StrictMath.log(gamma(shape, normals))
        : StrictMath.log(gamma(shape + 1, normals)) + StrictMath.log(normals.uniform()) / shape;
  }

  /** Marsaglia and Tsang's method for a shape of 1 or more. */
  private static double gamma(double shape, Normals normals) {
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = normals.next();
      double t = 1 + c * x;
      if (t <= 0) {
        continue;
      }
      double v = t * t * t;
      double u = normals.uniform();
      double xx = x * x;
      // The squeeze accepts nearly always and spares the logarithms.
      if (u < 1 - 0.0331 * xx * xx
          || StrictMath.log(u) < 0.5 * xx + d * (1 - v + StrictMath.log(v))) {
        return d * v;
      }
    }
  }

  /** Standard normals by Marsaglia's polar method, which makes them in pairs. */
  private static final class Normals {
    private final BitSource bits;
    private double spare;
    private boolean hasSpare;

    Normals(BitSource bits) {
      this.bits = bits;
    }

    /** Uniform on (0, 1): the middles of 2^53 equal intervals. */
    double uniform() {
      return ((bits.nextLong() >>> 11) + 0.5) * 0x1p-53;
    }

    double next() {
      if (hasSpare) {
        hasSpare = false;
        return spare;
      }
      while (true) {
        double x = 2 * uniform() - 1;
        double y = 2 * uniform() - 1;
        double s = x * x + y * y;
        if (s > 0 && s < 1) {
          double scale = Math.sqrt(-2 * StrictMath.log(s) / s);
          spare = y * scale;
          hasSpare = true;
          return x * scale;
        }
      }
    }
  }
}
