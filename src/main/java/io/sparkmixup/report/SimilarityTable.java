package io.sparkmixup.report;

import io.sparkmixup.plan.QuotedName;
import io.sparkmixup.similarity.Similarity;
import io.sparkmixup.similarity.Similarity.ColumnScore;
import io.sparkmixup.similarity.Similarity.PairScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How alike two datasets are, in a few lines for a terminal. */
final class SimilarityTable {

  /** The worst columns and pairs that are shown. */
  private static final int WORST = 3;

  private SimilarityTable() {}

  static List<String> lines(Similarity similarity) {
    if (similarity.columnShapes().isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    double error =
        similarity.columnShapes().stream().mapToDouble(ColumnScore::error).max().orElse(0);
    lines.add(
        line(
            "as SDMetrics has it, does not decide: Column Shapes %s%s, Column Pair Trends %s,"
                + " average %s",
            number(similarity.columnShapesScore()),
            error > 0 ? line(" (columns exact to %.2g)", error) : "",
            number(similarity.columnPairTrendsScore()),
            number(similarity.overallScore())));
    if (!similarity.covariances().isEmpty()) {
      lines.add(
          line(
              "Covariance Similarity: of variances %s, of pairs %s",
              number(similarity.varianceSimilarity()), number(similarity.covarianceSimilarity())));
    }
    lines.add(
        "worst columns: "
            + similarity.worstColumns(WORST).stream()
                .map(c -> cut(c.column()) + " " + number(c.score()))
                .collect(Collectors.joining(", ")));
    List<PairScore> pairs = similarity.worstPairs(WORST);
    if (!pairs.isEmpty()) {
      lines.add(
          "worst pairs: "
              + pairs.stream()
                  .map(
                      p ->
                          QuotedName.pair(cut(p.first()), cut(p.second()))
                              + " "
                              + number(p.score()))
                  .collect(Collectors.joining(", ")));
    }
    if (!similarity.leftOut().isEmpty() || similarity.pairsNotCompared() > 0) {
      lines.add(
          line(
              "not compared: %,d columns, %,d pairs of the others",
              similarity.leftOut().size(), similarity.pairsNotCompared()));
    }
    return lines;
  }

  private static String cut(String name) {
    return Printable.cut(name, 40);
  }

  private static String number(double score) {
    return Double.isNaN(score) ? "none" : line("%.4f", score);
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
