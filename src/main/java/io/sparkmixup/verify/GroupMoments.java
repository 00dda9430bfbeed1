package io.sparkmixup.verify;

import io.sparkmixup.mixing.GroupSums;
import io.sparkmixup.mixing.SumsRequest;
import io.sparkmixup.plan.Dimensions;
import java.util.function.IntToDoubleFunction;

/**
 * The moments of one group of rows: originals as often as they were used, prediction, and
 * observation. Second moments are about the mean of all original rows.
 */
public final class GroupMoments {

  private final String name;
  private final Dimensions dimensions;
  private final int[] matrix;
  private final GroupSums sums;
  private final Observed observed;

  GroupMoments(String name, SumsRequest request, GroupSums sums, Observed observed) {
    this.name = name;
    dimensions = request.dimensions();
    matrix = request.matrix();
    this.sums = sums;
    this.observed = observed;
  }

  public String name() {
    return name;
  }

  /** Synthetic rows that were made. */
  public long rows() {
    return sums.rows();
  }

  /** Rows that were read back. */
  public long rowsObserved() {
    return observed.rows;
  }

  public int components() {
    return dimensions.size();
  }

  /** How many components of mixed columns are beyond the limit of those that are followed. */
  public long notFollowed() {
    return dimensions.notFollowed();
  }

  public String component(int k) {
    return dimensions.names().get(k);
  }

  /** How many synthetic rows hold a component. */
  public long held(int k) {
    return sums.held(k);
  }

  public double originalMean(int k) {
    return dimensions.centres()[k] + sums.parentsSum(k) / held(k);
  }

  public double predictedMean(int k) {
    return dimensions.centres()[k] + sums.predictedSum(k) / held(k);
  }

  public double observedMean(int k) {
    return dimensions.centres()[k] + observed.sums1[k] / (observed.rows - observed.missing[k]);
  }

  /** The standard error of {@link #observedMean}. */
  public double meanError(int k) {
    return Math.sqrt(sums.sumVariance(k)) / held(k);
  }

  public double originalVariance(int k) {
    return sums.parentsSquares(k) / held(k);
  }

  public double predictedVariance(int k) {
    return sums.predictedSquares(k) / held(k);
  }

  public double observedVariance(int k) {
    return observed.sums2[k] / (observed.rows - observed.missing[k]);
  }

  /** The standard error of {@link #observedVariance}. */
  public double varianceError(int k) {
    return Math.sqrt(sums.squaresVariance(k)) / held(k);
  }

  /** How many components have their covariances followed. */
  public int matrixSize() {
    return matrix.length;
  }

  /** The component at a place of the covariance matrix. */
  public int matrixComponent(int i) {
    return matrix[i];
  }

  private double pairs(int i, int j) {
    return sums.pairs(i, j);
  }

  /** Synthetic rows that hold both components. */
  public long pairsHeld(int i, int j) {
    return Math.round(pairs(i, j));
  }

  public double originalCovariance(int i, int j) {
    return sums.parentsProduct(i, j) / pairs(i, j);
  }

  public double predictedCovariance(int i, int j) {
    return sums.predictedProduct(i, j) / pairs(i, j);
  }

  public double observedCovariance(int i, int j) {
    double held = observed.rows - observed.incompleteRows + observed.pairsHeld.get(i, j);
    return observed.products.get(i, j) / held;
  }

  /** The standard error of {@link #observedCovariance}. */
  public double covarianceError(int i, int j) {
    return Math.sqrt(sums.productVariance(i, j)) / pairs(i, j);
  }

  /**
   * The mean over components of predicted second moment to original: what the law and the rules do
   * to scale.
   */
  public double predictedScale() {
    return meanRatio(this::predictedVariance);
  }

  /**
   * The same with the second moment of the original rows as often as they were used: what it is off
   * 1 is the selection's doing.
   */
  public double usedScale() {
    return meanRatio(this::originalVariance);
  }

  /** The same with the observed second moment. */
  public double observedScale() {
    return meanRatio(this::observedVariance);
  }

  /** The standard error of {@link #observedScale}. */
  public double scaleError() {
    return Math.sqrt(sums.scaleVariance()) / rows();
  }

  private double meanRatio(IntToDoubleFunction moment) {
    double sum = 0;
    int regular = 0;
    for (int k = 0; k < components(); k++) {
      double original = dimensions.variances()[k];
      if (original > 0 && held(k) > 0) {
        sum += moment.applyAsDouble(k) / original;
        regular++;
      }
    }
    return regular == 0 ? Double.NaN : sum / regular;
  }

  /** The variance of a component over all original rows: the unit of effects. */
  public double unit(int k) {
    return dimensions.variances()[k];
  }
}
