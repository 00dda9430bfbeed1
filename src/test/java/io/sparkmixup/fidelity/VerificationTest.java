package io.sparkmixup.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.InputChangedException;
import io.sparkmixup.Mixup;
import io.sparkmixup.MixupResult;
import io.sparkmixup.RequestException;
import io.sparkmixup.io.FileFormat;
import io.sparkmixup.io.FolderSink;
import io.sparkmixup.io.OutputRequest;
import io.sparkmixup.io.Sink;
import io.sparkmixup.io.Staged;
import io.sparkmixup.law.Beta;
import io.sparkmixup.law.Law;
import io.sparkmixup.law.LawRequest;
import io.sparkmixup.law.Uniform;
import io.sparkmixup.rows.Fingerprint;
import io.sparkmixup.testing.LocalSpark;
import io.sparkmixup.verify.Finding;
import io.sparkmixup.verify.GroupMoments;
import io.sparkmixup.verify.Verdict;
import io.sparkmixup.verify.VerifyMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF0;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts on what was written, from the input to the published folder. */
class VerificationTest {

  private static final SparkSession SPARK = LocalSpark.session();

  private static final long ROWS = 20_000;

  /** a and b correlated 0.5, c skewed and correlated with them less; four classes; one integer. */
  private static Dataset<Row> input;

  @TempDir Path dir;

  @BeforeAll
  static void makeInput() {
    input =
        SPARK
            .range(0, ROWS, 1, 4)
            .select(
                functions.randn(1).as("u"), functions.randn(2).as("v"),
                functions.randn(3).as("w"), functions.rand(4).as("r"))
            .selectExpr(
                "5 + u as a",
                "2 * (0.5 * u + sqrt(0.75) * v) as b",
                "exp(0.5 * v + 0.5 * w) as c",
                "cast(round(50 + 10 * w + 5 * u) as int) as count",
                "concat('class ', cast(floor(4 * r * r) as string)) as kind")
            .localCheckpoint();
  }

  private Sink folder() throws IOException {
    return FolderSink.of(SPARK, OutputRequest.of(out(), FileFormat.PARQUET));
  }

  private String out() {
    return dir.resolve("out").toString();
  }

  private boolean published() {
    return dir.resolve("out").toFile().exists();
  }

  private void assertNothingLeft() {
    assertThat(dir).isEmptyDirectory();
  }

  /** A sink that somebody tampers with between writing and reading back. */
  private record Tampered(Sink sink, UnaryOperator<Dataset<Row>> how) implements Sink {

    @Override
    public Set<Capability> capabilities() {
      return sink.capabilities();
    }

    @Override
    public void check(StructType schema) throws IOException {
      sink.check(schema);
    }

    @Override
    public Staged stage(Dataset<Row> rows) throws IOException {
      Staged staged = sink.stage(rows);
      return new Staged() {
        @Override
        public Dataset<Row> readBack(StructType schema) {
          return how.apply(staged.readBack(schema));
        }

        @Override
        public void publish() throws IOException {
          staged.publish();
        }

        @Override
        public void discard() throws IOException {
          staged.discard();
        }
      };
    }
  }

  private Verdict verdict(Mixup mixup, UnaryOperator<Dataset<Row>> tampering) throws IOException {
    return mixup.writeTo(new Tampered(folder(), tampering)).verdict().orElseThrow();
  }

  private static UnaryOperator<Dataset<Row>> replaced(String column, String expression) {
    return rows -> rows.withColumn(column, functions.expr(expression).cast(type(rows, column)));
  }

  private static String type(Dataset<Row> rows, String column) {
    return rows.schema().apply(column).dataType().sql();
  }

  @Test
  void oneVarianceScaledIsNamed() throws IOException {
    Verdict verdict = verdict(Mixup.of(input), replaced("b", "b * " + Math.sqrt(1.05)));
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.sentence()).startsWith("covariance, b: observed");
    assertThat(finding(verdict, "covariance").effect()).isCloseTo(0.05, within(0.02));
  }

  @Test
  void aCovarianceOfAPairIsNamed() throws IOException {
    // Turns a by what keeps its variance, and its covariance with b only changes: a <- a', the
    // mirror image of a about its mean.
    Verdict verdict = verdict(Mixup.of(input), replaced("a", "10 - a"));
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.sentence()).startsWith("covariance, ").contains(" x ").contains("a");
  }

  @Test
  void swappedColumnsAreNamed() throws IOException {
    Verdict verdict =
        verdict(Mixup.of(input), rows -> rows.selectExpr("b as a", "a as b", "c", "count", "kind"));
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.sentence()).containsPattern("(covariance|mean), (a|b|.* x (a|b))");
    assertThat(finding(verdict, "mean").where()).isIn("a", "b");
  }

  @Test
  void aShiftedMeanIsNamed() throws IOException {
    Verdict verdict = verdict(Mixup.of(input), replaced("a", "a + 0.05"));
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.sentence()).startsWith("mean, a: observed");
    assertThat(finding(verdict, "mean").effect()).isCloseTo(0.05, within(0.02));
  }

  @Test
  void aShiftedMeanOfAClassIsNamed() throws IOException {
    Verdict verdict =
        verdict(
            Mixup.of(input).label("kind"),
            replaced("a", "a + if(kind = 'class 3', 0.1, -0.1 * 0.1340 / 0.8660)"));
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.sentence()).startsWith("mean of a class, class 3, a: observed");
  }

  /** Seen over all rows, the loss of a third within classes is one of a millionth. */
  @Test
  void aCovarianceLostWithinClassesFarApartIsNamed() throws IOException {
    Dataset<Row> apart =
        input.withColumn("a", functions.expr("a + 1000 * cast(right(kind, 1) as int)"));
    double kept = Math.sqrt(2 / 3.0);
    Verdict verdict =
        verdict(
            Mixup.of(apart).label("kind"),
            replaced(
                "a", "avg(a) over (partition by kind) * (1 - " + kept + ") + " + kept + " * a"));
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.sentence()).startsWith("covariance within a class, class ");
    assertThat(finding(verdict, "covariance within a class").effect())
        .isCloseTo(0.33, within(0.03));
  }

  /** Every covariance stays within the tolerance; half of what is left of d beside a is lost. */
  @Test
  void aLossInADirectionThatHardlyVariesIsNamed() throws IOException {
    Dataset<Row> narrow = input.selectExpr("a", "c", "a + 0.025 * b as d");
    Verdict verdict = verdict(Mixup.of(narrow), replaced("d", "a + sqrt(0.5) * (d - a)"));
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.sentence()).startsWith("trace, trace ratio of 3 columns: observed 0.8");
    assertThat(finding(verdict, "trace").effect()).isCloseTo(0.5 / 3, within(0.03));
    assertThat(finding(verdict, "covariance").pValue()).isGreaterThan(1e-3);
    assertThat(finding(verdict, "scale").pValue()).isGreaterThan(1e-3);
  }

  @Test
  void theScaleOfAClassIsTested() throws IOException {
    String shrunk = "if(kind = 'class 2', m + sqrt(0.8) * (a - m), a)";
    Verdict verdict =
        verdict(
            Mixup.of(input.select("a", "kind")).label("kind"),
            rows ->
                rows.withColumn("m", functions.expr("avg(a) over (partition by kind)"))
                    .withColumn("a", functions.expr(shrunk))
                    .drop("m"));
    Finding scale = finding(verdict, "scale of a class");
    assertThat(scale.where()).isEqualTo("class 2, mean variance ratio");
    assertThat(scale.tested()).isEqualTo(4);
    assertThat(scale.effect()).isCloseTo(0.2, within(0.05));
  }

  @Test
  void theLevelDecidesWhatIsSignificant() throws IOException {
    Mixup mixup = Mixup.of(input).tolerance(0);
    UnaryOperator<Dataset<Row>> slightly = replaced("a", "a + 0.008");
    assertThat(verdict(mixup, slightly).passed()).isTrue();
    assertThatThrownBy(() -> mixup.level(0))
        .isInstanceOf(RequestException.class)
        .hasMessage("level 0.0: must lie between 0 and 1");
    Verdict strict =
        mixup
            .level(0.3)
            .writeTo(
                new Tampered(
                    FolderSink.of(SPARK, OutputRequest.of(out() + "2", FileFormat.PARQUET)),
                    slightly))
            .verdict()
            .orElseThrow();
    assertThat(strict.passed()).isFalse();
  }

  @Test
  void classesThatPartnersNeedNotAgreeOnAreFollowedToo() throws IOException {
    Mixup mixup = Mixup.of(input).label("kind").within();
    MixupResult result = mixup.writeTo(folder());
    assertThat(result.verdict().orElseThrow().passed()).isTrue();
    assertThat(result.verification().orElseThrow().classes()).hasSize(4);

    Verdict verdict =
        Mixup.of(input)
            .label("kind")
            .within()
            .writeTo(
                new Tampered(
                    FolderSink.of(SPARK, OutputRequest.of(out() + "2", FileFormat.PARQUET)),
                    replaced("a", "if(kind = 'class 0', a + 0.1, a)")))
            .verdict()
            .orElseThrow();
    assertThat(verdict.passed()).isFalse();
    assertThat(finding(verdict, "mean of a class").where()).isEqualTo("class 0, a");
  }

  @Test
  void aClassThatTurnedIntoAnotherIsNamed() throws IOException {
    Verdict verdict =
        verdict(
            Mixup.of(input).label("kind"),
            replaced("kind", "if(kind = 'class 3', 'class 2', kind)"));
    assertThat(verdict.passed()).isFalse();
    Finding share = finding(verdict, "class share");
    assertThat(share.where()).isIn("class 2", "class 3");
    assertThat(share.effect()).isGreaterThan(0.1);
    assertThat(verdict.sentence()).contains("class ");
  }

  @Test
  void aLostClassIsNamed() throws IOException {
    Verdict verdict =
        verdict(Mixup.of(input).label("kind"), rows -> rows.where("kind <> 'class 3'"));
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.sentence()).matches("20,000 rows were written and 17,\\d{3} read back");
    Finding share = finding(verdict, "class share");
    assertThat(share.where()).isEqualTo("class 3");
    assertThat(share.observed()).isZero();
  }

  @Test
  void droppedRowsAreCounted() throws IOException {
    Verdict verdict = verdict(Mixup.of(input), rows -> rows.limit(19_998));
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.sentence()).isEqualTo("20,000 rows were written and 19,998 read back");
  }

  @Test
  void lostValuesFail() throws IOException {
    Verdict verdict = verdict(Mixup.of(input), replaced("b", "if(b > 3, null, b)"));
    assertThat(verdict.passed()).isFalse();
  }

  private static Finding finding(Verdict verdict, String name) {
    return verdict.findings().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  private static Law law(String name) {
    return switch (name) {
      case "uniform" -> Uniform.of();
      case "beta" -> Beta.of(0.1, 0.1);
      default -> LawRequest.standard().resolve();
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"preserving", "uniform", "beta"})
  void untouchedRowsPassUnderAnyLaw(String law) throws IOException {
    MixupResult result =
        Mixup.of(input).law(law(law)).label("kind").seed(3).writeTo(out(), FileFormat.PARQUET);
    assertPassed(result);
    agreesWithSpark(result);
  }

  @ParameterizedTest
  @ValueSource(strings = {"preserving", "uniform"})
  void untouchedRowsPassAcrossClassesAtRatioThree(String law) throws IOException {
    MixupResult result = Mixup.of(input).law(law(law)).ratio(3).writeTo(out(), FileFormat.PARQUET);
    assertThat(result.sums().rows()).isEqualTo(3 * ROWS);
    assertPassed(result);
    agreesWithSpark(result);
  }

  @ParameterizedTest
  @ValueSource(strings = {"preserving", "uniform"})
  void untouchedRowsWithMissingValuesPass(String law) throws IOException {
    Dataset<Row> holes =
        input
            .withColumn("a", functions.expr("if(pmod(xxhash64(a, 1), 10) = 0, null, a)"))
            .withColumn("b", functions.expr("if(pmod(xxhash64(b, 2), 10) = 0, null, b)"))
            .withColumn("count", functions.expr("if(pmod(xxhash64(c, 3), 500) = 0, null, count)"));
    MixupResult result =
        Mixup.of(holes).law(law(law)).label("kind").writeTo(out(), FileFormat.PARQUET);
    assertPassed(result);
    agreesWithSpark(result);
  }

  private void assertPassed(MixupResult result) {
    Verdict verdict = result.verdict().orElseThrow();
    assertThat(verdict.passed()).as(verdict.sentence()).isTrue();
    assertThat(result.published()).isTrue();
  }

  /** What Spark's own aggregates find in the published files is what the report says. */
  private void agreesWithSpark(MixupResult result) {
    GroupMoments all = result.verification().orElseThrow().overall();
    Dataset<Row> written = SPARK.read().parquet(out());
    assertThat(all.matrixSize()).isEqualTo(4);
    for (int i = 0; i < all.matrixSize(); i++) {
      double mean = written.agg(functions.avg(all.component(i))).first().getDouble(0);
      double unit = Math.sqrt(all.unit(i));
      assertThat(all.observedMean(i)).isCloseTo(mean, within(1e-9 * unit));
      for (int j = 0; j <= i; j++) {
        assertThat(all.observedCovariance(i, j))
            .as(all.component(i) + " x " + all.component(j))
            .isCloseTo(
                secondMoment(written, all, i, j), within(1e-9 * unit * Math.sqrt(all.unit(j))));
      }
    }
  }

  /**
   * About the centre of the report, the mean of the original rows; Spark's is about the means of
   * the synthetic rows that hold both values.
   */
  private static double secondMoment(Dataset<Row> written, GroupMoments all, int i, int j) {
    String x = all.component(i);
    String y = all.component(j);
    Row found =
        written
            .where(functions.col(x).isNotNull().and(functions.col(y).isNotNull()))
            .agg(functions.covar_pop(x, y), functions.avg(x), functions.avg(y))
            .first();
    return found.getDouble(0)
        + (found.getDouble(1) - inputMean(all, i)) * (found.getDouble(2) - inputMean(all, j));
  }

  private static double inputMean(GroupMoments all, int i) {
    return all.originalMean(i);
  }

  @ParameterizedTest
  @EnumSource(VerifyMode.class)
  void whatBecomesOfTamperedRowsIsUpToTheMode(VerifyMode mode) throws IOException {
    MixupResult result =
        Mixup.of(input).verify(mode).writeTo(new Tampered(folder(), replaced("b", "1.1 * b")));
    if (mode == VerifyMode.OFF) {
      assertThat(result.verdict()).isEmpty();
    } else {
      assertThat(result.verdict().orElseThrow().passed()).isFalse();
    }
    assertThat(result.published()).isEqualTo(mode != VerifyMode.WITHHOLD);
    assertThat(published()).isEqualTo(mode != VerifyMode.WITHHOLD);
    if (mode == VerifyMode.WITHHOLD) {
      assertNothingLeft();
    }
  }

  @Test
  void withheldRowsThatPassArePublished() throws IOException {
    MixupResult result =
        Mixup.of(input).verify(VerifyMode.WITHHOLD).writeTo(out(), FileFormat.PARQUET);
    assertPassed(result);
    assertThat(published()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(VerifyMode.class)
  void anInputThatReadsDifferentlyTheSecondTimeIsRefused(VerifyMode mode) {
    UDF0<Double> dice = () -> ThreadLocalRandom.current().nextDouble();
    Dataset<Row> moving =
        input.withColumn(
            "a", functions.udf(dice, DataTypes.DoubleType).asNondeterministic().apply());
    assertThatThrownBy(() -> Mixup.of(moving).verify(mode).writeTo(out(), FileFormat.PARQUET))
        .isInstanceOf(InputChangedException.class)
        .hasMessageContaining("the input changed while it was read: 20,000 rows in the survey")
        .hasMessageContaining("nothing was published");
    assertNothingLeft();
  }

  @ParameterizedTest
  @EnumSource(VerifyMode.class)
  void goesOnFromTheRowsOfBeforeAlone(VerifyMode mode) throws IOException {
    Fingerprint before = Mixup.of(input).plan().input();
    Mixup other = Mixup.of(input.limit(19_999)).verify(mode).begunFrom(before);
    assertThatThrownBy(() -> other.writeTo(out(), FileFormat.PARQUET))
        .isInstanceOf(InputChangedException.class)
        .hasMessageContaining("the input is another than the one that this began from: 19,999 rows")
        .hasMessageContaining("nothing was published");
    assertThatThrownBy(other::plan).isInstanceOf(InputChangedException.class);
    assertNothingLeft();
    Mixup same = Mixup.of(input.repartition(3)).verify(mode).begunFrom(before);
    assertThat(same.writeTo(out(), FileFormat.PARQUET).published()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "smallint, 32767, ' write whole numbers as doubles with --integers double,'",
    "int, 2147483647, ' write whole numbers as doubles with --integers double,'",
    "bigint, 9223372036854775807, ' write whole numbers as doubles with --integers double,'",
    "'decimal(4,1)', 999.9, ''"
  })
  void overflowIsCountedAndRefused(String type, String most, String advice) {
    Dataset<Row> full =
        input.withColumn(
            "count", functions.expr("cast(if(count > 50, " + most + ", 0) as " + type + ")"));
    assertThatThrownBy(() -> Mixup.of(full).writeTo(out(), FileFormat.PARQUET))
        .isInstanceOf(RequestException.class)
        .hasMessageMatching(
            "mixtures lie beyond the range of the type in column 'count' \\([\\d,]{5,}\\): keep"
                + " the column in a range with --range,"
                + advice
                + " widen the type, or carry the column with --copy");
    assertNothingLeft();
  }

  @Test
  void infiniteValuesAreCountedAndRefused() {
    Dataset<Row> infinite =
        input.withColumn("b", functions.expr("if(c > 4, double('-Infinity'), b)"));
    long count = input.where("c > 4").count();
    assertThat(count).isPositive();
    assertThatThrownBy(() -> Mixup.of(infinite).writeTo(out(), FileFormat.PARQUET))
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith(
            String.format("mixed column 'b' holds %,d infinite values, which cannot", count));
    assertNothingLeft();
  }
}
