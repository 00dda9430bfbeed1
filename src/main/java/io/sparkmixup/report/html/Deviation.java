package io.sparkmixup.report.html;

import io.sparkmixup.report.GroupView;
import io.sparkmixup.verify.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How far an observed number is from its prediction.
 *
 * @param where what it is a number of
 * @param degrees of freedom of the standard error
 * @param effect the difference in units of the original's standard deviations
 * @param errors the same in standard errors; 0 where it is rounding, infinite where nothing was
 *     left to chance
 */
record Deviation(
    String where,
    double original,
    double predicted,
    double observed,
    double standardError,
    double degrees,
    double effect,
    double errors) {

  /** Differences this small, in units of the effect, are rounding. */
  private static final double ROUNDING = 1e-9;

  /** The most significant first, and of those alike the largest. */
  static final Comparator<Deviation> WORST =
      Comparator.comparingDouble(Deviation::errors)
          .thenComparingDouble(Deviation::effect)
          .reversed();

  Interval interval() {
    return Interval.of(observed, standardError, degrees);
  }

  private static Deviation of(
      String where,
      double original,
      double predicted,
      double observed,
      double error,
      double degrees,
      Unit unit) {
    double distance = Math.abs(observed - predicted);
    double effect = distance / unit.size();
    double errors = effect <= Math.max(ROUNDING, unit.resolution()) ? 0 : distance / error;
    return new Deviation(where, original, predicted, observed, error, degrees, effect, errors);
  }

  /** What a difference is measured by, and up to which effect it is rounding. */
  private record Unit(double size, double resolution) {

    Unit times(Unit other) {
      return new Unit(size * other.size, resolution + other.resolution);
    }
  }

  /** The standard deviation of a component in a group, or where it has none there, in all rows. */
  private static Unit unit(GroupView group, GroupView all, int k) {
    double own = group.originalVariance(k);
    double deviation = Math.sqrt(own > 0 ? own : all.originalVariance(k));
    return new Unit(deviation, 2 * Math.ulp(all.originalMean(k)) / deviation);
  }

  static Deviation ofMean(GroupView group, GroupView all, int k) {
    return of(
        "mean of " + group.component(k),
        group.originalMean(k),
        group.predictedMean(k),
        group.observedMean(k),
        group.meanError(k),
        group.meanDegrees(k),
        unit(group, all, k));
  }

  static Deviation ofVariance(GroupView group, GroupView all, int k) {
    Unit unit = unit(group, all, k);
    return of(
        "variance of " + group.component(k),
        group.originalVariance(k),
        group.predictedVariance(k),
        group.observedVariance(k),
        group.varianceError(k),
        group.varianceDegrees(k),
        unit.times(unit));
  }

  /** An entry of the covariance matrix beside its diagonal. */
  static Deviation ofPair(GroupView group, GroupView all, int i, int j) {
    int a = group.matrixComponent(i);
    int b = group.matrixComponent(j);
    return of(
        group.component(b) + " × " + group.component(a),
        group.originalCovariance(i, j),
        group.predictedCovariance(i, j),
        group.observedCovariance(i, j),
        group.covarianceError(i, j),
        group.covarianceDegrees(i, j),
        unit(group, all, a).times(unit(group, all, b)));
  }

  /** All pairs of which enough values are there, numbers only. */
  static List<Deviation> pairs(GroupView group, GroupView all) {
    List<Deviation> result = new ArrayList<>();
    for (int i = 0; i < group.matrixSize(); i++) {
      for (int j = 0; j < i; j++) {
        boolean tested =
            group.isTested(group.matrixComponent(i)) && group.isTested(group.matrixComponent(j));
        add(tested ? ofPair(group, all, i, j) : null, result);
      }
    }
    return result;
  }

  /** All means, variances and pairs. */
  static List<Deviation> entries(GroupView group, GroupView all) {
    List<Deviation> result = pairs(group, all);
    for (int k = 0; k < group.components(); k++) {
      if (group.isTested(k)) {
        add(ofMean(group, all, k), result);
        add(ofVariance(group, all, k), result);
      }
    }
    return result;
  }

  /** What has no standard error, or does not vary at all, cannot be compared with the others. */
  private static void add(Deviation deviation, List<Deviation> to) {
    if (deviation != null && !Double.isNaN(deviation.errors)) {
      to.add(deviation);
    }
  }
}
