package io.sparkmixup.similarity;

import io.sparkmixup.plan.ColumnRoles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What users of SDMetrics expect to see of two datasets, by its names and on its scale: Column
 * Shapes and Column Pair Trends; and beside them Covariance Similarity, which sees what correlation
 * cannot: that all variances have shrunk. Averages are over the scores that are defined.
 *
 * @param columnShapes a score of each column that is compared
 * @param pairTrends a score of each pair that is compared
 * @param covariances Covariance Similarity of each pair of columns of numbers; of a column with
 *     itself, it is that of its variance
 * @param pairsNotCompared how many pairs of compared columns have no score, for they are too many
 * @param frequencies of the values of carried columns
 * @param leftOut columns that are not compared
 */
public record Similarity(
    List<ColumnScore> columnShapes,
    List<PairScore> pairTrends,
    List<PairScore> covariances,
    long pairsNotCompared,
    List<Frequencies> frequencies,
    List<LeftOut> leftOut) {

  /**
   * The score of a column.
   *
   * @param score NaN where it is not defined
   * @param error the true score lies between {@code score - error} and {@code score}; 0 where it is
   *     exact
   * @param why it is not defined
   */
  public record ColumnScore(
      String column, Kind kind, Metric metric, double score, double error, Optional<String> why) {}

  /**
   * The score of a pair.
   *
   * @param score NaN where it is not defined
   * @param original the correlation or covariance in the original, NaN where the score is of none
   * @param synthetic the same among the synthetic rows
   * @param why it is not defined
   */
  public record PairScore(
      String first,
      String second,
      Metric metric,
      double score,
      double original,
      double synthetic,
      Optional<String> why) {

    /** Whether it is about one column. */
    boolean isOfOneColumn() {
      return first.equals(second);
    }
  }

  /**
   * The most frequent values of a carried column.
   *
   * @param distinct how many different values there are on both sides together, nulls left out
   */
  public record Frequencies(String column, long distinct, List<ValueShare> values) {}

  /**
   * How frequent a value is.
   *
   * @param value cut where it is long; empty for null
   * @param before its share of the original rows
   * @param after its share of the synthetic rows
   */
  public record ValueShare(Optional<String> value, double before, double after) {}

  /** A column that is not compared, and why. */
  public record LeftOut(String column, String reason) {}

  /**
   * Compares two datasets of the same columns.
   *
   * @param roles of all columns, those included that neither side has any more
   * @param originalRows how many there are
   * @param syntheticRows how many there are
   */
  public static Similarity of(
      Dataset<Row> original,
      Dataset<Row> synthetic,
      ColumnRoles roles,
      long originalRows,
      long syntheticRows) {
    ComparedColumns columns = ComparedColumns.of(original.schema(), roles);
    return new Scoring(columns, original, synthetic, originalRows, syntheticRows).similarity();
  }

  /**
   * Compares a dataset with a stored original, as far as that goes.
   *
   * @param roles of all columns
   */
  public static Similarity of(StoredColumns original, Dataset<Row> synthetic, ColumnRoles roles) {
    return new StoredScoring(original, roles, synthetic).similarity();
  }

  /** The average over columns. */
  public double columnShapesScore() {
    return average(columnShapes, ColumnScore::score);
  }

  /** The average over pairs. */
  public double columnPairTrendsScore() {
    return average(pairTrends, PairScore::score);
  }

  /** The average of the two above, or the one of them that is defined. */
  public double overallScore() {
    return average(List.of(columnShapesScore(), columnPairTrendsScore()), (Double score) -> score);
  }

  /** The average over pairs of different columns. */
  public double covarianceSimilarity() {
    return average(covariances.stream().filter(p -> !p.isOfOneColumn()).toList(), PairScore::score);
  }

  /** The average over columns, of their variances. */
  public double varianceSimilarity() {
    return average(
        covariances.stream().filter(PairScore::isOfOneColumn).toList(), PairScore::score);
  }

  /** The columns with the lowest scores, the lowest first. */
  public List<ColumnScore> worstColumns(int most) {
    return worst(columnShapes.stream(), ColumnScore::score, most);
  }

  /** The pairs with the lowest scores, the lowest first. */
  public List<PairScore> worstPairs(int most) {
    return worst(pairTrends.stream(), PairScore::score, most);
  }

  private static <T> List<T> worst(Stream<T> scores, ToDoubleFunction<T> score, int most) {
    List<T> defined =
        new ArrayList<>(scores.filter(s -> !Double.isNaN(score.applyAsDouble(s))).toList());
    defined.sort((a, b) -> Double.compare(score.applyAsDouble(a), score.applyAsDouble(b)));
    return defined.subList(0, Math.min(most, defined.size()));
  }

  private static <T> double average(List<T> scores, ToDoubleFunction<T> score) {
    return scores.stream()
        .mapToDouble(score)
        .filter(s -> !Double.isNaN(s))
        .average()
        .orElse(Double.NaN);
  }
}
