package io.sparkmixup.report;

import io.sparkmixup.compare.Comparison;
import io.sparkmixup.compare.GroupComparison;
import io.sparkmixup.compare.Verbatim;
import io.sparkmixup.verify.Finding;
import java.util.Locale;

/** A comparison as text for a terminal. */
public final class ComparisonTable {

  /** Longer tables go into report.json. */
  private static final int MOST_LINES = 40;

  /** Of the normal distribution, for 99 %. */
  private static final double INTERVAL = 2.5758;

  private final StringBuilder text = new StringBuilder();

  private ComparisonTable() {}

  /** The table, the verdict in its last line. */
  public static String text(Comparison found) {
    return text(found, "");
  }

  /**
   * The same with more to say.
   *
   * @param more lines that stand above the verdict
   */
  public static String text(Comparison found, String more) {
    ComparisonTable table = new ComparisonTable();
    table.rows(found);
    table.means(found.overall());
    table.scale(found);
    found.verdict().findings().stream()
        .filter(f -> !f.name().equals("scale"))
        .forEach(table::worst);
    if (!found.verdict().harmless().isEmpty()) {
      table.field(
          "harmless",
          "significant, but below the tolerance: %s",
          cut(String.join("; ", found.verdict().harmless()), 200));
    }
    table.correlation(found.overall());
    found.verbatim().ifPresent(v -> table.verbatim(v, found));
    SimilarityTable.lines(found.similarity()).forEach(l -> table.field("similarity", "%s", l));
    table.text.append(more);
    table.field(
        "verdict",
        "%s%s",
        found.verdict().passed() ? "passed: " : "FAILED: ",
        found.verdict().sentence());
    return table.text.toString();
  }

  private void rows(Comparison found) {
    field(
        "rows",
        "%,d original, %,d synthetic",
        found.overall().originalRows(),
        found.overall().syntheticRows());
    found.notes().forEach(note -> field("note", "%s", cut(note, 200)));
    found.notTested().forEach(what -> field("not tested", "%s", what));
    if (found.classTotal() > 0) {
      field(
          "classes",
          found.verbatim().isEmpty()
              ? "%,d, whose shares are compared"
              : "%,d, of which %,d are compared one by one",
          found.classTotal(),
          found.classes().size());
    }
    line("");
  }

  private void means(GroupComparison all) {
    int shown = Math.min(MOST_LINES, all.components());
    int width = 8;
    for (int k = 0; k < shown; k++) {
      width = Math.max(width, cut(all.component(k), 40).length());
    }
    String format = "%-" + width + "s  %14s %14s %14s %14s";
    line(format, "mixed", "mean before", "after", "variance before", "after");
    for (int k = 0; k < shown; k++) {
      line(
          format,
          cut(all.component(k), 40),
          number(all.originalMean(k)),
          number(all.syntheticMean(k)),
          number(all.originalVariance(k)),
          number(all.syntheticVariance(k)));
    }
    if (all.components() > shown) {
      line("... and %,d more: see report.json (--report DIR)", all.components() - shown);
    }
    line("");
  }

  private void scale(Comparison found) {
    GroupComparison all = found.overall();
    double margin = INTERVAL * all.scaleError();
    field(
        "scale",
        "%.4f, 99 %% interval %.4f to %.4f (mean over columns of variance after / before)",
        all.scale(),
        all.scale() - margin,
        all.scale() + margin);
    if (found.notFollowed() > 0) {
      field("not tested", "%,d more components of mixed columns", found.notFollowed());
    }
    if (all.matrixSize() < all.components()) {
      field(
          "not tested",
          "covariances of %,d components, but for %,d at even distances",
          all.components() - all.matrixSize(),
          all.matrixSize());
    }
  }

  private void worst(Finding f) {
    field(
        "worst",
        "%s of %,d: %s: %s -> %s +- %.2g, off by %.2g, p = %.1e",
        f.name(),
        f.tested(),
        cut(f.where(), 80),
        number(f.predicted()),
        number(f.observed()),
        f.standardError(),
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
      field(
          "correlation",
          "does not decide: it stays where all variances shrink; largest change %s x %s, %.4f -> %.4f",
          cut(all.component(all.matrixComponent(where[0])), 40),
          cut(all.component(all.matrixComponent(where[1])), 40),
          all.originalCorrelation(where[0], where[1]),
          all.syntheticCorrelation(where[0], where[1]));
    }
  }

  private void verbatim(Verbatim verbatim, Comparison found) {
    field(
        "verbatim",
        "%.3g %% of rows (%,d) equal an original in all %d %s mixed columns; %,d originals equal"
            + " another one",
        100 * found.verbatimShare(),
        verbatim.rows(),
        verbatim.columns().size(),
        verbatim.continuous() ? "continuous" : "(none is continuous)",
        verbatim.repeatedOriginals());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }

  /** Names are data: cut to a length, and without control characters that could move a cursor. */
  static String cut(String name, int longest) {
    String printable = name.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= longest ? printable : printable.substring(0, longest - 1) + "…";
  }

  private void field(String name, String format, Object... values) {
    text.append(String.format(Locale.ROOT, "%-11s ", name));
    line(format, values);
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
