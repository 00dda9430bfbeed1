package io.sparkmixup.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.similarity.Similarity.ColumnScore;
import io.sparkmixup.similarity.Similarity.LeftOut;
import io.sparkmixup.similarity.Similarity.PairScore;
import io.sparkmixup.similarity.Similarity.ValueShare;
import io.sparkmixup.testing.LocalSpark;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/**
 * Scores of tables whose scores are known by hand. That they are those of SDMetrics, on real and
 * made tables, is what {@code .ci/run similarity} shows.
 */
class SimilarityTest {

  private static final SparkSession SPARK = LocalSpark.session();

  private static Dataset<Row> rows(String columns, String... values) {
    return SPARK.sql(
        "select * from values " + String.join(", ", values) + " as t(" + columns + ")");
  }

  private static Similarity compare(Dataset<Row> a, Dataset<Row> b, MixupRequest request) {
    ColumnRoles roles = ColumnRoles.proposed(a.schema(), request, Map.of());
    return Similarity.of(a, b, roles, a.count(), b.count());
  }

  private static Similarity compare(Dataset<Row> a, Dataset<Row> b) {
    return compare(a, b, MixupRequest.standard());
  }

  private static ColumnScore column(Similarity found, String name) {
    return found.columnShapes().stream()
        .filter(c -> c.column().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static PairScore pair(List<PairScore> scores, String first, String second) {
    return scores.stream()
        .filter(p -> p.first().equals(first) && p.second().equals(second))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void scoresAreThoseOfTheDefinitions() {
    Dataset<Row> a =
        rows("x, y, k", "(0D, 0D, 'u')", "(1D, 2D, 'u')", "(2D, 4D, 'v')", "(3D, 6D, null)");
    Dataset<Row> b =
        rows("x, y, k", "(0D, 6D, 'u')", "(1D, 4D, 'v')", "(2D, 2D, 'v')", "(9D, -12D, 'w')");
    Similarity found = compare(a, b);
    // After 2: 3/4 on both sides; after 3: 1 and 3/4.
    assertThat(column(found, "x").score()).isEqualTo(0.75);
    assertThat(column(found, "x").metric()).isEqualTo(Metric.KS_COMPLEMENT);
    // Without null 2/3, 1/3, 0 against 1/4, 2/4, 1/4.
    assertThat(column(found, "k").score())
        .isCloseTo(1 - (5 / 12.0 + 2 / 12.0 + 3 / 12.0) / 2, within(1e-15));
    assertThat(column(found, "k").metric()).isEqualTo(Metric.TV_COMPLEMENT);
    // Correlations 1 and -1.
    PairScore correlation = pair(found.pairTrends(), "x", "y");
    assertThat(correlation.score()).isCloseTo(0, within(1e-15));
    assertThat(correlation.original()).isCloseTo(1, within(1e-15));
    // Bins of x are 0.3 wide: cells (0, u), (1, u), (2, v), (3, null) and (0, u), (1, v), (2, v),
    // (9, w), where 9 falls into the last bin, as 3 does.
    PairScore contingency = pair(found.pairTrends(), "x", "k");
    assertThat(contingency.score()).isCloseTo(0.5, within(1e-15));
    assertThat(contingency.metric()).isEqualTo(Metric.CONTINGENCY_SIMILARITY);
    // S = 5/3 and 10/3; T of x is 50/3.
    assertThat(pair(found.covariances(), "x", "x").score()).isZero();
    assertThat(pair(found.covariances(), "x", "y").original()).isCloseTo(10 / 3.0, within(1e-15));
    assertThat(found.columnShapesScore())
        .isCloseTo(
            found.columnShapes().stream().mapToDouble(ColumnScore::score).average().orElseThrow(),
            within(1e-15));
    assertThat(found.overallScore())
        .isCloseTo((found.columnShapesScore() + found.columnPairTrendsScore()) / 2, within(1e-15));
    assertThat(found.pairsNotCompared()).isZero();
  }

  /** What correlation cannot see: all variances at two thirds. */
  @Test
  void covarianceSimilaritySeesThatAllVariancesShrink() {
    Dataset<Row> a =
        SPARK.range(0, 900, 1, 3).selectExpr("sin(id) as x", "sin(id) + cos(3 * id) as y");
    Dataset<Row> b = a.selectExpr("x * sqrt(2D / 3) as x", "y * sqrt(2D / 3) as y");
    Similarity found = compare(a, b);
    assertThat(found.columnPairTrendsScore()).isCloseTo(1, within(1e-12));
    assertThat(found.varianceSimilarity()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(pair(found.covariances(), "x", "y").score())
        .isCloseTo(1 - pair(found.pairTrends(), "x", "y").original() / 3, within(1e-12));
  }

  @Test
  void scoresThatAreNotDefinedSayWhy() {
    String columns = "x, c, none, k";
    Dataset<Row> a =
        rows(
            columns,
            "(1D, 5, cast(null as double), 'u')",
            "(2D, 5, null, 'u')",
            "(4D, 5, null, 'v')");
    Dataset<Row> b =
        rows(
            columns, "(1D, 5, 1D, cast(null as string))", "(2D, 6, 2D, null)", "(4D, 6, 3D, null)");
    Similarity found = compare(a, b);
    assertThat(column(found, "none").why()).contains("the original has no value of it");
    assertThat(column(found, "none").score()).isNaN();
    assertThat(column(found, "k").why()).contains("the synthetic rows have no value of it");
    assertThat(column(found, "k").score()).isNaN();
    PairScore constant = pair(found.pairTrends(), "x", "c");
    assertThat(constant.why()).contains("c is constant in the original");
    assertThat(constant.score()).isNaN();
    assertThat(pair(found.pairTrends(), "x", "none").why())
        .contains("no correlation over the rows that hold both");
    assertThat(pair(found.covariances(), "x", "c").why())
        .contains("one of them has no variance in the original");
    // What is missing is a value here: nothing in common.
    assertThat(pair(found.pairTrends(), "none", "k").score()).isCloseTo(0, within(1e-15));
    // The average is over those that are defined: x and c.
    assertThat(found.columnShapesScore()).isCloseTo((1 + 1 / 3.0) / 2, within(1e-15));
    assertThat(pair(compare(b, a).pairTrends(), "x", "c").why())
        .contains("c is constant among the synthetic rows");
  }

  @Test
  void saysWhichColumnsAreComparedAsWhat() {
    Dataset<Row> a =
        SPARK
            .range(0, 200)
            .selectExpr(
                "id as row_id",
                "id + 0.5D as x",
                "cast(id % 3 as decimal(5, 2)) as price",
                "id % 2 = 0 as flag",
                "int(id % 4) as group",
                "date_add(date'2020-01-01', int(id % 7)) as day",
                "timestamp_seconds(id * 1000) as time",
                "string(id % 5) as word",
                "cast('u' as binary) as bytes",
                "array(1D, 2D) as pair",
                "map('k', id) as map",
                "named_struct('s', id) as struct",
                "id as gone",
                "string(id) as key");
    Similarity found =
        compare(
            a,
            a,
            MixupRequest.standard()
                .withLabel(Optional.of("group"))
                .withDrop(List.of("gone"))
                .withIdColumns(List.of("key")));
    assertThat(
            found.columnShapes().stream()
                .collect(Collectors.toMap(ColumnScore::column, ColumnScore::kind)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "x", Kind.NUMERICAL,
                "price", Kind.NUMERICAL,
                "flag", Kind.CATEGORICAL,
                "group", Kind.CATEGORICAL,
                "day", Kind.DATETIME,
                "time", Kind.DATETIME,
                "word", Kind.CATEGORICAL));
    assertThat(found.leftOut())
        .containsExactly(
            new LeftOut("row_id", "looks like an id"),
            new LeftOut("bytes", "its type, binary"),
            new LeftOut("pair", "its type, array<double>"),
            new LeftOut("map", "its type, map<string,bigint>"),
            new LeftOut("struct", "its type, struct<s:bigint>"),
            new LeftOut("gone", "dropped"),
            new LeftOut("key", "an id"));
    assertThat(found.overallScore()).isCloseTo(1, within(1e-12));
    assertThat(found.frequencies())
        .extracting(Similarity.Frequencies::column)
        .containsExactly("flag", "group", "day", "word");
    assertThat(found.frequencies().get(0).values())
        .containsExactly(
            new ValueShare(Optional.of("false"), 0.5, 0.5),
            new ValueShare(Optional.of("true"), 0.5, 0.5));
  }

  /** Unique texts are counted, twenty are listed, and pairs with them are not compared. */
  @Test
  void keepsLittleOfColumnsWithManyValues() {
    String text = "concat(repeat('long ', 30), id)";
    Dataset<Row> a =
        SPARK.range(0, 2000, 1, 4).selectExpr("id + 0.5D as x", text + " as t", "'v' as k");
    Dataset<Row> b =
        SPARK.range(1000, 2500, 1, 3).selectExpr("id + 0.5D as x", text + " as t", "'v' as k");
    Similarity found = compare(a, b);
    // 1,000 values each 1/2000 and 1/1500, 1,000 gone, 500 new.
    assertThat(column(found, "t").score()).isCloseTo(0.5, within(1e-12));
    Similarity.Frequencies texts = found.frequencies().get(0);
    assertThat(texts.distinct()).isEqualTo(2500);
    assertThat(texts.values()).hasSize(20).allMatch(v -> v.value().orElseThrow().length() == 61);
    assertThat(found.pairTrends()).extracting(PairScore::first).containsExactly("x");
    assertThat(found.pairsNotCompared()).isEqualTo(2);
  }

  /** Above 100,000 rows: within the error that is stated, which is small, whatever the law. */
  @Test
  void distancesOfLargeTablesLieWithinTheirErrors() {
    Dataset<Row> a = large(1, 0);
    Dataset<Row> b = large(5, 0.05);
    Similarity found = compare(a, b);
    for (ColumnScore score : found.columnShapes()) {
      double exact = 1 - distance(a, b, score.column());
      assertThat(exact)
          .as(score.column())
          .isBetween(score.score() - score.error() - 1e-12, score.score() + 1e-12);
      assertThat(score.error()).as(score.column()).isLessThan(0.01);
    }
    assertThat(column(found, "count").error()).isZero();
    assertThat(column(found, "constant").score()).isEqualTo(1);
  }

  private static Dataset<Row> large(long seed, double shift) {
    return SPARK
        .range(0, 110_000, 1, 3)
        .selectExpr(
            "randn(" + seed + ") + " + shift + " as x",
            "exp(4 * randn(" + (seed + 1) + ")) as skewed",
            "if(rand(" + (seed + 2) + ") < 0.6, 0D, randn(" + (seed + 3) + ")) as atom",
            "int(10 * rand(" + (seed + 4) + ")) as count",
            "1.5D as constant")
        .localCheckpoint();
  }

  /** Spark's own arithmetic: the largest difference of shares up to a value. */
  private static double distance(Dataset<Row> a, Dataset<Row> b, String column) {
    return a.selectExpr(column + " as v", "1 as a", "0 as b")
        .union(b.selectExpr(column + " as v", "0 as a", "1 as b"))
        .groupBy("v")
        .agg(Map.of("a", "sum", "b", "sum"))
        .selectExpr(
            "abs(sum(`sum(a)`) over (order by v) / 110000D"
                + " - sum(`sum(b)`) over (order by v) / 110000D) as d")
        .selectExpr("max(d)")
        .head()
        .getDouble(0);
  }

  /** Pairs are among fifty columns at even distances. */
  @Test
  void boundsThePairs() {
    String[] columns = new String[60];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = "rand(" + i + ") as x" + i;
    }
    Dataset<Row> a = SPARK.range(0, 50, 1, 1).selectExpr(columns);
    Similarity found = compare(a, a);
    assertThat(found.columnShapes()).hasSize(60);
    assertThat(found.pairTrends()).hasSize(50 * 49 / 2);
    assertThat(found.pairsNotCompared()).isEqualTo(60 * 59 / 2 - 50 * 49 / 2);
    assertThat(found.pairTrends().get(48).second()).isEqualTo("x58");
  }
}
