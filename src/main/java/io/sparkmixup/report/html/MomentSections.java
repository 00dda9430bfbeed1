package io.sparkmixup.report.html;

import io.sparkmixup.plan.Reading;
import io.sparkmixup.report.GroupView;
import io.sparkmixup.report.Printable;
import io.sparkmixup.verify.Finding;
import io.sparkmixup.verify.Interval;
import io.sparkmixup.verify.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The sections about moments over all rows, the same for every kind of result. */
final class MomentSections {

  /** A picture of more lines would not be looked at. */
  private static final int MOST_BARS = 25;

  private static final int WORST = 10;

  private final GroupView all;
  private final double tolerance;

  MomentSections(GroupView all, double tolerance) {
    this.all = all;
    this.tolerance = tolerance;
  }

  /** The numbers that decide. */
  static Page.Section findings(Verdict verdict, double tolerance, double level) {
    List<Page.Block> blocks = new ArrayList<>();
    blocks.add(
        new Page.Prose(
            String.format(
                Locale.ROOT,
                "The most significant number of each kind, of all that were tested. The verdict fails"
                    + " on a difference that chance does not explain (p, corrected for all tests,"
                    + " below %s) and that is larger than the tolerance of %s, in the unit of its"
                    + " effect: relative for the scale, in standard deviations for means and"
                    + " covariances, absolute for shares.",
                Printable.plain(level),
                Printable.plain(tolerance))));
    blocks.add(
        new Page.Table(
            "The numbers that decide",
            List.of(
                Page.words("Kind"),
                Page.name("Where"),
                Page.number("Should be"),
                Page.number("Observed"),
                Page.number("99 % interval"),
                Page.number("Effect"),
                Page.number("p"),
                Page.number("Tested")),
            verdict.findings().stream().map(MomentSections::row).toList()));
    if (!verdict.harmless().isEmpty()) {
      blocks.add(
          new Page.Prose(
              "Significant, and too small to matter: " + String.join("; ", verdict.harmless())));
    }
    return new Page.Section("findings", "What was tested", blocks);
  }

  private static List<String> row(Finding f) {
    return List.of(
        f.name(),
        f.where(),
        f.reading() == Reading.NUMBER ? Printable.number(f.predicted()) : f.predictedText(),
        f.reading() == Reading.NUMBER ? Printable.number(f.observed()) : f.observedText(),
        f.standardError() > 0 ? f.intervalText() : "exact",
        String.format(Locale.ROOT, "%.2g", f.effect()),
        String.format(Locale.ROOT, "%.2g", f.pValue()),
        String.format(Locale.ROOT, "%,d", f.tested()));
  }

  /** Means and variances: two pictures and a table. */
  Page.Section columns(String note) {
    int[] shown = shown();
    List<Page.Block> blocks = new ArrayList<>();
    blocks.add(
        new Page.Prose(
            "Means are in standard deviations from the original's mean, variances are ratios to the"
                + " original's variance: so all columns share a scale."
                + note
                + (shown.length < all.components()
                    ? String.format(
                        Locale.ROOT,
                        " The pictures show the %d columns farthest off, of %,d; the table has all.",
                        shown.length,
                        all.components())
                    : "")));
    if (shown.length > 0) {
      blocks.add(
          new Page.Intervals(
              List.of(
                  plot(
                      "Means, in standard deviations from the original's",
                      0,
                      IntStream.of(shown).mapToObj(this::mean).toList()),
                  plot(
                      "Variances, as ratios to the original's",
                      1,
                      IntStream.of(shown).mapToObj(this::variance).toList()))));
    }
    blocks.add(table());
    return new Page.Section("columns", "Means and variances", blocks);
  }

  /** The columns in their order; the farthest off where there are too many. */
  private int[] shown() {
    return IntStream.range(0, all.components())
        .filter(k -> all.originalVariance(k) > 0)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer k) -> errors(k)).reversed())
        .limit(MOST_BARS)
        .sorted()
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private double errors(int k) {
    double mean = Deviation.ofMean(all, all, k).errors();
    double variance = Deviation.ofVariance(all, all, k).errors();
    return Math.max(Double.isNaN(mean) ? 0 : mean, Double.isNaN(variance) ? 0 : variance);
  }

  private Page.Bar mean(int k) {
    double unit = Math.sqrt(all.originalVariance(k));
    double observed = (all.observedMean(k) - all.originalMean(k)) / unit;
    return new Page.Bar(
        all.component(k),
        (all.predictedMean(k) - all.originalMean(k)) / unit,
        observed,
        Interval.of(observed, all.meanError(k) / unit, all.meanDegrees(k)));
  }

  private Page.Bar variance(int k) {
    double unit = all.originalVariance(k);
    double observed = all.observedVariance(k) / unit;
    return new Page.Bar(
        all.component(k),
        all.predictedVariance(k) / unit,
        observed,
        Interval.of(observed, all.varianceError(k) / unit, all.varianceDegrees(k)));
  }

  private Page.IntervalPlot plot(String title, double original, List<Page.Bar> bars) {
    long apart =
        bars.stream()
            .filter(b -> b.interval().low() > b.predicted() || b.interval().high() < b.predicted())
            .count();
    String summary =
        String.format(
            Locale.ROOT,
            "%d columns; the prediction lies outside the 99 %% interval in %d of them. The table below"
                + " has the numbers.",
            bars.size(),
            apart);
    return new Page.IntervalPlot(title, original, tolerance, bars, summary);
  }

  private Page.Table table() {
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < all.components(); k++) {
      rows.add(
          List.of(
              all.component(k),
              Printable.number(all.originalMean(k)),
              Printable.number(all.predictedMean(k)),
              Printable.number(all.observedMean(k)),
              interval(all.observedMean(k), all.meanError(k), all.meanDegrees(k)),
              Printable.number(all.originalVariance(k)),
              Printable.number(all.predictedVariance(k)),
              Printable.number(all.observedVariance(k)),
              interval(all.observedVariance(k), all.varianceError(k), all.varianceDegrees(k))));
    }
    return new Page.Table(
        "Means and variances of mixed columns",
        List.of(
            Page.name("Column"),
            Page.number("Mean before"),
            Page.number("should be"),
            Page.number("is"),
            Page.number("99 % interval"),
            Page.number("Variance before"),
            Page.number("should be"),
            Page.number("is"),
            Page.number("99 % interval")),
        rows);
  }

  private static String interval(double value, double error, double degrees) {
    return Double.isNaN(error) ? "–" : Interval.of(value, error, degrees).toString();
  }

  /** The covariance matrix before and after, and the worst pairs. */
  Page.Section covariance(String note) {
    List<Page.Block> blocks = new ArrayList<>();
    blocks.add(
        new Page.Prose(
            "Covariances divided by the original's standard deviations, before and after alike: what"
                + " mixing does to scale shows, which correlations would hide."
                + note));
    blocks.add(new HeatMapsOf(all).maps());
    blocks.add(worst());
    return new Page.Section("covariance", "Covariances", blocks);
  }

  private Page.Block worst() {
    List<List<String>> rows =
        Deviation.pairs(all, all).stream()
            .sorted(Deviation.WORST)
            .limit(WORST)
            .map(
                d ->
                    List.of(
                        d.where(),
                        Printable.number(d.original()),
                        Printable.number(d.predicted()),
                        Printable.number(d.observed()),
                        d.interval().toString(),
                        String.format(Locale.ROOT, "%.2g", d.effect()),
                        String.format(Locale.ROOT, "%.1f", d.errors())))
            .toList();
    return rows.isEmpty()
        ? new Page.Prose("There are no two columns whose covariance could be compared.")
        : new Page.Table(
            rows.size() < WORST ? "All pairs, the worst first" : "The worst ten pairs",
            List.of(
                Page.name("Pair"),
                Page.number("Covariance before"),
                Page.number("should be"),
                Page.number("is"),
                Page.number("99 % interval"),
                Page.number("Effect"),
                Page.number("Standard errors off")),
            rows);
  }

  /** Whether there is a matrix to show. */
  boolean hasMatrix() {
    return all.matrixSize() > 0;
  }
}
