package io.sparkmixup.compare;

import io.sparkmixup.moments.CrossProducts;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/**
 * Sums over one sample of rows, about a fixed point. With c_k the centre and u_k the unit of
 * component k, and z_k = (x_k - c_k) / u_k, 0 where x_k is missing, they are
 *
 * <pre>
 *    sums of z_k, z_k^2 and z_k^4               for every component
 *    P_jk = sum z_j z_k,  Q_jk = sum (z_j z_k)^2    for the pairs that are followed
 *    sums of f and f^2,  f = mean over the d components that vary of (z_k^2 - 1) / h_k
 * </pre>
 *
 * with h_k the share of original rows that hold k, in f only for components the row holds. P / n -
 * mean (Q / n - (P / n)^2) / n is what the standard error of a covariance is made of, and those of
 * f make that of the mean variance ratio. A row costs 2 d (d + 1) operations, in blocks for the
 * kernel of {@link CrossProducts}. Mutable; mergeable; not thread-safe.
 */
final class SampleSums implements Sample, Serializable {

  private static final long serialVersionUID = 1L;

  /** Rows summed together. */
  private static final int BLOCK = 32;

  private final Scale scale;
  private final double[] centre;

  private long rows;

  /** Rows that miss a component; for each component how many miss it. */
  private long incompleteRows;

  private final long[] missing;
  private final double[] sums;
  private final double[] squares;
  private final double[] fourths;
  private final CrossProducts products;
  private final CrossProducts squaredProducts;

  /** Among the incomplete rows, how many hold both components. */
  private final CrossProducts pairsHeld;

  private double functionalSum;
  private double functionalSquares;

  /** Rows that wait to be summed, the components of the pairs alone. */
  private transient double[][] block;

  private transient int waiting;

  SampleSums(Scale scale, double[] centre) {
    this.scale = scale;
    this.centre = centre;
    int d = centre.length;
    int pairs = scale.matrix().length;
    missing = new long[d];
    sums = new double[d];
    squares = new double[d];
    fourths = new double[d];
    products = new CrossProducts(pairs);
    squaredProducts = new CrossProducts(pairs);
    pairsHeld = new CrossProducts(pairs);
  }

  /** Adds a row of components, NaN where missing. */
  void accept(double[] row) {
    if (block == null) {
      block = new double[BLOCK][scale.matrix().length];
    }
    double[] z = new double[row.length];
    double functional = 0;
    boolean complete = true;
    for (int k = 0; k < row.length; k++) {
      if (Double.isNaN(row[k])) {
        missing[k]++;
        complete = false;
        continue;
      }
      double value = (row[k] - centre[k]) / scale.units()[k];
      z[k] = value;
      double square = value * value;
      sums[k] += value;
      squares[k] += square;
      fourths[k] += square * square;
      if (scale.varies()[k]) {
        functional += (square - 1) / scale.shares()[k];
      }
    }
    functional /= scale.regular();
    functionalSum += functional;
    functionalSquares += functional * functional;
    rows++;
    int[] matrix = scale.matrix();
    double[] waits = block[waiting++];
    for (int m = 0; m < matrix.length; m++) {
      waits[m] = z[matrix[m]];
    }
    if (!complete) {
      countPairs(row);
    }
    if (waiting == BLOCK) {
      flush();
    }
  }

  private void countPairs(double[] row) {
    incompleteRows++;
    double[] holds = new double[scale.matrix().length];
    for (int m = 0; m < holds.length; m++) {
      holds[m] = Double.isNaN(row[scale.matrix()[m]]) ? 0 : 1;
    }
    pairsHeld.add(holds);
  }

  private void flush() {
    if (waiting == 0) {
      return;
    }
    products.add(block, 0, waiting);
    for (int r = 0; r < waiting; r++) {
      double[] z = block[r];
      for (int m = 0; m < z.length; m++) {
        z[m] *= z[m];
      }
    }
    squaredProducts.add(block, 0, waiting);
    waiting = 0;
  }

  void combine(SampleSums other) {
    flush();
    other.flush();
    rows += other.rows;
    incompleteRows += other.incompleteRows;
    functionalSum += other.functionalSum;
    functionalSquares += other.functionalSquares;
    for (int k = 0; k < sums.length; k++) {
      missing[k] += other.missing[k];
      sums[k] += other.sums[k];
      squares[k] += other.squares[k];
      fourths[k] += other.fourths[k];
    }
    products.combine(other.products);
    squaredProducts.combine(other.squaredProducts);
    pairsHeld.combine(other.pairsHeld);
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    flush();
    out.defaultWriteObject();
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public long held(int k) {
    return rows - missing[k];
  }

  private double pairs(int i, int j) {
    return (double) (rows - incompleteRows) + pairsHeld.get(i, j);
  }

  @Override
  public Contrast.Sums component(int k) {
    return new Contrast.Sums((double) held(k), sums[k], squares[k]);
  }

  @Override
  public Contrast.Sums square(int k) {
    return new Contrast.Sums((double) held(k), squares[k], fourths[k]);
  }

  @Override
  public Contrast.Sums pair(int i, int j) {
    flush();
    return new Contrast.Sums(pairs(i, j), products.get(i, j), squaredProducts.get(i, j));
  }

  @Override
  public Contrast.Sums functional() {
    return new Contrast.Sums((double) rows, functionalSum, functionalSquares);
  }
}
