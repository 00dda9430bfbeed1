package io.sparkmixup.report;

import io.sparkmixup.compare.GroupComparison;
import io.sparkmixup.plan.Reading;
import io.sparkmixup.verify.GroupMoments;

/**
 * What both kinds of result know of a group of rows, under the same names: the moments of the
 * original rows, those that the synthetic rows should have, and those that they have. See {@link
 * GroupMoments} and {@link GroupComparison} for what each number is.
 */
public interface GroupView {

  String name();

  boolean isAllRows();

  /** Synthetic rows. */
  long rows();

  int components();

  String component(int k);

  /** How a mean of a component reads. */
  Reading reading(int k);

  /** Whether there are enough values of a component to tell chance from more. */
  boolean isTested(int k);

  double originalMean(int k);

  double predictedMean(int k);

  double observedMean(int k);

  double meanError(int k);

  /** The degrees of freedom of {@link #meanError}; infinite where that is known. */
  double meanDegrees(int k);

  double originalVariance(int k);

  double predictedVariance(int k);

  double observedVariance(int k);

  double varianceError(int k);

  /** The degrees of freedom of {@link #varianceError}; infinite where that is known. */
  double varianceDegrees(int k);

  int matrixSize();

  int matrixComponent(int i);

  double originalCovariance(int i, int j);

  double predictedCovariance(int i, int j);

  double observedCovariance(int i, int j);

  double covarianceError(int i, int j);

  /** The degrees of freedom of {@link #covarianceError}; infinite where that is known. */
  double covarianceDegrees(int i, int j);

  double predictedScale();

  double observedScale();

  double scaleError();

  /** The degrees of freedom of {@link #scaleError}; infinite where that is known. */
  double scaleDegrees();

  /** What law and rules are known to do to the mean variance ratio; 0 where that is not known. */
  double knownChange();

  static GroupView of(GroupMoments group) {
    return new MadeGroup(group);
  }

  static GroupView of(GroupComparison group) {
    return new ComparedGroup(group);
  }
}
