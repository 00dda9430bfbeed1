package io.sparkmixup.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.RequestException;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.profile.Profile;
import io.sparkmixup.similarity.Similarity;
import io.sparkmixup.similarity.Similarity.ColumnScore;
import io.sparkmixup.similarity.Similarity.LeftOut;
import io.sparkmixup.similarity.Similarity.PairScore;
import io.sparkmixup.testing.LocalSpark;
import io.sparkmixup.verify.Finding;
import io.sparkmixup.verify.Limits;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A profile in place of the original: what it knows it says as the rows do, and what must fail
 * fails. Fixed seeds; what passes would fail by chance at one seed in ten thousand.
 */
class StoredComparisonTest {

  private static final SparkSession SPARK = LocalSpark.session();

  private static final long ROWS = 30_000;

  private static Dataset<Row> original;
  private static Dataset<Row> second;
  private static StoredOriginal stored;

  @BeforeAll
  static void makeSamples() {
    original = sample(1);
    second = sample(101);
    stored = Profile.fromJson(Profile.of(original, roles()).toJson()).asOriginal();
  }

  /** A number in two hundred thousand, one that misses a tenth, counts, a vector, text, classes. */
  private static Dataset<Row> sample(long seed) {
    return SPARK
        .range(0, ROWS, 1, 3)
        .select(
            functions.randn(seed).as("u"),
            functions.randn(seed + 1).as("v"),
            functions.rand(seed + 2).as("r"))
        .selectExpr(
            "if(r < 0.5, 'a', if(r < 0.95, 'b', 'c')) as kind",
            "2e5 + u + if(r < 0.5, 1, 0) as x",
            "if(r % 0.1 < 0.01, null, 0.6 * u + 0.8 * v) as y",
            "int(5 * r + v) as n",
            "array(u, v) as pair",
            "string(int(10 * r)) as word",
            "5 as constant")
        .localCheckpoint();
  }

  private static MixupRequest roles() {
    return MixupRequest.standard().withLabel(Optional.of("kind"));
  }

  private static Comparison compare(Dataset<Row> synthetic) {
    return Comparison.of(
        stored, synthetic, new ComparisonRequest(roles(), Limits.standard(), 0.01), message -> {});
  }

  private static Comparison compareRows(Dataset<Row> synthetic) {
    return Comparison.of(
        original,
        synthetic,
        new ComparisonRequest(roles(), Limits.standard(), 0.01),
        message -> {});
  }

  private static void fails(String kind, String... columns) {
    Comparison found = compare(second.selectExpr(columns));
    assertThat(found.verdict().passed()).isFalse();
    assertThat(found.verdict().sentence()).startsWith(kind);
  }

  @Test
  void saysOfMomentsWhatTheRowsSay() {
    Comparison profile = compare(second);
    Comparison rows = compareRows(second);
    assertThat(profile.verdict().passed()).as(profile.verdict().sentence()).isTrue();
    GroupComparison a = profile.overall();
    GroupComparison b = rows.overall();
    assertThat(a.originalRows()).isEqualTo(ROWS);
    assertThat(a.components()).isEqualTo(b.components()).isEqualTo(6);
    for (int i = 0; i < a.components(); i++) {
      assertThat(a.component(i)).isEqualTo(b.component(i));
      assertThat(a.originalHeld(i)).isEqualTo(b.originalHeld(i));
      assertThat(a.originalMean(i)).isCloseTo(b.originalMean(i), within(1e-9));
      assertThat(a.syntheticMean(i)).isCloseTo(b.syntheticMean(i), within(1e-9));
      assertThat(a.meanError(i)).isCloseTo(b.meanError(i), within(1e-9));
      for (int j = 0; j <= i; j++) {
        assertThat(a.originalCovariance(i, j)).isCloseTo(b.originalCovariance(i, j), within(1e-9));
        assertThat(a.syntheticCovariance(i, j))
            .isCloseTo(b.syntheticCovariance(i, j), within(1e-9));
        // Fourth moments of pairs are estimated.
        assertThat(a.covarianceError(i, j))
            .isCloseTo(b.covarianceError(i, j), within(0.1 * b.covarianceError(i, j)));
      }
    }
    assertThat(a.scale()).isCloseTo(b.scale(), within(1e-9));
    assertThat(a.scaleError()).isCloseTo(b.scaleError(), within(0.1 * b.scaleError()));
    assertThat(profile.shares()).isEqualTo(rows.shares());
    assertThat(profile.verdict().findings())
        .extracting(Finding::name)
        .contains("scale", "covariance", "mean", "values that are there", "class share")
        .doesNotContain("covariance within a class", "mean of a class");
  }

  @Test
  void saysWhatItCannotTell() {
    Comparison found = compare(second);
    assertThat(found.verbatim()).isEmpty();
    assertThat(found.classes()).isEmpty();
    assertThat(found.notTested())
        .containsExactly(
            "verbatim rows: a profile holds no rows to find again",
            "means and covariances within classes: a profile holds those of all rows alone",
            "the trace ratio: a profile does not say how it varies from row to row",
            "values of text, and pairs with them: a profile holds none");
    assertThat(compareRows(second).notTested()).isEmpty();
  }

  @Test
  void scoresOfNumbersAreThoseOfTheRowsWithinTheSketchsError() {
    Similarity profile = compare(second).similarity();
    Similarity rows = compareRows(second).similarity();
    assertThat(profile.columnShapes())
        .extracting(ColumnScore::column)
        .containsExactly("x", "y", "n", "constant");
    for (ColumnScore score : profile.columnShapes()) {
      ColumnScore exact =
          rows.columnShapes().stream()
              .filter(c -> c.column().equals(score.column()))
              .findFirst()
              .orElseThrow();
      assertThat(exact.error()).isZero();
      assertThat(exact.score())
          .as(score.column())
          .isBetween(score.score() - score.error() - 1e-12, score.score() + 1e-12);
      assertThat(score.error()).isLessThan(0.03);
    }
    for (PairScore score : profile.pairTrends()) {
      PairScore exact =
          rows.pairTrends().stream()
              .filter(p -> p.first().equals(score.first()) && p.second().equals(score.second()))
              .findFirst()
              .orElseThrow();
      assertThat(score.why()).isEqualTo(exact.why());
      if (exact.why().isEmpty()) {
        assertThat(score.score()).isCloseTo(exact.score(), within(1e-9));
      }
    }
    assertThat(profile.covarianceSimilarity()).isCloseTo(rows.covarianceSimilarity(), within(1e-9));
    assertThat(profile.leftOut())
        .containsExactly(
            new LeftOut("pair", "its type, array<double>"),
            new LeftOut("kind", "its shares are those of classes"),
            new LeftOut("word", "the profile holds no values of it"));
  }

  @Test
  void whatMustFailFails() {
    fails(
        "covariance, x: ",
        "kind",
        "2e5 + (x - 2e5) * 0.9 as x",
        "y * 0.9 as y",
        "n",
        "pair",
        "word",
        "constant");
    fails("covariance", "kind", "x", "-y as y", "n", "pair", "word", "constant");
    fails("mean", "kind", "x + 0.1 as x", "y", "n", "pair", "word", "constant");
    fails(
        "class share",
        "if(kind = 'c', 'a', kind) as kind",
        "x",
        "y",
        "n",
        "pair",
        "word",
        "constant");
  }

  @Test
  void refusesProfilesOfNothing() {
    StoredOriginal none = Profile.of(original.limit(0), roles()).asOriginal();
    assertThatThrownBy(
            () ->
                Comparison.of(
                    none, second, new ComparisonRequest(roles(), Limits.standard(), 0.01), m -> {}))
        .isInstanceOf(RequestException.class)
        .hasMessage("--profile: is of no rows; there is nothing to compare with");
    Dataset<Row> texts = original.select("word");
    StoredOriginal noNumbers = Profile.of(texts, MixupRequest.standard()).asOriginal();
    assertThatThrownBy(
            () ->
                Comparison.of(
                    noNumbers,
                    texts,
                    new ComparisonRequest(roles(), Limits.standard(), 0.01),
                    m -> {}))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "--profile: none of its columns is one of numbers that is mixed; there is nothing to"
                + " compare");
  }
}
