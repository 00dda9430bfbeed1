package io.sparkmixup.mixing;

import io.sparkmixup.law.Law;
import io.sparkmixup.moments.CrossProducts;
import io.sparkmixup.plan.Dimensions;
import java.util.Arrays;

/**
 * Collects consecutive synthetic rows of one cell and adds them, block by block, to the sums of
 * their group: see {@link GroupSums} for what is summed. Blocks follow the order of keys in a cell,
 * never tasks, so that the sums do not depend on the layout.
 */
final class Residuals {

  /** Below this, q is rounding: the cross terms of the expectation vanish. */
  private static final double NO_LOSS = 1e-9;

  private final SumsRequest request;
  private final int[] matrix;
  private final boolean everything;
  private final double primaryWeight;
  private final double partnerWeight;
  private final double q;
  private final double mean;
  private final double variance;
  private final double[] scales;
  private final double[][] primaries;
  private final double[][] partners;
  private final double[][] exact;
  private final double[][] written;
  private final double[][] sums;
  private final CrossProducts products;
  private final CrossProducts expected;
  private int size;
  private final double[] partnerWeights;
  private final double[] crossWeights;

  Residuals(SumsRequest request, Law law) {
    this.request = request;
    Dimensions dimensions = request.dimensions();
    matrix = request.matrix();
    everything = matrix.length == dimensions.size();
    double m1 = law.rawMoment(1);
    double m2 = law.rawMoment(2);
    q = Math.abs(m1 - m2) < NO_LOSS ? 0 : m1 - m2;
    mean = m1;
    variance = m2 - m1 * m1;
    // x_i x_p' + x_p x_i' = (x_i + x_p)(x_i + x_p)' - x_i x_i' - x_p x_p'
    primaryWeight = m2 - q;
    partnerWeight = 1 - 2 * m1 + m2 - q;
    // A block's residual of a component, over this and the number of all rows, is relative to its
    // variance over the rows that hold it.
    scales = new double[dimensions.size()];
    for (int k = 0; k < scales.length; k++) {
      scales[k] = dimensions.variances()[k] * dimensions.shares()[k];
    }
    int n = request.blockRows();
    int d = dimensions.size();
    primaries = new double[n][];
    partners = new double[n][];
    exact = new double[n][d];
    written = new double[n][d];
    sums = new double[n][d];
    products = new CrossProducts(matrix.length);
    expected = new CrossProducts(matrix.length);
    partnerWeights = filled(n, partnerWeight);
    crossWeights = filled(n, q);
  }

  private static double[] filled(int n, double value) {
    double[] result = new double[n];
    Arrays.fill(result, value);
    return result;
  }

  /** Adds a synthetic row; what it misses must be 0 in all four. */
  void add(CellRow primary, CellRow partner, Mixture mixture, GroupSums sums) {
    primaries[size] = primary.centred;
    partners[size] = masked(partner, primary);
    System.arraycopy(mixture.exact, 0, exact[size], 0, exact[size].length);
    System.arraycopy(mixture.written, 0, written[size], 0, written[size].length);
    size++;
    count(primary, sums);
    if (size == request.blockRows()) {
      flush(sums);
    }
  }

  /** A guest lacks values that its partner has: they take no part. */
  private static double[] masked(CellRow partner, CellRow primary) {
    if (primary.missing.length == partner.missing.length) {
      return partner.centred;
    }
    double[] result = partner.centred.clone();
    for (int k : primary.missing) {
      result[k] = 0;
    }
    return result;
  }

  private void count(CellRow row, GroupSums group) {
    group.rows++;
    if (row.missing.length == 0) {
      return;
    }
    // Counted as what is missing, so that complete rows cost nothing.
    double[] holds = new double[row.centred.length];
    Arrays.fill(holds, 1);
    for (int k : row.missing) {
      group.missing[k]++;
      holds[k] = 0;
    }
    group.incompleteRows++;
    group.pairsHeld.add(select(holds));
  }

  /** Adds the rows collected so far; to be called where a cell or a group ends. */
  void flush(GroupSums group) {
    if (size == 0) {
      return;
    }
    products.clear();
    products.add(selected(primaries), 0, size);
    group.parents.combine(products);
    expected.clear();
    expected.addScaled(products, primaryWeight);
    expected.add(selected(partners), partnerWeights, 0, size);
    if (q != 0) {
      for (int r = 0; r < size; r++) {
        add(primaries[r], partners[r], sums[r]);
      }
      expected.add(selected(sums), crossWeights, 0, size);
    }
    group.expected.combine(expected);
    products.clear();
    products.add(selected(exact), 0, size);
    if (group.rules != null) {
      group.rules.addScaled(products, -1);
      group.rules.add(selected(written), 0, size);
    }
    products.addScaled(expected, -1);
    group.variances.addSquared(products);
    flushComponents(group);
    size = 0;
  }

  private void flushComponents(GroupSums group) {
    double relative = 0;
    int regular = 0;
    for (int k = 0; k < scales.length; k++) {
      double residual = 0;
      for (int r = 0; r < size; r++) {
        double x = primaries[r][k];
        double p = partners[r][k];
        double y = exact[r][k];
        double w = written[r][k];
        double square = primaryWeight * x * x + partnerWeight * p * p + q * (x + p) * (x + p);
        group.parents1[k] += x;
        group.parents2[k] += x * x;
        group.expected1[k] += mean * x + (1 - mean) * p;
        group.expected2[k] += square;
        group.variance1[k] += variance * (x - p) * (x - p);
        group.rules1[k] += w - y;
        group.rules2[k] += w * w - y * y;
        residual += y * y - square;
      }
      group.variance2[k] += residual * residual;
      if (scales[k] > 0) {
        relative += residual / scales[k];
        regular++;
      }
    }
    if (regular > 0) {
      relative /= regular;
      group.scaleVariance += relative * relative;
    }
  }

  private static void add(double[] a, double[] b, double[] to) {
    for (int k = 0; k < to.length; k++) {
      to[k] = a[k] + b[k];
    }
  }

  private double[][] selected(double[][] rows) {
    if (everything) {
      return rows;
    }
    double[][] result = new double[size][];
    for (int r = 0; r < size; r++) {
      result[r] = select(rows[r]);
    }
    return result;
  }

  private double[] select(double[] row) {
    if (everything) {
      return row;
    }
    double[] result = new double[matrix.length];
    for (int k = 0; k < matrix.length; k++) {
      result[k] = row[matrix[k]];
    }
    return result;
  }
}
