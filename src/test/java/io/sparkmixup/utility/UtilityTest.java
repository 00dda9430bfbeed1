package io.sparkmixup.utility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.RequestException;
import io.sparkmixup.compare.Comparison;
import io.sparkmixup.compare.ComparisonRequest;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.testing.LocalSpark;
import io.sparkmixup.verify.Limits;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/** Learners on laws whose best possible figures are known. Significance 1e-4, fixed seeds. */
class UtilityTest {

  private static final SparkSession SPARK = LocalSpark.session();

  private static final double Z = 3.89;

  /** The distance of the means of the two classes, in standard deviations. */
  private static final double APART = 2;

  private static final String LOGISTIC = "logistic regression";
  private static final String FOREST = "random forest";

  /** Two Gaussian classes, equally likely, and a word and a number that say nothing. */
  private static Dataset<Row> classes(long rows, int seed) {
    return SPARK
        .range(0, rows, 1, 3)
        .selectExpr(
            "id",
            String.format("if(rand(%d) < 0.5, 'no', 'yes') as y", seed),
            String.format("randn(%d) as u", seed + 1),
            String.format("randn(%d) as v", seed + 2),
            String.format("rand(%d) as r", seed + 3))
        .selectExpr(
            "y",
            "u + if(y = 'yes', 0.6, -0.6) as a",
            "1000 * (v + if(y = 'yes', 0.8, -0.8)) as b",
            "if(r < 0.1, null, r) as c",
            "substring('rgb', int(1 + 2.999 * r), 1) as word")
        .localCheckpoint();
  }

  private static MixupRequest asked() {
    return MixupRequest.standard().withLabel(Optional.of("y"));
  }

  private static Utility measure(
      Dataset<Row> original, Dataset<Row> synthetic, Dataset<Row> holdout) {
    return measure(original, synthetic, Optional.of(holdout), asked());
  }

  private static Utility measure(
      Dataset<Row> original,
      Dataset<Row> synthetic,
      Optional<Dataset<Row>> holdout,
      MixupRequest asked) {
    Comparison found =
        Comparison.of(
            original, synthetic, new ComparisonRequest(asked, Limits.standard(), 1), message -> {});
    return Utility.of(found, new Rows(original, synthetic, holdout), "y", message -> {});
  }

  private static Score score(Utility found, String learner, Source source, Measure measure) {
    return found.scores().stream()
        .filter(s -> s.learner().equals(learner) && s.source() == source && s.measure() == measure)
        .findFirst()
        .orElseThrow();
  }

  private static void near(Score score, double value, double also) {
    assertThat(score.value()).isCloseTo(value, within(Z * score.standardError() + also));
  }

  /**
   * The best rule is right with probability Phi(APART / 2), and its area under the curve is
   * Phi(APART / sqrt(2)).
   */
  @Test
  void gaussianClassesAreToldApartAsWellAsTheyCanBe() {
    Dataset<Row> original = classes(3000, 1);
    Utility found = measure(original, classes(2000, 11), classes(2000, 21));
    assertThat(found.heldOut()).isEqualTo(2000);
    assertThat(found.apart()).isTrue();
    assertThat(found.classes()).containsExactly("no", "yes");
    assertThat(found.trainings())
        .extracting(Utility.TrainingSet::source)
        .containsExactly(Source.REAL, Source.BOOTSTRAP, Source.SYNTHETIC);
    assertThat(found.trainings().get(0).rows()).isEqualTo(3000);
    assertThat(found.trainings().get(1).rows()).isCloseTo(3000, within(214L));
    assertThat(found.trainings().get(2).rows()).isEqualTo(2000);
    // a, b, c, whether c is missing, three words and the others.
    assertThat(found.features()).isEqualTo(8);
    NormalDistribution normal = NormalDistribution.of(0, 1);
    double right = normal.cumulativeProbability(APART / 2);
    double area = normal.cumulativeProbability(APART / Math.sqrt(2));
    for (Source source : List.of(Source.REAL, Source.BOOTSTRAP, Source.SYNTHETIC)) {
      near(score(found, LOGISTIC, source, Measure.ACCURACY), right, 0.003);
      near(score(found, LOGISTIC, source, Measure.AUC), area, 0.003);
      near(score(found, FOREST, source, Measure.ACCURACY), right, 0.015);
    }
    Score constant = score(found, "none", Source.CONSTANT, Measure.ACCURACY);
    near(constant, 0.5, 0);
    near(score(found, "none", Source.CONSTANT, Measure.LOG_LOSS), Math.log(2), 0.002);
    assertThat(score(found, "none", Source.CONSTANT, Measure.AUC).value()).isEqualTo(0.5);
    // Over the same rows, models that are alike differ by less than each is sure of.
    Score real = score(found, LOGISTIC, Source.REAL, Measure.LOG_LOSS);
    Score synthetic = score(found, LOGISTIC, Source.SYNTHETIC, Measure.LOG_LOSS);
    assertThat(real.difference()).isZero();
    assertThat(synthetic.differenceError()).isPositive().isLessThan(real.standardError() / 3);
    assertThat(synthetic.difference()).isEqualTo(synthetic.value() - real.value());
    assertThat(found.closeness().orElseThrow().columns()).containsExactly("a", "b", "c");
  }

  /** Labels that say nothing of the rows they stand in. */
  private static Dataset<Row> shuffled(Dataset<Row> original) {
    return original
        .selectExpr("if(rand(5) < 0.5, 'no', 'yes') as y", "a", "b", "c", "word")
        .localCheckpoint();
  }

  /** No better than chance, and seen as that. */
  @Test
  void shuffledLabelsAreWorthNothing() {
    Dataset<Row> original = classes(2000, 1);
    Utility found = measure(original, shuffled(original), Optional.empty(), asked());
    assertThat(found.apart()).isFalse();
    assertThat(found.heldOut()).isCloseTo(500, within(76L));
    assertThat(found.trainings().get(0).rows()).isEqualTo(2000 - found.heldOut());
    for (String learner : List.of(LOGISTIC, FOREST)) {
      Score area = score(found, learner, Source.SYNTHETIC, Measure.AUC);
      assertThat(area.difference()).isLessThan(-Z * area.differenceError());
      Score loss = score(found, learner, Source.SYNTHETIC, Measure.LOG_LOSS);
      assertThat(loss.difference()).isGreaterThan(Z * loss.differenceError());
      // What is learned from noise points anywhere, but not far.
      assertThat(loss.value()).isCloseTo(Math.log(2), within(0.06));
      Score bootstrap = score(found, learner, Source.BOOTSTRAP, Measure.ACCURACY);
      assertThat(Math.abs(bootstrap.difference())).isLessThan(0.03);
    }
  }

  /** Var(y) = 4 + 1 + 0.25, of which 0.25 cannot be explained. */
  @Test
  void aLinearLawIsExplainedAsFarAsItCanBe() {
    Dataset<Row> original = numbers(2000, 1);
    Utility found = measure(original, numbers(2000, 11), numbers(1500, 21));
    assertThat(found.classes()).isEmpty();
    for (Source source : List.of(Source.REAL, Source.BOOTSTRAP, Source.SYNTHETIC)) {
      near(score(found, "linear regression", source, Measure.RMSE), 0.5, 0.003);
      near(score(found, "linear regression", source, Measure.R_SQUARED), 5 / 5.25, 0.001);
    }
    near(score(found, "none", Source.CONSTANT, Measure.RMSE), Math.sqrt(5.25), 0.01);
    near(score(found, "none", Source.CONSTANT, Measure.R_SQUARED), 0, 0.005);
    Score forest = score(found, FOREST, Source.REAL, Measure.R_SQUARED);
    assertThat(forest.value()).isBetween(0.85, 5 / 5.25);
  }

  private static Dataset<Row> numbers(long rows, int seed) {
    return SPARK
        .range(0, rows, 1, 2)
        .selectExpr(
            "id",
            String.format("randn(%d) as a", seed),
            String.format("randn(%d) as b", seed + 1),
            String.format("randn(%d) as e", seed + 2))
        .selectExpr("a", "7 + b / 3 as b", "id", "2 * a - b + 0.5 * e as y")
        .localCheckpoint();
  }

  /** A class, words and values that one side alone has; synthetic rows of one class. */
  @Test
  void sidesMayDiffer() {
    Dataset<Row> original =
        classes(400, 51).withColumn("y", functions.expr("if(a > 2, 'rare', y)"));
    Dataset<Row> one =
        classes(300, 61).selectExpr("'yes' as y", "a", "b", "double(null) as c", "'new' as word");
    Utility found = measure(original, one, Optional.empty(), asked());
    assertThat(found.classes()).containsExactly("no", "rare", "yes");
    Score accuracy = score(found, FOREST, Source.SYNTHETIC, Measure.ACCURACY);
    assertThat(accuracy)
        .isEqualTo(asForest(score(found, LOGISTIC, Source.SYNTHETIC, Measure.ACCURACY), accuracy));
    assertThat(accuracy.value()).isBetween(0.3, 0.6);
    assertThat(score(found, FOREST, Source.SYNTHETIC, Measure.LOG_LOSS).value())
        .isGreaterThan(1)
        .isLessThan(Math.log(3 * 301));
    assertThat(found.closeness()).isEmpty();
  }

  private static Score asForest(Score score, Score forest) {
    return new Score(
        forest.learner(),
        score.source(),
        score.measure(),
        score.value(),
        score.standardError(),
        forest.difference(),
        forest.differenceError());
  }

  @Test
  void hundredClassesAreToldApart() {
    Dataset<Row> original =
        SPARK.range(3000).selectExpr("cast(id % 100 as int) as y", "id % 100 + rand(3) / 2 as a");
    Utility found = measure(original, original, Optional.empty(), asked().withMix(List.of("a")));
    assertThat(found.classes()).hasSize(100);
    assertThat(score(found, FOREST, Source.REAL, Measure.ACCURACY).value()).isGreaterThan(0.2);
    assertThat(score(found, "none", Source.CONSTANT, Measure.ACCURACY).value()).isLessThan(0.05);
  }

  /**
   * Rows come to the learners, whose seeds are fixed, in an order and in partitions that do not
   * depend on how they lay: equal ones among them too.
   */
  @Test
  void whatIsTrainedOnFollowsFromTheRows() {
    Dataset<Row> rows = classes(300, 71);
    Dataset<Row> twice = rows.union(rows.limit(50)).localCheckpoint();
    Fields fields = new Fields(twice.schema(), List.of("a", "b", "c"), List.of("y", "word"));
    for (Drawn.Use use : Drawn.Use.values()) {
      List<byte[]> found = drawn(twice, fields, use);
      List<byte[]> again = drawn(twice.orderBy("a").repartition(5), fields, use);
      assertThat(again.toArray(byte[][]::new)).isDeepEqualTo(found.toArray(byte[][]::new));
      double share = use == Drawn.Use.HELD_OUT ? 0.25 : 0.75 * 0.8;
      double spread = Math.sqrt(350 * share * (use == Drawn.Use.BOOTSTRAP ? 2 : 1));
      assertThat((double) found.size()).isCloseTo(350 * share, within(Z * spread));
    }
  }

  private static List<byte[]> drawn(Dataset<Row> rows, Fields fields, Drawn.Use use) {
    Drawn.Shares shares = new Drawn.Shares(0.25, 1, 0.8);
    // Three partitions.
    return Drawn.rows(Drawn.of(fields.encoded(rows), shares), use, 120_000).collectAsList();
  }

  private static void refused(Dataset<Row> original, String message) {
    assertThatThrownBy(
            () -> measure(original, original, Optional.empty(), asked().withMix(List.of("a"))))
        .isInstanceOf(RequestException.class)
        .hasMessage(message);
  }

  @Test
  void refusesWhatCannotBePredicted() {
    refused(
        classes(400, 1).withColumn("y", functions.lit("yes")),
        "--utility: 'y' has one value alone in the 301 real rows to train on: there is nothing to"
            + " predict");
    refused(
        SPARK.range(2000).selectExpr("cast(id % 101 as string) as y", "rand(1) as a"),
        "--utility: 'y' has more than 100 classes among the real rows: name a label with fewer, or"
            + " a number");
    refused(
        classes(30, 1),
        "--utility: 22 real rows with a value of 'y' to train on and 8 held out; there have to be"
            + " 20 of each");
  }
}
