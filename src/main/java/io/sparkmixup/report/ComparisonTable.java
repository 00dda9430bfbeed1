package io.sparkmixup.report;

import io.sparkmixup.compare.Comparison;
import io.sparkmixup.compare.GroupComparison;
import io.sparkmixup.compare.Verbatim;
import io.sparkmixup.plan.QuotedName;
import io.sparkmixup.verify.Finding;
import io.sparkmixup.verify.Findings;
import io.sparkmixup.verify.Interval;
import java.util.Optional;

/** A comparison as text for a terminal. */
public final class ComparisonTable {

  private final TextLines lines;

  private ComparisonTable(Colours colours) {
    lines = new TextLines(colours);
  }

  /** The table, the verdict in its last line. */
  public static String text(Comparison found, Colours colours) {
    return text(found, "", colours);
  }

  /**
   * The same with more to say.
   *
   * @param more lines that stand above the verdict
   */
  public static String text(Comparison found, String more, Colours colours) {
    ComparisonTable table = new ComparisonTable(colours);
    table.rows(found);
    table.lines.moments(GroupView.of(found.overall()));
    table.lines.line("");
    table.scale(found);
    found.verdict().findings().stream()
        .filter(f -> !f.name().equals(Findings.SCALE) && !f.name().equals(Findings.TRACE))
        .forEach(table::worst);
    if (!found.verdict().harmless().isEmpty()) {
      table.lines.field(
          "harmless",
          "significant, but below the tolerance: %s",
          Printable.cut(String.join("; ", found.verdict().harmless()), 200));
    }
    table.correlation(found.overall());
    found.verbatim().ifPresent(v -> table.verbatim(v, found));
    SimilarityTable.lines(found.similarity())
        .forEach(l -> table.lines.field("similarity", "%s", l));
    table.lines.append(more);
    table.lines.verdict(Optional.of(found.verdict()));
    return table.lines.text();
  }

  private void rows(Comparison found) {
    lines.field(
        "rows",
        "%,d original, %,d synthetic",
        found.overall().originalRows(),
        found.overall().syntheticRows());
    found.notes().forEach(note -> lines.field("note", "%s", Printable.cut(note, 200)));
    found.notTested().forEach(what -> lines.field("not tested", "%s", what));
    if (found.classTotal() > 0) {
      lines.field(
          "classes",
          found.verbatim().isEmpty()
              ? "%,d, whose shares are compared"
              : "%,d, of which %,d are compared one by one",
          found.classTotal(),
          found.comparedClasses());
    }
    lines.line("");
  }

  private void scale(Comparison found) {
    GroupComparison all = found.overall();
    lines.ratio(GroupView.of(all), found.verdict(), "");
    found
        .trace()
        .ifPresent(
            t ->
                lines.trace(
                    t.expected(),
                    t.observed(),
                    Interval.of(t.observed(), t.standardError(), t.degrees()),
                    t.components()));
    if (found.notFollowed() > 0) {
      lines.field("not tested", "%,d more components of mixed columns", found.notFollowed());
    }
    if (all.matrixSize() < all.components()) {
      lines.field(
          "not tested",
          "covariances of %,d components, but their variances; %,d at even distances are",
          all.components() - all.matrixSize(),
          all.matrixSize());
    }
  }

  private void worst(Finding f) {
    lines.field(
        "worst",
        "%s of %,d: %s: %s -> %s (99 %% interval %s), off by %.2g, p = %.1e",
        f.name(),
        f.tested(),
        Printable.cut(f.where(), 80),
        f.predictedText(),
        f.observedText(),
        f.intervalText(),
        f.effect(),
        f.pValue());
  }

  private void correlation(GroupComparison all) {
    double most = -1;
    int[] where = new int[2];
    for (int i = 0; i < all.matrixSize(); i++) {
      for (int j = 0; j < i; j++) {
        double change = Math.abs(all.syntheticCorrelation(i, j) - all.originalCorrelation(i, j));
        if (change > most) {
          most = change;
          where = new int[] {i, j};
        }
      }
    }
    if (most >= 0) {
      lines.field(
          "correlation",
          "does not decide: it stays where all variances shrink; largest change %s, %.4f -> %.4f",
          QuotedName.pair(
              TextLines.cut(all.component(all.matrixComponent(where[0]))),
              TextLines.cut(all.component(all.matrixComponent(where[1])))),
          all.originalCorrelation(where[0], where[1]),
          all.syntheticCorrelation(where[0], where[1]));
    }
  }

  private void verbatim(Verbatim verbatim, Comparison found) {
    lines.field(
        "verbatim",
        "%.3g %% of rows (%,d) equal an original in all %d %s mixed columns, %,d one that occurs once;"
            + " %,d originals equal another one",
        100 * found.verbatimShare(),
        verbatim.rows(),
        verbatim.columns().size(),
        verbatim.continuous() ? "continuous" : "(none is continuous)",
        verbatim.ofSingles(),
        verbatim.repeatedOriginals());
  }
}
