package io.sparkmixup.verify;

import io.sparkmixup.plan.QuotedName;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Decides which differences between prediction and observation are too large to be chance. */
final class Judge {

  private final double tolerance;
  private final double level;
  private final double maxVerbatim;
  private final Wording wording;

  /**
   * @param level the significance level over everything that is tested
   * @param wording how a verdict that passes says what moments are
   */
  Judge(double tolerance, double level, double maxVerbatim, Wording wording) {
    this.tolerance = tolerance;
    this.level = level;
    this.maxVerbatim = maxVerbatim;
    this.wording = wording;
  }

  /**
   * How many rows there are: synthetic, verbatim among them, and with originals that are kept.
   *
   * @param unmoved rows that were to be moved to exact moments where none could be; else 0
   */
  record Counts(long synthetic, long verbatim, long unmoved, long written, long readBack) {}

  /**
   * How often the rows of a stratum are used, on average: as planned, which is what its cells were
   * moved by and what is predicted of it counts by, and as counted while they were mixed.
   */
  record Use(long rows, double planned, double counted) {}

  Verdict judge(
      GroupMoments overall,
      List<GroupMoments> classes,
      List<Verification.ClassShare> shares,
      List<Use> uses,
      Counts counts) {
    Findings findings = new Findings(tolerance, level);
    findings.addWorst(Findings.SCALE, w -> scale(overall, w));
    trace(overall, findings);
    findings.addWorst("covariance", w -> covariances(overall, w));
    findings.addWorst("mean", w -> means(overall, w));
    findings.addWorst("scale of a class", w -> classes.forEach(c -> scale(c, w)));
    findings.addWorst("covariance within a class", w -> classes.forEach(c -> covariances(c, w)));
    findings.addWorst("mean of a class", w -> classes.forEach(c -> means(c, w)));
    share(shares, findings);
    distance(shares, findings);
    findings.addWorst(Findings.USE, w -> uses.forEach(u -> use(u, w)));

    double verbatimShare = (double) counts.verbatim() / counts.synthetic();
    if (counts.written() != counts.readBack()) {
      return findings.failing(
          String.format(
              Locale.ROOT,
              "%,d rows were written and %,d read back",
              counts.written(),
              counts.readBack()),
          new Verdict.Deciding(
              Finding.limit(
                  "rows read back",
                  "all rows",
                  (double) counts.written(),
                  (double) counts.readBack()),
              String.format(Locale.ROOT, "%,d", counts.readBack())));
    }
    if (verbatimShare > maxVerbatim) {
      return findings.failing(
          String.format(
              Locale.ROOT,
              "%,d of %,d rows (%.3g %%) are verbatim copies, more than --max-verbatim %s",
              counts.verbatim(),
              counts.synthetic(),
              100 * verbatimShare,
              Findings.setting(maxVerbatim)),
          Verdict.Deciding.verbatim(maxVerbatim, verbatimShare));
    }
    if (counts.unmoved() > 0) {
      return findings.failing(
          String.format(
              Locale.ROOT,
              "--moments exact was asked for, and 0 of %,d rows could be moved to the moments of the"
                  + " original rows: in every stratum mixtures vary too little in a direction in"
                  + " which its rows vary; use another law, larger strata or fewer mixed columns, or"
                  + " leave out --moments exact",
              counts.unmoved()),
          new Verdict.Deciding(
              Finding.limit(Verdict.EXACT, "all rows", (double) counts.unmoved(), 0), "0"));
    }
    return findings.verdict(wording);
  }

  private static void scale(GroupMoments group, Consumer<Finding> to) {
    double predicted = group.predictedScale();
    if (!Double.isNaN(predicted) && !Double.isNaN(group.scaleError())) {
      to.accept(
          Finding.of(
              Findings.SCALE,
              place(group, "mean variance ratio"),
              predicted,
              group.observedScale(),
              group.ofScale(),
              1,
              group.scaleResolution()));
    }
  }

  private static void trace(GroupMoments all, Findings to) {
    if (all.hasTrace()) {
      to.add(
          Finding.of(
              Findings.TRACE,
              "trace ratio of " + all.traceComponents() + " columns",
              all.predictedTrace(),
              all.observedTrace(),
              all.ofTrace(),
              1,
              all.traceResolution()));
    }
  }

  /** Every covariance that is followed, and the variances of all other components. */
  private static void covariances(GroupMoments group, Consumer<Finding> to) {
    for (int i = 0; i < group.matrixSize(); i++) {
      for (int j = 0; j <= i; j++) {
        int a = group.matrixComponent(i);
        int b = group.matrixComponent(j);
        if (group.pairsHeld(i, j) > 0) {
          to.accept(
              Finding.of(
                  "covariance",
                  place(
                      group,
                      a == b
                          ? QuotedName.single(group.component(a))
                          : QuotedName.pair(group.component(a), group.component(b))),
                  group.predictedCovariance(i, j),
                  group.observedCovariance(i, j),
                  group.ofCovariance(i, j),
                  Math.sqrt(group.unit(a)) * Math.sqrt(group.unit(b)),
                  group.resolution(a, b)));
        }
      }
    }
    for (int k : group.beyondMatrix()) {
      if (group.held(k) > 0) {
        to.accept(
            Finding.of(
                "covariance",
                place(group, QuotedName.single(group.component(k))),
                group.predictedVariance(k),
                group.observedVariance(k),
                group.ofVariance(k),
                group.unit(k),
                group.resolution(k, k)));
      }
    }
  }

  private static void means(GroupMoments group, Consumer<Finding> to) {
    for (int k = 0; k < group.components(); k++) {
      double unit = Math.sqrt(group.unit(k));
      if (group.held(k) > 0) {
        to.accept(
            Finding.of(
                    "mean",
                    place(group, group.component(k)),
                    group.predictedOffset(k),
                    group.observedOffset(k),
                    group.ofMean(k),
                    unit,
                    group.resolution(k))
                .about(group.centre(k))
                .reading(group.reading(k)));
      }
    }
  }

  private static String place(GroupMoments group, String component) {
    return group.isAllRows() ? component : QuotedName.single(group.name()) + ", " + component;
  }

  /** How many rows a class makes is planned exactly: any difference is significant. */
  private static void share(List<Verification.ClassShare> shares, Findings to) {
    shares.stream()
        .map(
            s ->
                Finding.of(
                    /* name= */ Findings.SHARE,
                    s.name(),
                    s.predicted(),
                    s.synthetic(),
                    StandardError.NONE,
                    1,
                    0))
        .max(Comparator.comparingDouble(Finding::effect))
        .ifPresent(to::add);
  }

  /**
   * The total variation distance between the shares as planned and as they are: half the sum of
   * their differences. All classes that are not listed count as one. Nothing of it is left to
   * chance.
   */
  private static void distance(List<Verification.ClassShare> shares, Findings to) {
    double planned = 0;
    double found = 0;
    double apart = 0;
    for (Verification.ClassShare s : shares) {
      planned += s.predicted();
      found += s.synthetic();
      apart += Math.abs(s.synthetic() - s.predicted());
    }
    double distance = (apart + Math.abs(found - planned)) / 2;
    if (shares.size() > 1) {
      to.add(
          Finding.of(
              Findings.SHARES,
              String.format(Locale.ROOT, "total variation distance of %,d classes", shares.size()),
              0,
              distance,
              StandardError.NONE,
              1,
              0));
    }
  }

  /** Whole numbers both: any difference is significant. */
  private static void use(Use use, Consumer<Finding> to) {
    to.accept(
        Finding.of(
            Findings.USE,
            String.format(Locale.ROOT, "synthetic rows for each of %,d", use.rows()),
            use.planned(),
            use.counted(),
            StandardError.NONE,
            use.planned(),
            0));
  }
}
