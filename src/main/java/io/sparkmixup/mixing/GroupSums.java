package io.sparkmixup.mixing;

import io.sparkmixup.moments.CrossProducts;
import java.io.Serializable;

/**
 * Sums over the synthetic rows of one group, about fixed centres c. With x_i and x_p the parents'
 * and y a synthetic row's values, m1 and m2 the weight's raw moments, and q = m1 - m2, the law
 * predicts, given the pair,
 *
 * <pre>
 *   E[y]    = m1 x_i + (1 - m1) x_p
 *   E[y y'] = m2 x_i x_i' + (1 - 2 m1 + m2) x_p x_p' + q (x_i x_p' + x_p x_i')
 * </pre>
 *
 * Residuals y y' - E[y y'], summed over blocks b of consecutive rows to D_b, are independent with
 * mean zero: the sum of D_b o D_b estimates the variance of the sum of y y'. Entries of missing
 * values are zero everywhere, so that an entry covers the rows that hold both values. Mutable;
 * mergeable.
 */
public final class GroupSums implements Serializable {

  private static final long serialVersionUID = 1L;

  long rows;

  /** Rows that miss some component; for each component how many miss it. */
  long incompleteRows;

  final long[] missing;

  /**
   * By component: sums of x and x^2, of E[y] and E[y^2], their variances, and of what rules did.
   */
  final double[] parents1;

  final double[] parents2;
  final double[] expected1;
  final double[] expected2;
  final double[] variance1;
  final double[] variance2;
  final double[] rules1;
  final double[] rules2;

  /** Over the pairs of components whose covariances are followed. */
  final CrossProducts parents;

  final CrossProducts expected;
  final CrossProducts variances;
  final CrossProducts rules;

  /** Among the incomplete rows, how many hold both components. */
  final CrossProducts pairsHeld;

  /** Sum of the squares of each block's mean relative residual of the variances. */
  double scaleVariance;

  GroupSums(int components, int matrix, boolean rounds) {
    missing = new long[components];
    parents1 = new double[components];
    parents2 = new double[components];
    expected1 = new double[components];
    expected2 = new double[components];
    variance1 = new double[components];
    variance2 = new double[components];
    rules1 = new double[components];
    rules2 = new double[components];
    parents = new CrossProducts(matrix);
    expected = new CrossProducts(matrix);
    variances = new CrossProducts(matrix);
    rules = rounds ? new CrossProducts(matrix) : null;
    pairsHeld = new CrossProducts(matrix);
  }

  /** Sums of no rows, set up as these. */
  GroupSums empty() {
    return new GroupSums(missing.length, parents.dimension(), rules != null);
  }

  void combine(GroupSums other) {
    rows += other.rows;
    scaleVariance += other.scaleVariance;
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
    return variances.get(i, j);
  }

  /** The variance of the sum over rows of the mean relative residual of the variances. */
  public double scaleVariance() {
    return scaleVariance;
  }
}
