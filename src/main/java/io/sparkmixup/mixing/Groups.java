package io.sparkmixup.mixing;

import io.sparkmixup.plan.Dimensions;
import io.sparkmixup.plan.Quotas;
import io.sparkmixup.survey.Survey;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The classes whose moments are followed one by one: the most frequent ones. All other rows are in
 * one more group. The sums of a class are about its own mean, so that a covariance within a class
 * does not drown in the distance between classes; where there are too many classes to know their
 * means they are about the mean of all rows, which is less sharp.
 */
public final class Groups implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Map<Long, Integer> numbers = new HashMap<>();
  private final List<double[]> offsets = new ArrayList<>();
  private final List<double[]> variances = new ArrayList<>();
  private final List<double[]> scales = new ArrayList<>();
  private final List<Thinning> thinnings = new ArrayList<>();

  /** The groups of the first {@code followed} classes. */
  static Groups of(Survey survey, int followed) {
    Groups groups = new Groups();
    for (Survey.ClassSize c : survey.classes().subList(0, followed)) {
      groups.numbers.put(c.high(), groups.numbers.size());
      groups.thinnings.add(Thinning.of(syntheticRows(survey.plan().quotas(), c)));
      if (survey.classMeans().known()) {
        groups.add(survey, c);
      }
    }
    return groups;
  }

  private static double syntheticRows(Quotas quotas, Survey.ClassSize c) {
    return quotas.mean(quotas.classOf(c.high(), c.low())) * c.rows();
  }

  private void add(Survey survey, Survey.ClassSize c) {
    Dimensions dimensions = survey.dimensions();
    double[] own = survey.classMeans().variances(c.high(), dimensions);
    double[] shares = survey.classMeans().shares(c.high(), dimensions, c.rows());
    for (int k = 0; k < own.length; k++) {
      double all = dimensions.variances()[k];
      double least = Dimensions.leastVariance(all, dimensions.centres()[k]);
      own[k] = all > 0 && own[k] > least ? own[k] : 0;
    }
    offsets.add(survey.classMeans().offsets(c.high(), dimensions));
    variances.add(own);
    scales.add(Dimensions.scales(own, shares));
  }

  /** How many classes are followed by themselves. */
  public int classes() {
    return numbers.size();
  }

  /** The number of the group of a class, by the first 64 bits of the class's hash. */
  public int of(long classHigh) {
    return numbers.getOrDefault(classHigh, numbers.size());
  }

  /**
   * The mean of a group's class less that of all rows; null where it is not known, and for the rows
   * of no followed class.
   */
  double[] offset(int group) {
    return group < offsets.size() ? offsets.get(group) : null;
  }

  /**
   * The variances of a class over its original rows, 0 where it does not vary; null where they are
   * not known, and for the rows of no followed class.
   */
  public double[] variances(int group) {
    return group < variances.size() ? variances.get(group) : null;
  }

  /** The same times the share of the class's rows that hold the component. */
  public double[] scales(int group) {
    return group < scales.size() ? scales.get(group) : null;
  }

  /** Which rows of a group say how much chance is in its sums: all, for no followed class. */
  Thinning thinning(int group) {
    return group < thinnings.size() ? thinnings.get(group) : Thinning.NONE;
  }

  /**
   * The point about which a group's moments are summed: the mean of its original rows, where it is
   * known, else that of all.
   */
  public double[] centre(int group, Dimensions dimensions) {
    double[] centre = dimensions.centres().clone();
    double[] offset = offset(group);
    for (int k = 0; k < centre.length && offset != null; k++) {
      centre[k] += offset[k];
    }
    return centre;
  }
}
