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

  /**
   * By component: sums of x and x^2, of E[y] and E[y^2], their variances, and of what rules did.
   */
  private final double[] parents1;

  private final double[] parents2;
  private final double[] expected1;
  private final double[] expected2;
  private final double[] variance1;
  private final double[] variance2;
  private final double[] rules1;
  private final double[] rules2;

  /** Over the pairs of components whose covariances are followed. */
  private final CrossProducts parents;

  private final CrossProducts expected;
  private final CrossProducts variances;
  private final CrossProducts rules;

  /** Among the incomplete rows, how many hold both components. */
  private final CrossProducts pairsHeld;

  /** Null where they are not asked for. */
  private final Tails tails;

  /** The variance of the sum of mean variance ratios. */
  private double scaleVariance;

  /** The variance of the sum of trace ratios. */
  private double traceVariance;

  GroupSums(SumsRequest request) {
    int components = request.dimensions().size();
    matrix = request.matrix();
    missing = new long[components];
    parents1 = new double[components];
    parents2 = new double[components];
    expected1 = new double[components];
    expected2 = new double[components];
    variance1 = new double[components];
    variance2 = new double[components];
    rules1 = new double[components];
    rules2 = new double[components];
    parents = new CrossProducts(matrix.length);
    expected = new CrossProducts(matrix.length);
    variances = new CrossProducts(matrix.length);
    rules = request.rounds() ? new CrossProducts(matrix.length) : null;
    pairsHeld = new CrossProducts(matrix.length);
    tails = request.tails() ? new Tails(request) : null;
  }

  /** Of the sums of y y', to be added to; null where they are not asked for. */
  Tails tails() {
    return tails;
  }

  void add(BatchSums batch) {
    rows += batch.rows;
    for (int k = 0; k < missing.length; k++) {
      parents1[k] += batch.x1[k];
      parents2[k] += batch.x2[k];
      expected1[k] += batch.e1[k];
      expected2[k] += batch.e2[k];
      variance1[k] += batch.v1[k];
      variance2[k] += batch.v2[k];
      rules1[k] += batch.w1[k];
      rules2[k] += batch.w2[k];
    }
    parents.combine(batch.parents);
    expected.combine(batch.expected);
    variances.combine(batch.spread);
    scaleVariance += batch.scaleVariance;
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

  /** Adds the variance of some rows' trace ratios. */
  void addTrace(double variance) {
    traceVariance += variance;
  }

  void combine(GroupSums other) {
    rows += other.rows;
    scaleVariance += other.scaleVariance;
    traceVariance += other.traceVariance;
    double[][] mine = vectors();
    double[][] theirs = other.vectors();
    for (int v = 0; v < mine.length; v++) {
      for (int k = 0; k < mine[v].length; k++) {
        mine[v][k] += theirs[v][k];
      }
    }
    parents.combine(other.parents);
    expected.combine(other.expected);
    variances.combine(other.variances);
    if (rules != null) {
      rules.combine(other.rules);
    }
    if (tails != null) {
      tails.combine(other.tails);
    }
    pairsHeld.combine(other.pairsHeld);
    incompleteRows += other.incompleteRows;
    for (int k = 0; k < missing.length; k++) {
      missing[k] += other.missing[k];
    }
  }

  private double[][] vectors() {
    return new double[][] {
      parents1, parents2, expected1, expected2, variance1, variance2, rules1, rules2
    };
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

  /** The variance of the sum of y. */
  public double sumVariance(int k) {
    return variance1[k];
  }

  /** The variance of the sum of y^2. */
  public double squaresVariance(int k) {
    return variance2[k];
  }

  /** The variance of the sum of y y'. */
  public double productVariance(int i, int j) {
    // Differences of products: what is nothing may come out below it.
    return Math.max(0, variances.get(i, j));
  }

  /** The excess kurtosis of the sum of y y'; 0 where it is not asked for, being 0 or less. */
  public double productExcess(int i, int j) {
    return tails == null ? 0 : tails.excess(i, j, productVariance(i, j));
  }

  /** The variance of the sum over rows of the mean over components of y^2 / variance. */
  public double scaleVariance() {
    return scaleVariance;
  }

  /** The variance of the sum over rows of the trace ratio of y y'. */
  public double traceVariance() {
    return traceVariance;
  }
}
