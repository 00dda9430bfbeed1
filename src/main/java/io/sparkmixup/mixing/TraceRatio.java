package io.sparkmixup.mixing;

import io.sparkmixup.moments.Moments;
import io.sparkmixup.plan.Dimensions;
import java.io.Serializable;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The trace ratio of second moments T to those S of the original rows,
 *
 * <pre>    tr(T inv(S)) / d  =  sum over j, k of W_jk T_jk,   W = inv(S) / d</pre>
 *
 * which is 1 where T = S, and the mean of the ratios of variances along any d directions that are
 * uncorrelated in S: unlike the mean over columns it sees directions in which rows hardly vary.
 * Over the d components that vary and are never missing; exists where there are two of them at
 * least and S is regular. W is fixed before rows are mixed, so that the ratio is linear in T.
 */
public final class TraceRatio implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * The share of a component's variance that the others leave, below which S counts as singular.
   */
  private static final double REGULAR = 1e-6;

  private final int[] components;

  /** The lower triangle of W. */
  private final double[][] weights;

  private final double amplification;

  private TraceRatio(int[] components, double[][] weights, double amplification) {
    this.components = components;
    this.weights = weights;
    this.amplification = amplification;
  }

  /**
   * The weights for a set of rows.
   *
   * @param moments of all components
   */
  public static TraceRatio of(Dimensions dimensions, Optional<Moments> moments) {
    int[] components = components(dimensions);
    return moments
        .filter(m -> components.length > 1 && m.dimension() == dimensions.size())
        .flatMap(m -> of(components, m))
        .orElseGet(() -> new TraceRatio(new int[0], new double[0][], 0));
  }

  private static int[] components(Dimensions dimensions) {
    return IntStream.range(0, dimensions.size())
        .filter(k -> dimensions.shares()[k] == 1 && dimensions.variances()[k] > 0)
        .toArray();
  }

  private static Optional<TraceRatio> of(int[] components, Moments moments) {
    int d = components.length;
    double[] deviations = new double[d];
    double[][] factor = new double[d][d];
    for (int i = 0; i < d; i++) {
      deviations[i] = Math.sqrt(moments.covariance(components[i], components[i]));
    }
    // Cholesky's factor L of the correlations.
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double rest =
            i == j
                ? 1
                : moments.covariance(components[i], components[j]) / deviations[i] / deviations[j];
        for (int k = 0; k < j; k++) {
          rest -= factor[i][k] * factor[j][k];
        }
        if (i == j && !(rest > REGULAR)) {
          return Optional.empty();
        }
        factor[i][j] = i == j ? Math.sqrt(rest) : rest / factor[j][j];
      }
    }
    return Optional.of(inverse(components, deviations, factor));
  }

  /** inv(L L') = M' M with M = inv(L), over d, in units of the standard deviations. */
  private static TraceRatio inverse(int[] components, double[] deviations, double[][] factor) {
    int d = components.length;
    double[][] m = new double[d][d];
    for (int j = 0; j < d; j++) {
      m[j][j] = 1 / factor[j][j];
      for (int i = j + 1; i < d; i++) {
        double sum = 0;
        for (int k = j; k < i; k++) {
          sum -= factor[i][k] * m[k][j];
        }
        m[i][j] = sum / factor[i][i];
      }
    }
    double[][] weights = new double[d][];
    double amplification = 0;
    for (int i = 0; i < d; i++) {
      weights[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = i; k < d; k++) {
          sum += m[k][i] * m[k][j];
        }
        amplification += Math.abs(sum) / d * (i == j ? 1 : 2);
        weights[i][j] = sum / d / deviations[i] / deviations[j];
      }
    }
    return new TraceRatio(components, weights, amplification);
  }

  /** Whether there is such a ratio. */
  public boolean exists() {
    return components.length > 0;
  }

  /** How many components it is over. */
  public int size() {
    return components.length;
  }

  /** By how much the rounding of entries, in units of the standard deviations, may grow in it. */
  public double amplification() {
    return amplification;
  }

  /** An entry of a symmetric matrix over all components. */
  @FunctionalInterface
  public interface Entry {
    double at(int i, int j);
  }

  /** The ratio for second moments T; linear in them. */
  public double of(Entry moments) {
    double sum = 0;
    for (int i = 0; i < components.length; i++) {
      double[] w = weights[i];
      int row = components[i];
      double offDiagonal = 0;
      for (int j = 0; j < i; j++) {
        offDiagonal += w[j] * moments.at(row, components[j]);
      }
      sum += 2 * offDiagonal + w[i] * moments.at(row, row);
    }
    return sum;
  }

  /** The ratio for the products z z' of one row's deviations; NaN where it misses one of them. */
  public double ofRow(double[] z) {
    double sum = 0;
    for (int i = 0; i < components.length; i++) {
      double[] w = weights[i];
      double own = z[components[i]];
      double offDiagonal = 0;
      for (int j = 0; j < i; j++) {
        offDiagonal += w[j] * z[components[j]];
      }
      sum += own * (2 * offDiagonal + w[i] * own);
    }
    return sum;
  }

  /**
   * Adds what is random about the ratio of one row's products, given its parents.
   *
   * @param p the partner, and {@code d} the step from it to the primary, about the mean
   */
  void add(double[] p, double[] d, PairLaw law, Fluctuation to) {
    double[] product = new double[components.length];
    for (int i = 0; i < product.length; i++) {
      double[] w = weights[i];
      double step = d[components[i]];
      double mirrored = 0;
      for (int j = 0; j < i; j++) {
        product[j] += w[j] * step;
        mirrored += w[j] * d[components[j]];
      }
      product[i] += w[i] * step + mirrored;
    }
    double linear = 0;
    double square = 0;
    for (int i = 0; i < product.length; i++) {
      linear += 2 * p[components[i]] * product[i];
      square += d[components[i]] * product[i];
    }
    to.add(linear + 2 * law.mean * square, square, law);
  }
}
