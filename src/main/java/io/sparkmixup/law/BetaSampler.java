package io.sparkmixup.law;

import java.io.Serializable;

/**
 * Draws from Beta(alpha, beta) as G_a / (G_a + G_b), with gamma variates by Marsaglia and Tsang, "A
 * simple method for generating gamma variables", ACM TOMS 26 (2000) 363-372. Shapes below 1 are
 * drawn as G(a + 1) U^(1/a), the powers in logarithms, so that shapes as small as 1e-3 do not
 * underflow.
 */
final class BetaSampler implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double alpha;
  private final double beta;
  private final Gamma gammaA;
  private final Gamma gammaB;

  BetaSampler(double alpha, double beta) {
    this.alpha = alpha;
    this.beta = beta;
    gammaA = Gamma.ofAtLeastOne(alpha);
    gammaB = Gamma.ofAtLeastOne(beta);
  }

  double draw(BitSource bits) {
    Normals normals = new Normals(bits);
    double a = gammaA.draw(normals);
    double b = gammaB.draw(normals);
    if (alpha >= 1 && beta >= 1) {
      return a / (a + b);
    }
    double logOfPowers = logOfPower(beta, normals) - logOfPower(alpha, normals);
    return a / (a + b * StrictMath.exp(logOfPowers));
  }

  /** The logarithm of U^(1/shape), of 1 for a shape that needs no power. */
  private static double logOfPower(double shape, Normals normals) {
    return shape < 1 ? StrictMath.log(normals.uniform()) / shape : 0;
  }

  /** Marsaglia and Tsang's method for d + 1/3, a shape of 1 or more. */
  private record Gamma(double d, double c) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The shape itself where it is 1 or more, the shape and 1 where not. */
    static Gamma ofAtLeastOne(double shape) {
      double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3;
      return new Gamma(d, 1 / Math.sqrt(9 * d));
    }

    double draw(Normals normals) {
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
  }

  /** Standard normals by Marsaglia's polar method, which makes them in pairs. */
  private static final class Normals {
    private final BitSource bits;
    private double spare;
    private boolean hasSpare;

    Normals(BitSource bits) {
      this.bits = bits;
    }

    double uniform() {
      return bits.nextUniform();
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
