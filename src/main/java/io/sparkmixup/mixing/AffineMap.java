package io.sparkmixup.mixing;

import io.sparkmixup.plan.ExactRequest;
import java.util.Arrays;
import java.util.Optional;

/**
 * The affine map y -> m + A (y - m~) that gives values with mean m~ and covariance S~ the mean m
 * and the covariance S: with the Cholesky factors S = L L' and S~ = L~ L~', A = L inv(L~).
 *
 * <p>Where S is singular, so are mixtures of its rows, in the same directions. Pivoting takes the
 * components that span the rest; the others are linear in those, in S and S~ alike. Only +, -, *, /
 * and the square root are used, in a fixed order: the same bits everywhere.
 */
final class AffineMap {

  /** What is left of a component's variance once others are taken out is rounding below this. */
  private static final double RANK = 1e-11;

  /**
   * The largest sum of a component's weights, in standard deviations: the rounding of the values'
   * covariances, about 1e-16, comes out as its square times as much.
   */
  private static final double STEEPEST = 500;

  private final double[] from;
  private final double[] to;
  private final int[] pivots;

  /** By component, its weights of the pivots. */
  private final double[][] weights;

  private AffineMap(double[] from, double[] to, int[] pivots, double[][] weights) {
    this.from = from;
    this.to = to;
    this.pivots = pivots;
    this.weights = weights;
  }

  /**
   * Fits the map.
   *
   * @param found mean and covariance of the values to be mapped
   * @param wanted mean and covariance that they are to have
   * @return nothing where the values hardly vary in a direction that they are to vary in, or where
   *     variances are too small to be told
   */
  static Optional<AffineMap> of(Covariance found, Covariance wanted) {
    int d = wanted.size();
    double[] scales = new double[d];
    for (int i = 0; i < d; i++) {
      if (!(wanted.get(i, i) >= ExactRequest.LEAST_VARIANCE)) {
        return Optional.empty();
      }
      scales[i] = Math.sqrt(wanted.get(i, i));
    }
    double[][] factor = new double[d][d];
    int[] order = new int[d];
    int rank = factorize(wanted, scales, factor, order);
    double[][] theirs = new double[rank][rank];
    if (!factorizeInOrder(found, scales, theirs, order)) {
      return Optional.empty();
    }
    double[][] weights = new double[d][];
    for (int i = 0; i < d; i++) {
      weights[i] = solve(factor[i], theirs, rank);
      if (!(Arrays.stream(weights[i]).map(Math::abs).sum() <= STEEPEST)) {
        return Optional.empty();
      }
      for (int k = 0; k < rank; k++) {
        weights[i][k] *= scales[i] / scales[order[k]];
      }
    }
    int[] pivots = Arrays.copyOf(order, rank);
    return Optional.of(new AffineMap(found.mean(), wanted.mean(), pivots, weights));
  }

  /**
   * Cholesky with pivoting, of the correlations: the component that varies most beside those that
   * were taken goes next. Rows of the factor stand where their components do, columns in the order
   * of the pivots.
   *
   * @return the rank
   */
  private static int factorize(Covariance c, double[] scales, double[][] factor, int[] order) {
    int d = c.size();
    double[] left = new double[d];
    boolean[] taken = new boolean[d];
    Arrays.fill(left, 1);
    for (int k = 0; k < d; k++) {
      int next = -1;
      for (int i = 0; i < d; i++) {
        if (!taken[i] && (next < 0 || left[i] > left[next])) {
          next = i;
        }
      }
      if (left[next] <= RANK) {
        return k;
      }
      order[k] = next;
      taken[next] = true;
      double pivot = Math.sqrt(left[next]);
      factor[next][k] = pivot;
      for (int i = 0; i < d; i++) {
        if (!taken[i]) {
          double rest = c.get(i, next) / (scales[i] * scales[next]);
          factor[i][k] = (rest - dot(factor[i], factor[next], k)) / pivot;
          left[i] -= factor[i][k] * factor[i][k];
        }
      }
    }
    return d;
  }

  /** The same for given pivots; false where one of them hardly varies beside those before it. */
  private static boolean factorizeInOrder(
      Covariance c, double[] scales, double[][] factor, int[] order) {
    for (int i = 0; i < factor.length; i++) {
      for (int k = 0; k <= i; k++) {
        double entry = c.get(order[i], order[k]) / (scales[order[i]] * scales[order[k]]);
        double rest = entry - dot(factor[i], factor[k], k);
        if (i == k && !(rest > RANK)) {
          return false;
        }
        factor[i][k] = i == k ? Math.sqrt(rest) : rest / factor[k][k];
      }
    }
    return true;
  }

  private static double dot(double[] a, double[] b, int n) {
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  /** The row a with a L = l, L being lower triangular. */
  private static double[] solve(double[] l, double[][] lower, int rank) {
    double[] a = new double[rank];
    for (int k = rank - 1; k >= 0; k--) {
      double rest = l[k];
      for (int j = k + 1; j < rank; j++) {
        rest -= a[j] * lower[j][k];
      }
      a[k] = rest / lower[k][k];
    }
    return a;
  }

  /**
   * Whether what it maps gets the covariance that is wanted: not where that is none, or varies in
   * directions in which there is nothing to be mapped.
   *
   * @param within the largest difference, in units of two standard deviations' product
   */
  boolean reaches(Covariance found, Covariance wanted, double within) {
    int d = weights.length;
    double[] mapped = new double[pivots.length];
    for (int i = 0; i < d; i++) {
      for (int k = 0; k < mapped.length; k++) {
        mapped[k] = 0;
        for (int l = 0; l < mapped.length; l++) {
          mapped[k] += weights[i][l] * found.get(pivots[l], pivots[k]);
        }
      }
      for (int j = 0; j <= i; j++) {
        double unit = Math.sqrt(wanted.get(i, i)) * Math.sqrt(wanted.get(j, j));
        double off = dot(mapped, weights[j], mapped.length) - wanted.get(i, j);
        if (!(Math.abs(off) <= within * unit)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Maps one row.
   *
   * @param y its values
   * @param mapped where the others go
   */
  void apply(double[] y, double[] mapped) {
    for (int i = 0; i < weights.length; i++) {
      double sum = 0;
      for (int k = 0; k < pivots.length; k++) {
        sum += weights[i][k] * (y[pivots[k]] - from[pivots[k]]);
      }
      mapped[i] = to[i] + sum;
    }
  }
}
