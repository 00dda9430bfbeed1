package io.sparkmixup.mixing;

import io.sparkmixup.law.Law;
import io.sparkmixup.moments.CrossProducts;
import io.sparkmixup.plan.Dimensions;
import java.util.Arrays;

/**
 * Collects consecutive synthetic rows of one cell and group and adds them, block by block, to the
 * sums of their group and of all rows: see {@link GroupSums} for what is summed. Blocks follow the
 * order of keys in a cell, never tasks, so that the sums do not depend on the layout. The rows of a
 * block miss the same components, as the rows of a stratum do.
 */
final class Residuals {

  /** Below this, q is rounding: the cross terms of the expectation vanish. */
  private static final double NO_LOSS = 1e-9;

  private final SumsRequest request;
  private final Law law;
  private final MixSums sums;
  private final int[] matrix;
  private final boolean everything;
  private final Expectation ofLaw;
  private final Expectation ofParents;
  private final double[] scales;
  private final double[][] primaries;
  private final double[][] partners;
  private final double[][] exact;
  private final double[][] written;
  private final double[][] pairSums;
  private final BlockSums block;
  private final CrossProducts products;
  private Expectation expectation;
  private int size;
  private int group;
  private double[] offset;

  Residuals(SumsRequest request, Law law, MixSums sums) {
    this.request = request;
    this.law = law;
    this.sums = sums;
    Dimensions dimensions = request.dimensions();
    matrix = request.matrix();
    everything = matrix.length == dimensions.size();
    int n = request.blockRows();
    ofLaw = new Expectation(law.rawMoment(1), law.rawMoment(2), n);
    ofParents = new Expectation(1, 1, n);
    expectation = ofLaw;
    // A block's residual of a component, over this and the number of all rows, is relative to its
    // variance over the rows that hold it.
    scales = new double[dimensions.size()];
    for (int k = 0; k < scales.length; k++) {
      scales[k] = dimensions.variances()[k] * dimensions.shares()[k];
    }
    int d = dimensions.size();
    primaries = new double[n][d];
    partners = new double[n][d];
    exact = new double[n][d];
    written = new double[n][d];
    pairSums = new double[n][d];
    block = new BlockSums(d, matrix);
    products = new CrossProducts(matrix.length);
  }

  /** What the products of a row are expected to be, given its parents. */
  private static final class Expectation {

    final double mean;
    final double variance;
    final double q;
    final double primaryWeight;
    final double[] partnerWeights;
    final double[] crossWeights;

    /**
     * @param m1 the weight's first two moments
     * @param rows how many rows a block has at most
     */
    Expectation(double m1, double m2, int rows) {
      mean = m1;
      variance = m2 - m1 * m1;
      q = Math.abs(m1 - m2) < NO_LOSS ? 0 : m1 - m2;
      // x_i x_p' + x_p x_i' = (x_i + x_p)(x_i + x_p)' - x_i x_i' - x_p x_p'
      primaryWeight = m2 - q;
      partnerWeights = filled(rows, 1 - 2 * m1 + m2 - q);
      crossWeights = filled(rows, q);
    }

    private static double[] filled(int n, double value) {
      double[] result = new double[n];
      Arrays.fill(result, value);
      return result;
    }
  }

  /**
   * Says of the rows of the next cell what they are expected to be.
   *
   * @param exactly together what their primaries are, with nothing left to chance; else what the
   *     law says of each
   */
  void expectParents(boolean exactly) {
    expectation = exactly ? ofParents : ofLaw;
  }

  /** Adds a synthetic row, which is in its primary's group and misses what its primary misses. */
  void add(CellRow primary, CellRow partner, Mixture mixture) {
    if (size > 0 && (primary.group != group || !Arrays.equals(primary.missing, block.missing))) {
      flush();
    }
    if (size == 0) {
      group = primary.group;
      offset = request.groups().offset(group);
      block.missing = primary.missing;
    }
    sums.powers(request, law).add(primary, partner);
    copy(primary.centred, primaries[size]);
    copy(partner.centred, partners[size]);
    copy(mixture.exact, exact[size]);
    copy(mixture.written, written[size]);
    size++;
    if (size == request.blockRows()) {
      flush();
    }
  }

  /**
   * About the centre of the group. A guest lacks values that its partner has: they are left out.
   */
  private void copy(double[] values, double[] to) {
    if (offset == null) {
      System.arraycopy(values, 0, to, 0, to.length);
    } else {
      for (int k = 0; k < to.length; k++) {
        to[k] = values[k] - offset[k];
      }
    }
    for (int k : block.missing) {
      to[k] = 0;
    }
  }

  /** Adds the rows collected so far; to be called where a cell ends. */
  void flush() {
    if (size == 0) {
      return;
    }
    block.rows = size;
    sumProducts();
    sumComponents();
    if (request.groups().classes() > 0) {
      GroupSums own = sums.group(group, request);
      own.add(block);
      own.addScale(block, request.groups().scales(group));
    }
    if (offset != null) {
      block.shift(offset);
    }
    GroupSums all = sums.all(request);
    all.add(block);
    all.addScale(block, scales);
    all.addTrace(block, request.trace());
    size = 0;
  }

  private void sumProducts() {
    block.parents.clear();
    block.parents.add(selected(primaries), 0, size);
    block.expected.clear();
    block.expected.addScaled(block.parents, expectation.primaryWeight);
    if (expectation == ofParents) {
      block.residual.clear();
      block.rules.clear();
      return;
    }
    block.expected.add(selected(partners), expectation.partnerWeights, 0, size);
    if (expectation.q != 0) {
      for (int r = 0; r < size; r++) {
        for (int k = 0; k < scales.length; k++) {
          pairSums[r][k] = primaries[r][k] + partners[r][k];
        }
      }
      block.expected.add(selected(pairSums), expectation.crossWeights, 0, size);
    }
    products.clear();
    products.add(selected(exact), 0, size);
    block.rules.clear();
    if (request.rounds()) {
      block.rules.addScaled(products, -1);
      block.rules.add(selected(written), 0, size);
    }
    block.residual.clear();
    block.residual.combine(products);
    block.residual.addScaled(block.expected, -1);
  }

  private void sumComponents() {
    block.clearComponents();
    double mean = expectation.mean;
    double variance = expectation.variance;
    for (int r = 0; r < size; r++) {
      double[] x = primaries[r];
      double[] p = partners[r];
      double[] y = exact[r];
      double[] w = written[r];
      for (int k = 0; k < x.length; k++) {
        double distance = x[k] - p[k];
        double e1 = p[k] + mean * distance;
        double e2 = e1 * e1 + variance * distance * distance;
        block.x1[k] += x[k];
        block.x2[k] += x[k] * x[k];
        block.e1[k] += e1;
        block.e2[k] += e2;
        block.v1[k] += variance * distance * distance;
        if (expectation == ofParents) {
          continue;
        }
        block.r1[k] += y[k] - e1;
        block.r2[k] += y[k] * y[k] - e2;
        block.w1[k] += w[k] - y[k];
        block.w2[k] += w[k] * w[k] - y[k] * y[k];
      }
    }
  }

  private double[][] selected(double[][] rows) {
    if (everything) {
      return rows;
    }
    double[][] result = new double[size][matrix.length];
    for (int r = 0; r < size; r++) {
      for (int k = 0; k < matrix.length; k++) {
        result[r][k] = rows[r][matrix[k]];
      }
    }
    return result;
  }
}
