package io.sparkmixup.report.html;

import io.sparkmixup.report.Printable;
import io.sparkmixup.similarity.Similarity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Scores of columns and pairs under the names of SDMetrics: they are shown and do not decide. */
final class SimilaritySection {

  /** Of all pairs, those of which there are thousands. */
  private static final int WORST_PAIRS = 20;

  /** The values of carried columns that are listed, over all columns. */
  private static final int MOST_VALUES = 400;

  private final Similarity found;

  private SimilaritySection(Similarity found) {
    this.found = found;
  }

  /** The section; absent where no column was compared. */
  static Optional<Page.Section> of(Similarity found) {
    return found.columnShapes().isEmpty()
        ? Optional.empty()
        : Optional.of(new SimilaritySection(found).section());
  }

  private Page.Section section() {
    List<Page.Block> blocks = new ArrayList<>();
    blocks.add(
        new Page.Prose(
            "Scores under the names and on the scale of SDMetrics, 1 is best, and Covariance Similarity,"
                + " which it lacks. They do not decide: correlations stay where all variances shrink."));
    blocks.add(averages());
    blocks.add(columns());
    if (!found.pairTrends().isEmpty()) {
      blocks.add(pairs());
    }
    if (!found.frequencies().isEmpty()) {
      blocks.add(values());
    }
    found.leftOut().stream()
        .limit(MOST_VALUES)
        .forEach(
            c -> blocks.add(new Page.Prose("Not compared: " + c.column() + ", " + c.reason())));
    return new Page.Section("similarity", "Similarity", blocks);
  }

  private Page.Table averages() {
    return new Page.Table(
        "Averages",
        List.of(Page.name("Score"), Page.number("Value")),
        List.of(
            List.of("Column Shapes", score(found.columnShapesScore())),
            List.of("Column Pair Trends", score(found.columnPairTrendsScore())),
            List.of("both, on average", score(found.overallScore())),
            List.of("Covariance Similarity of pairs", score(found.covarianceSimilarity())),
            List.of("Covariance Similarity of variances", score(found.varianceSimilarity()))));
  }

  private Page.Table columns() {
    return new Page.Table(
        "Column Shapes",
        List.of(
            Page.name("Column"),
            Page.words("Compared as"),
            Page.words("Metric"),
            Page.number("Score"),
            Page.number("Exact to")),
        found.columnShapes().stream()
            .map(
                c ->
                    List.of(
                        c.column(),
                        c.kind().name().toLowerCase(Locale.ROOT),
                        c.metric().label() + c.why().map(w -> ": " + w).orElse(""),
                        score(c.score()),
                        c.error() > 0 ? String.format(Locale.ROOT, "%.2g", c.error()) : "exact"))
            .toList());
  }

  private Page.Table pairs() {
    return new Page.Table(
        "Column Pair Trends, the worst pairs",
        List.of(
            Page.name("Pair"),
            Page.words("Metric"),
            Page.number("Score"),
            Page.number("Correlation before"),
            Page.number("after")),
        found.worstPairs(WORST_PAIRS).stream()
            .map(
                p ->
                    List.of(
                        p.first() + " × " + p.second(),
                        p.metric().label(),
                        score(p.score()),
                        score(p.original()),
                        score(p.synthetic())))
            .toList());
  }

  private Page.Table values() {
    List<List<String>> rows =
        found.frequencies().stream()
            .flatMap(
                f ->
                    f.values().stream()
                        .map(
                            v ->
                                List.of(
                                    f.column(),
                                    v.value().orElse("(missing)"),
                                    String.format(Locale.ROOT, "%.2f %%", 100 * v.before()),
                                    String.format(Locale.ROOT, "%.2f %%", 100 * v.after()))))
            .limit(MOST_VALUES)
            .toList();
    return new Page.Table(
        "The most frequent values of carried columns",
        List.of(
            Page.name("Column"), Page.name("Value"), Page.number("Before"), Page.number("After")),
        rows);
  }

  private static String score(double score) {
    return Double.isNaN(score)
        ? Printable.number(score)
        : String.format(Locale.ROOT, "%.4f", score);
  }
}
