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

  /** W, all of it. */
  private final double[][] weights;

  private TraceRatio(int[] components, double[][] weights) {
    this.components = components;
    this.weights = weights;
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
        .orElseGet(() -> new TraceRatio(new int[0], new double[0][]));
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
    double[][] weights = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = i; k < d; k++) {
          sum += m[k][i] * m[k][j];
        }
        weights[i][j] = sum / d / deviations[i] / deviations[j];
        weights[j][i] = weights[i][j];
      }
    }
    return new TraceRatio(components, weights);
  }

  /** Whether there is such a ratio. */
  public boolean exists() {
    return components.length > 0;
  }

  /** How many components it is over. */
  public int size() {
    return components.length;
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

  /** The most by which the ratio changes where each entry changes by so much, up or down. */
  public double most(Entry changes) {
    double sum = 0;
    for (int i = 0; i < components.length; i++) {
      for (int j = 0; j <= i; j++) {
        double change = Math.abs(weights[i][j]) * changes.at(components[i], components[j]);
        sum += i == j ? change : 2 * change;
      }
    }
    return sum;
  }

  /** The ratio for the products z z' of one row's deviations; NaN where it misses one of them. */
  public double ofRow(double[] z) {
    double[] own = new double[components.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = z[components[i]];
    }
    return dot(own, times(own));
  }

  /** For what is random about it, at most so many rows at a time. */
  TraceTerms terms(int rows) {
    return new TraceTerms(components, weights, rows);
  }

  /** W z, as a sum of W's rows: sums of rows become vector code, products of rows do not. */
  private double[] times(double[] z) {
    double[] product = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      addScaled(product, z[i], weights[i]);
    }
    return product;
  }

  private static void addScaled(double[] sum, double factor, double[] row) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += factor * row[j];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
