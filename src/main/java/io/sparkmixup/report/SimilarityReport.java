package io.sparkmixup.report;

import io.sparkmixup.similarity.Similarity;
import io.sparkmixup.similarity.Similarity.ColumnScore;
import io.sparkmixup.similarity.Similarity.Frequencies;
import io.sparkmixup.similarity.Similarity.PairScore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How alike two datasets are, for report.json. */
final class SimilarityReport {

  private SimilarityReport() {}

  static Map<String, Object> of(Similarity similarity) {
    Map<String, Object> result = new LinkedHashMap<>();
    Map<String, Object> averages = new LinkedHashMap<>();
    averages.put("columnShapes", similarity.columnShapesScore());
    averages.put("columnPairTrends", similarity.columnPairTrendsScore());
    averages.put("overall", similarity.overallScore());
    averages.put("covarianceSimilarity", similarity.covarianceSimilarity());
    averages.put("varianceSimilarity", similarity.varianceSimilarity());
    result.put("averages", averages);
    result.put(
        "columnShapes", similarity.columnShapes().stream().map(SimilarityReport::column).toList());
    result.put("pairTrends", pairs(similarity.pairTrends()));
    result.put("pairsNotCompared", similarity.pairsNotCompared());
    result.put("covarianceSimilarity", pairs(similarity.covariances()));
    result.put(
        "frequencies",
        similarity.frequencies().stream().map(SimilarityReport::frequencies).toList());
    result.put(
        "leftOut",
        similarity.leftOut().stream()
            .map(
                c -> {
                  Map<String, Object> column = new LinkedHashMap<>();
                  column.put("column", c.column());
                  column.put("reason", c.reason());
                  return column;
                })
            .toList());
    return result;
  }

  private static Map<String, Object> column(ColumnScore score) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("column", score.column());
    result.put("kind", score.kind().name().toLowerCase(Locale.ROOT));
    result.put("metric", score.metric().label());
    result.put("score", score.score());
    result.put("error", score.error());
    score.why().ifPresent(why -> result.put("undefined", why));
    return result;
  }

  private static List<Map<String, Object>> pairs(List<PairScore> scores) {
    return scores.stream().map(SimilarityReport::pair).toList();
  }

  private static Map<String, Object> pair(PairScore score) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("columns", List.of(score.first(), score.second()));
    result.put("metric", score.metric().label());
    result.put("score", score.score());
    if (score.metric().comparesNumbers()) {
      result.put("original", score.original());
      result.put("synthetic", score.synthetic());
    }
    score.why().ifPresent(why -> result.put("undefined", why));
    return result;
  }

  private static Map<String, Object> frequencies(Frequencies frequencies) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("column", frequencies.column());
    result.put("distinct", frequencies.distinct());
    result.put(
        "values",
        frequencies.values().stream()
            .map(
                v -> {
                  Map<String, Object> value = new LinkedHashMap<>();
                  value.put("value", v.value().orElse(null));
                  value.put("original", v.before());
                  value.put("synthetic", v.after());
                  return value;
                })
            .toList());
    return result;
  }
}
