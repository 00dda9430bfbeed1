package io.sparkmixup.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.numbers.gamma.Erfc;

/** Decides which differences between prediction and observation are too large to be chance. */
final class Judge {

  /** Differences this small, in units of the effect, are rounding. */
  static final double ROUNDING = 1e-9;

  private final double tolerance;
  private final double maxVerbatim;
  private final String closeness;

  /**
   * @param closeness how a verdict that passes says that differences are small
   */
  Judge(double tolerance, double maxVerbatim, String closeness) {
    this.tolerance = tolerance;
    this.maxVerbatim = maxVerbatim;
    this.closeness = closeness;
  }

  /** How many rows there are: synthetic, verbatim among them, and with originals that are kept. */
  record Counts(long synthetic, long verbatim, long written, long readBack) {}

  Verdict judge(
      GroupMoments overall,
      List<GroupMoments> classes,
      List<Verification.ClassShare> shares,
      Counts counts) {
    List<Finding> findings = new ArrayList<>();
    scale(overall, findings);
    worst("covariance", List.of(overall), this::covariances, findings);
    worst("mean", List.of(overall), this::means, findings);
    worst("covariance within a class", classes, this::covariances, findings);
    worst("mean of a class", classes, this::means, findings);
    share(shares, findings);

    List<Finding> failed = holm(findings, true);
    List<String> harmless =
        holm(findings, false).stream()
            .filter(f -> !failed.contains(f))
            .map(f -> f.name() + " (" + f.where() + ")")
            .toList();
    double verbatimShare = (double) counts.verbatim() / counts.synthetic();
    if (counts.written() != counts.readBack()) {
      return new Verdict(
          false,
          String.format(
              Locale.ROOT,
              "%,d rows were written and %,d read back",
              counts.written(),
              counts.readBack()),
          findings,
          harmless);
    }
    if (verbatimShare > maxVerbatim) {
      return new Verdict(
          false,
          String.format(
              Locale.ROOT,
              "%,d of %,d rows (%.3g %%) are verbatim copies, more than --max-verbatim %s",
              counts.verbatim(),
              counts.synthetic(),
              100 * verbatimShare,
              maxVerbatim),
          findings,
          harmless);
    }
    if (!failed.isEmpty()) {
      return new Verdict(false, sentence(failed.get(0)), findings, harmless);
    }
    return new Verdict(true, agreement(findings), findings, harmless);
  }

  private String agreement(List<Finding> findings) {
    Set<String> names = findings.stream().map(Finding::name).collect(Collectors.toSet());
    if (names.isEmpty()) {
      return "all rows are there; they hold no mixed value whose moments could be tested";
    }
    String shares = names.contains("class share") ? "class shares" : "";
    String moments = shares.isEmpty() ? "means and covariances" : "means, covariances and ";
    return (names.contains("mean") ? moments : "") + shares + closeness;
  }

  private String sentence(Finding f) {
    return String.format(
        Locale.ROOT,
        "%s, %s: observed %.6g, predicted %.6g +- %.2g; off by %.3g, tolerance %s, p = %.1e",
        f.name(),
        f.where(),
        f.observed(),
        f.predicted(),
        f.standardError(),
        f.effect(),
        tolerance,
        f.pValue());
  }

  /** Holm's step-down procedure; with {@code large} only for effects above the tolerance. */
  private List<Finding> holm(List<Finding> findings, boolean large) {
    List<Finding> sorted = new ArrayList<>(findings);
    // Large effects have p-values that are 0 in doubles: then the largest effect is named first.
    sorted.sort(
        Comparator.comparingDouble(Finding::pValue)
            .thenComparing(Comparator.comparingDouble(Finding::effect).reversed()));
    List<Finding> rejected = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      Finding f = sorted.get(i);
      if (f.pValue() > Verification.LEVEL / (sorted.size() - i)) {
        break;
      }
      if (!large || f.effect() > tolerance) {
        rejected.add(f);
      }
    }
    return rejected;
  }

  private static void scale(GroupMoments all, List<Finding> to) {
    double predicted = all.predictedScale();
    double observed = all.observedScale();
    if (!Double.isNaN(predicted)) {
      to.add(
          finding(
              "scale",
              "mean variance ratio",
              predicted,
              observed,
              all.scaleError(),
              1,
              all.resolution()));
    }
  }

  /** Lists the statistics of one kind in one group. */
  private interface Statistics {
    void list(GroupMoments group, List<Finding> to);
  }

  private void covariances(GroupMoments group, List<Finding> to) {
    for (int i = 0; i < group.matrixSize(); i++) {
      for (int j = 0; j <= i; j++) {
        int a = group.matrixComponent(i);
        int b = group.matrixComponent(j);
        double unit = Math.sqrt(group.unit(a)) * Math.sqrt(group.unit(b));
        if (group.pairsHeld(i, j) > 0) {
          to.add(
              finding(
                  "covariance",
                  place(
                      group,
                      a == b
                          ? group.component(a)
                          : group.component(a) + " x " + group.component(b)),
                  group.predictedCovariance(i, j),
                  group.observedCovariance(i, j),
                  group.covarianceError(i, j),
                  unit,
                  group.resolution(a) + group.resolution(b)));
        }
      }
    }
  }

  private void means(GroupMoments group, List<Finding> to) {
    for (int k = 0; k < group.components(); k++) {
      double unit = Math.sqrt(group.unit(k));
      if (group.held(k) > 0) {
        to.add(
            finding(
                "mean",
                place(group, group.component(k)),
                group.predictedMean(k),
                group.observedMean(k),
                group.meanError(k),
                unit,
                group.resolution(k)));
      }
    }
  }

  private static String place(GroupMoments group, String component) {
    return group.isAllRows() ? component : group.name() + ", " + component;
  }

  /**
   * Adds the most significant statistic of a kind, among those above the tolerance if there are
   * any, corrected for their number (Bonferroni).
   */
  private void worst(
      String name, List<GroupMoments> groups, Statistics statistics, List<Finding> to) {
    List<Finding> all = new ArrayList<>();
    groups.forEach(g -> statistics.list(g, all));
    Finding worst = null;
    for (Finding f : all) {
      boolean relevant = f.effect() > tolerance;
      boolean worstRelevant = worst != null && worst.effect() > tolerance;
      if (worst == null
          || (relevant && !worstRelevant)
          || (relevant == worstRelevant && f.pValue() < worst.pValue())) {
        worst = f;
      }
    }
    if (worst != null) {
      to.add(
          new Finding(
              name,
              worst.where(),
              worst.predicted(),
              worst.observed(),
              worst.standardError(),
              worst.effect(),
              Math.min(1, worst.pValue() * all.size()),
              all.size()));
    }
  }

  /** How many rows a class makes is planned exactly: any difference is significant. */
  private static void share(List<Verification.ClassShare> shares, List<Finding> to) {
    shares.stream()
        .map(s -> finding("class share", s.name(), s.predicted(), s.synthetic(), 0, 1, 0))
        .max(Comparator.comparingDouble(Finding::effect))
        .ifPresent(to::add);
  }

  /**
   * @param resolution differences up to this, in units of the effect, are rounding too
   */
  private static Finding finding(
      String name,
      String where,
      double predicted,
      double observed,
      double error,
      double unit,
      double resolution) {
    double effect = Math.abs(observed - predicted) / unit;
    double p;
    if (!(effect > Math.max(ROUNDING, resolution))) {
      p = Double.isNaN(effect) ? 0 : 1;
    } else {
      p = Erfc.value(Math.abs(observed - predicted) / error / Math.sqrt(2));
    }
    return new Finding(
        name, where, predicted, observed, error, Double.isNaN(effect) ? 1 : effect, p, 1);
  }
}
