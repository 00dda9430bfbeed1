package io.sparkmixup.mixing;

import io.sparkmixup.moments.CrossProducts;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Sums over the synthetic rows of one group, about fixed centres c, of what a law predicts given
 * the rows' parents (see {@link PairLaw}): E[y], E[y y'], and their variances. Weights of different
 * rows are independent, so variances add up. Entries of missing values are zero everywhere, so that
 * an entry covers the rows that hold both values. Mutable; mergeable.
 */
public final class GroupSums implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int[] matrix;
  private long rows;

  /** Rows that miss some component; for each component how many miss it. */
  private long incompleteRows;

  private final long[] missing;

  /** By component: sums of x and x^2, of E[y] and E[y^2], and of what rules did. */
  private final double[] parents1;

  private final double[] parents2;
  private final double[] expected1;
  private final double[] expected2;
  private final double[] rules1;
  private final double[] rules2;

  /** Over the pairs of components whose covariances are followed. */
  private final CrossProducts parents;

  private final CrossProducts expected;
  private final CrossProducts rules;

  /** Among the incomplete rows, how many hold both components. */
  private final CrossProducts pairsHeld;

  /** What is random about the sums of y and y^2, of y y', of the scale and of the trace ratio. */
  private final Fluctuations values;

  private final Spread products;
  private final Fluctuation scale = new Fluctuation();
  private final Fluctuation trace = new Fluctuation();

  /**
   * @param lanes how many rows are added abreast
   */
  GroupSums(SumsRequest request, int lanes) {
    int components = request.dimensions().size();
    matrix = request.matrix();
    missing = new long[components];
    parents1 = new double[components];
    parents2 = new double[components];
    expected1 = new double[components];
    expected2 = new double[components];
    rules1 = new double[components];
    rules2 = new double[components];
    parents = new CrossProducts(matrix.length);
    expected = new CrossProducts(matrix.length);
    rules = request.rounds() ? new CrossProducts(matrix.length) : null;
    pairsHeld = new CrossProducts(matrix.length);
    values = new Fluctuations(request.dimensions().units());
    products = new Spread(matrix, request.dimensions().units(), lanes);
  }

  void add(BatchSums batch) {
    rows += batch.rows;
    for (int k = 0; k < missing.length; k++) {
      parents1[k] += batch.x1[k];
      parents2[k] += batch.x2[k];
      expected1[k] += batch.e1[k];
      expected2[k] += batch.e2[k];
      rules1[k] += batch.w1[k];
      rules2[k] += batch.w2[k];
    }
    parents.combine(batch.parents);
    expected.combine(batch.expected);
    if (rules != null) {
      rules.combine(batch.rules);
    }
    if (batch.missing.length > 0) {
      countMissing(batch);
    }
  }

  /** Counted as what is missing, so that complete rows cost nothing. */
  private void countMissing(BatchSums batch) {
    incompleteRows += batch.rows;
    double[] holds = new double[missing.length];
    Arrays.fill(holds, 1);
    for (int k : batch.missing) {
      missing[k] += batch.rows;
      holds[k] = 0;
    }
    double[] pairs = new double[matrix.length];
    for (int m = 0; m < pairs.length; m++) {
      pairs[m] = holds[matrix[m]];
    }
    pairsHeld.add(pairs, batch.rows);
  }

  /** What is random about the sums of y and y^2, to be added to. */
  Fluctuations values() {
    return values;
  }

  /** What is random about the sums of y y', to be added to. */
  Spread products() {
    return products;
  }

  void combine(GroupSums other) {
    rows += other.rows;
    scale.combine(other.scale);
    trace.combine(other.trace);
    products.combine(other.products);
    values.combine(other.values);
    double[][] mine = vectors();
    double[][] theirs = other.vectors();
    for (int v = 0; v < mine.length; v++) {
      for (int k = 0; k < mine[v].length; k++) {
        mine[v][k] += theirs[v][k];
      }
    }
    parents.combine(other.parents);
    expected.combine(other.expected);
    if (rules != null) {
      rules.combine(other.rules);
    }
    pairsHeld.combine(other.pairsHeld);
    incompleteRows += other.incompleteRows;
    for (int k = 0; k < missing.length; k++) {
      missing[k] += other.missing[k];
    }
  }

  private double[][] vectors() {
    return new double[][] {parents1, parents2, expected1, expected2, rules1, rules2};
  }

  /** The number of synthetic rows. */
  public long rows() {
    return rows;
  }

  /** How many rows hold a component. */
  public long held(int k) {
    return rows - missing[k];
  }

  /** How many rows hold two components, counted among those whose covariances are followed. */
  public double pairs(int i, int j) {
    return rows - incompleteRows + pairsHeld.get(i, j);
  }

  /** Sum of the primaries' x. */
  public double parentsSum(int k) {
    return parents1[k];
  }

  /** Sum of the primaries' x^2. */
  public double parentsSquares(int k) {
    return parents2[k];
  }

  /** Sum of x x' over the primaries. */
  public double parentsProduct(int i, int j) {
    return parents.get(i, j);
  }

  /** Sum of E[y], and what rules were measured to add. */
  public double predictedSum(int k) {
    return expected1[k] + rules1[k];
  }

  /** Sum of E[y^2], and what rules were measured to add. */
  public double predictedSquares(int k) {
    return expected2[k] + rules2[k];
  }

  /** Sum of E[y y'], and what rules were measured to add. */
  public double predictedProduct(int i, int j) {
    return expected.get(i, j) + (rules == null ? 0 : rules.get(i, j));
  }

  /** What rules were measured to add to the sum of y. */
  public double rulesSum(int k) {
    return rules1[k];
  }

  /** What rules were measured to add to the sum of y^2. */
  public double rulesSquares(int k) {
    return rules2[k];
  }

  /** What is random about the sum of y. */
  public Fluctuation ofSum(int k) {
    return values.of(k);
  }

  /** What is random about the sum of y^2. */
  public Fluctuation ofSquares(int k) {
    return values.ofSquares(k);
  }

  /** What is random about the sum of y y'. */
  public Fluctuation ofProduct(int i, int j) {
    return products.of(i, j);
  }

  /**
   * What is random about the sum over rows and components of y^2 over its variance times the share
   * of original rows that hold it.
   */
  public Fluctuation ofScale() {
    return scale;
  }

  /** What is random about the sum over rows of the trace ratio of y y'. */
  public Fluctuation ofTrace() {
    return trace;
  }
}
