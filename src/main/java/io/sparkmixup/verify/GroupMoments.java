package io.sparkmixup.verify;

import io.sparkmixup.mixing.GroupSums;
import io.sparkmixup.mixing.SumsRequest;
import io.sparkmixup.mixing.TraceRatio;
import io.sparkmixup.plan.Dimensions;
import io.sparkmixup.plan.Reading;
import java.util.function.IntToDoubleFunction;

/**
 * The moments of one group of rows: originals as often as they were used, prediction, and
 * observation. Second moments are about the mean of the group's original rows.
 */
public final class GroupMoments {

  /** What rounding to a double changes at the most, as a share of it: half an ulp of 1. */
  private static final double ROUNDOFF = 0x1p-53;

  /** More than this is no rounding any more: it is what a verdict by default does not tolerate. */
  private static final double MOST_ROUNDING = 0.004;

  private final String name;
  private final boolean allRows;
  private final Dimensions dimensions;
  private final int[] matrix;
  private final int[] beyondMatrix;
  private final double[] centre;
  private final double[] matrixCentre;

  /** The variance of each component over the original rows; 0 where it does not vary. */
  private final double[] units;

  /** The same times the share of the original rows that hold the component. */
  private final double[] scales;

  private final double reach;

  /** Whether these are the variances of the group itself. */
  private final boolean scaleKnown;

  private final TraceRatio trace;
  private final GroupSums sums;
  private final Observed.Group observed;

  /** All rows. */
  GroupMoments(String name, SumsRequest request, GroupSums sums, Observed.Group observed) {
    this(
        name,
        true,
        request,
        request.dimensions().centres(),
        request.dimensions().variances(),
        request.dimensions().scales(),
        sums,
        observed);
  }

  /** A class, or all that are not followed by themselves. */
  GroupMoments(
      String name, SumsRequest request, int group, GroupSums sums, Observed.Group observed) {
    this(
        name,
        false,
        request,
        request.groups().centre(group, request.dimensions()),
        request.groups().variances(group),
        request.groups().scales(group),
        sums,
        observed);
  }

  private GroupMoments(
      String name,
      boolean allRows,
      SumsRequest request,
      double[] centre,
      double[] variances,
      double[] scales,
      GroupSums sums,
      Observed.Group observed) {
    this.name = name;
    this.allRows = allRows;
    dimensions = request.dimensions();
    matrix = request.matrix();
    beyondMatrix = request.beyondMatrix();
    this.centre = centre;
    matrixCentre = new double[matrix.length];
    for (int m = 0; m < matrix.length; m++) {
      matrixCentre[m] = centre[matrix[m]];
    }
    scaleKnown = variances != null;
    units = scaleKnown ? variances : dimensions.variances();
    this.scales = scaleKnown ? scales : dimensions.scales();
    reach = request.reach();
    trace = request.trace();
    this.sums = sums;
    this.observed = observed;
  }

  public String name() {
    return name;
  }

  /** Whether these are all rows, and not those of a class. */
  public boolean isAllRows() {
    return allRows;
  }

  /** Synthetic rows that were made. */
  public long rows() {
    return sums.rows();
  }

  /** Rows that were read back. */
  public long rowsObserved() {
    return observed.rows();
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

  /** How a mean of a component reads. */
  public Reading reading(int k) {
    return dimensions.readings().get(k);
  }

  /** How many synthetic rows hold a component. */
  public long held(int k) {
    return sums.held(k);
  }

  /** The mean of the original rows, to a double: what the second moments are about. */
  double centre(int k) {
    return centre[k];
  }

  /** The predicted mean less {@link #centre}: far from zero it has more digits than the mean. */
  double predictedOffset(int k) {
    return sums.predictedSum(k) / held(k);
  }

  /** The observed mean less {@link #centre}. */
  double observedOffset(int k) {
    return observed.columns().meanAbout(k, centre[k]);
  }

  public double originalMean(int k) {
    return centre[k] + sums.parentsSum(k) / held(k);
  }

  public double predictedMean(int k) {
    return centre[k] + predictedOffset(k);
  }

  public double observedMean(int k) {
    return observed.columns().mean(k);
  }

  /** The standard error of {@link #observedMean}. */
  public double meanError(int k) {
    return ofMean(k).value();
  }

  StandardError ofMean(int k) {
    return StandardError.of(sums.ofSum(k), (double) held(k), reach);
  }

  public double originalVariance(int k) {
    return sums.parentsSquares(k) / held(k);
  }

  public double predictedVariance(int k) {
    return sums.predictedSquares(k) / held(k);
  }

  /** What rounding and ranges were measured to add to the mean. */
  public double ruleMean(int k) {
    return sums.rulesSum(k) / held(k);
  }

  /** What rounding and ranges were measured to add to the variance. */
  public double ruleVariance(int k) {
    return sums.rulesSquares(k) / held(k);
  }

  public double observedVariance(int k) {
    return observed.columns().secondMoment(k, centre[k]);
  }

  /** The standard error of {@link #observedVariance}. */
  public double varianceError(int k) {
    return ofVariance(k).value();
  }

  StandardError ofVariance(int k) {
    return StandardError.of(sums.ofSquares(k), (double) held(k), reach);
  }

  /** How many components have their covariances followed. */
  public int matrixSize() {
    return matrix.length;
  }

  /** The component at a place of the covariance matrix. */
  public int matrixComponent(int i) {
    return matrix[i];
  }

  /** The components whose covariances are not followed, but their variances are. */
  int[] beyondMatrix() {
    return beyondMatrix;
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
    return observed.pairs().secondMoment(i, j, matrixCentre);
  }

  /** The standard error of {@link #observedCovariance}. */
  public double covarianceError(int i, int j) {
    return ofCovariance(i, j).value();
  }

  StandardError ofCovariance(int i, int j) {
    return StandardError.of(sums.ofProduct(i, j), pairs(i, j), reach);
  }

  /**
   * The mean over components of predicted second moment to original: what the law and the rules do
   * to scale.
   */
  public double predictedScale() {
    return meanRatio(this::predictedVariance);
  }

  /** What rounding and ranges were measured to add to {@link #predictedScale}. */
  public double ruleScale() {
    return meanRatio(this::ruleVariance);
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

  /** The standard error of {@link #observedScale}; NaN for classes that are not followed. */
  public double scaleError() {
    return scaleKnown ? ofScale().value() : Double.NaN;
  }

  StandardError ofScale() {
    return StandardError.of(sums.ofScale(), scaleWeights(), reach);
  }

  /** Whether there is a trace ratio: over all rows, where their covariance is regular. */
  public boolean hasTrace() {
    return allRows && trace.exists();
  }

  /** How many components the trace ratio is over. */
  public int traceComponents() {
    return trace.size();
  }

  /** The trace ratio of the original rows as often as they were used. */
  public double usedTrace() {
    return trace.of(this::originalCovariance);
  }

  /** The trace ratio that is predicted: see {@link TraceRatio}. */
  public double predictedTrace() {
    return trace.of(this::predictedCovariance);
  }

  /** The trace ratio of what was read back. */
  public double observedTrace() {
    return trace.of(this::observedCovariance);
  }

  /** The standard error of {@link #observedTrace}. */
  public double traceError() {
    return ofTrace().value();
  }

  StandardError ofTrace() {
    return StandardError.of(sums.ofTrace(), (double) rows(), reach);
  }

  /** Differences of trace ratios up to this are rounding. */
  double traceResolution() {
    return trace.most((i, j) -> resolution(i, j) * Math.sqrt(unit(i)) * Math.sqrt(unit(j)));
  }

  /**
   * The mean over components of a second moment over the original's. A component counts by how much
   * more often synthetic rows hold it than original ones do, which is 1 where all rows are used
   * equally often: then it is a sum over rows of what is known before the first of them.
   */
  private double meanRatio(IntToDoubleFunction moment) {
    double sum = 0;
    for (int k = 0; k < components(); k++) {
      if (scales[k] > 0 && held(k) > 0) {
        sum += moment.applyAsDouble(k) * (held(k) / scales[k]);
      }
    }
    double weights = scaleWeights();
    return weights == 0 ? Double.NaN : sum / weights;
  }

  private double scaleWeights() {
    double sum = 0;
    for (int k = 0; k < components(); k++) {
      sum += scales[k] > 0 ? units[k] * (held(k) / scales[k]) : 0;
    }
    return sum;
  }

  /**
   * How far rounding of the values to doubles may move the mean of a component, in its standard
   * deviations: half an ulp of a value is at most 2^-53 of it, and the mean of the values' amounts
   * is at most the root of their mean square. The rows of a class are summed less the mean of all
   * rows, which rounds their distance from it once here, in parents, mixtures, and the mean itself.
   */
  double resolution(int k) {
    double deviation = Math.sqrt(unit(k));
    double distance = Math.abs(centre[k] - dimensions.centres()[k]);
    double most = ROUNDOFF * (Math.hypot(centre[k] / deviation, 1) + 3 * distance / deviation);
    return Math.min(most, MOST_ROUNDING);
  }

  /**
   * The same for a second moment, in units of the two deviations' product. With e and f the errors
   * of values x and y about their means it changes by the mean of e y + x f + e f, which is bounded
   * by the roots of the mean squares (Cauchy and Schwarz).
   */
  double resolution(int i, int j) {
    double a = resolution(i);
    double b = resolution(j);
    return Math.min(a + b + a * b, MOST_ROUNDING);
  }

  /** The same for the mean variance ratio. */
  double scaleResolution() {
    return meanRatio(k -> units[k] * resolution(k, k));
  }

  /**
   * The unit of effects: the variance of a component over all original rows, for a class over its
   * own. What does not vary in a class is measured by how it varies at all, and what does not do
   * that either by its square, or by 1 where that is no number to divide by.
   */
  public double unit(int k) {
    if (units[k] > 0) {
      return units[k];
    }
    if (dimensions.variances()[k] > 0) {
      return dimensions.variances()[k];
    }
    double square = centre[k] * centre[k];
    return square > 0 && !dimensions.variesTooLittle(k) ? square : 1;
  }
}
