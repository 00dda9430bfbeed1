package io.sparkmixup.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.Mixup;
import io.sparkmixup.law.Law;
import io.sparkmixup.law.LawRequest;
import io.sparkmixup.law.Uniform;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.report.Colours;
import io.sparkmixup.report.ComparisonTable;
import io.sparkmixup.testing.LocalSpark;
import io.sparkmixup.verify.Finding;
import io.sparkmixup.verify.Limits;
import io.sparkmixup.verify.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Verdicts on 100,000 rows: what must pass, and what must fail and why. Fixed seeds; what passes
 * would fail by chance at one seed in ten thousand.
 */
class ComparisonTest {

  private static final SparkSession SPARK = LocalSpark.session();

  private static final long ROWS = 100_000;

  private static Dataset<Row> original;

  /** Another sample of the same law. */
  private static Dataset<Row> second;

  @BeforeAll
  static void makeSamples() {
    original = sample(1);
    second = sample(101);
  }

  /**
   * x and y have one marginal law, and z goes with x and not with y; w is skewed. Kinds a to d have
   * means of their own in x; d is 4 % of the rows.
   */
  private static Dataset<Row> sample(long seed) {
    return SPARK
        .range(0, ROWS, 1, 4)
        .select(
            functions.randn(seed).as("u"),
            functions.randn(seed + 1).as("v"),
            functions.randn(seed + 2).as("t"),
            functions.rand(seed + 3).as("r"))
        .selectExpr(
            "if(r < 0.4, 'a', if(r < 0.7, 'b', if(r < 0.96, 'c', 'd'))) as kind",
            "u as x",
            "v as y",
            "0.6 * u + 0.8 * t as z",
            "exp(0.5 * v + 0.5 * t) as w")
        .localCheckpoint();
  }

  private static MixupRequest roles() {
    return MixupRequest.standard().withLabel(Optional.of("kind"));
  }

  private static Comparison compare(Dataset<Row> synthetic, double maxVerbatim) {
    return Comparison.of(
        original,
        synthetic,
        new ComparisonRequest(roles(), Limits.standard(), maxVerbatim),
        message -> {});
  }

  private static Comparison compare(Dataset<Row> synthetic) {
    return compare(synthetic, 0.01);
  }

  private static void fails(Dataset<Row> synthetic, String kind) {
    Comparison found = compare(synthetic);
    assertThat(found.verdict().passed()).isFalse();
    assertThat(found.verdict().sentence()).startsWith(kind);
  }

  private static Dataset<Row> mixed(Law law) {
    return Mixup.of(original).label("kind").law(law).seed(5).dataset();
  }

  /** About 2025-11-30 10:53:20 with a standard deviation of an hour, and an hour later. */
  @Test
  void meansOfTimesReadAsTimes() {
    String time = "timestamp_micros(1764500000000000 + bigint(%s * 3600000000)) as t";
    MixupRequest asked = MixupRequest.standard().withMix(List.of("t"));
    Comparison found =
        Comparison.of(
            original.selectExpr(time.formatted("y")),
            second.selectExpr(time.formatted("(y + 1)")),
            new ComparisonRequest(asked, Limits.standard(), 1),
            m -> {});
    assertThat(found.verdict().sentence())
        .matches(
            "mean, t: observed 2025-11-30T11:5\\d:\\d\\dZ, 99 % interval 2025-11-30T11:5\\d:\\d\\dZ to"
                + " 2025-11-30T11:5\\d:\\d\\dZ, predicted 2025-11-30T10:5\\d:\\d\\dZ; off by .*");
    assertThat(ComparisonTable.text(found, Colours.NONE))
        .containsPattern("\nt +2025-11-30T10:5\\dZ +2025-11-30T11:5\\dZ +1.\\d+e\\+19 ");
  }

  /** The variance of that column is no covariance of y and z. */
  @Test
  void aNameThatLooksLikeAPairIsQuoted() {
    Dataset<Row> before = original.withColumnRenamed("x", "y x z");
    Dataset<Row> after =
        second.withColumn("x", functions.expr("1.1 * x")).withColumnRenamed("x", "y x z");
    Comparison found =
        Comparison.of(before, after, new ComparisonRequest(roles(), Limits.standard(), 1), m -> {});
    assertThat(found.verdict().findings())
        .filteredOn(f -> f.name().equals("covariance"))
        .extracting(Finding::where)
        .containsExactly("\"y x z\"");
  }

  @Test
  void aSecondSampleOfTheSameLawPasses() {
    Comparison found = compare(second);
    assertThat(found.verdict().sentence())
        .isEqualTo(
            "means, covariances and class shares agree with the original within sampling error");
    assertThat(found.verdict().passed()).isTrue();
    assertThat(found.classes())
        .extracting(GroupComparison::name)
        .containsExactly("a", "b", "c", "d");
    assertThat(found.verbatim().orElseThrow().rows()).isZero();
    assertThat(found.verbatim().orElseThrow().columns()).containsExactly("x", "y", "z", "w");
    // In the law: x has variance 1, and x z covariance 0.6 with Var(x z) = 1 + 0.36.
    GroupComparison all = found.overall();
    assertThat(all.originalVariance(0)).isCloseTo(1, within(0.03));
    assertThat(all.covarianceError(2, 0)).isCloseTo(Math.sqrt(2 * 1.36 / ROWS), within(3e-4));
    assertThat(all.meanError(0)).isCloseTo(Math.sqrt(2.0 / ROWS), within(1e-4));
  }

  /** Independent arithmetic: Spark's own aggregates, about the original's mean. */
  @Test
  void momentsAndErrorsAreThoseOfSpark() {
    GroupComparison all = compare(second).overall();
    Row mean = original.selectExpr("avg(x)", "avg(z)").head();
    String product =
        String.format("(x - (%sD)) * (z - (%sD))", mean.getDouble(0), mean.getDouble(1));
    Row a = original.selectExpr(product + " as p").selectExpr("avg(p)", "var_samp(p)").head();
    Row b = second.selectExpr(product + " as p").selectExpr("avg(p)", "var_samp(p)").head();
    assertThat(all.originalCovariance(2, 0)).isCloseTo(a.getDouble(0), within(1e-9));
    assertThat(all.syntheticCovariance(2, 0)).isCloseTo(b.getDouble(0), within(1e-9));
    double error = Math.sqrt((a.getDouble(1) + b.getDouble(1)) / ROWS);
    assertThat(all.covarianceError(2, 0)).isCloseTo(error, within(1e-6));
    assertThat(all.syntheticMean(3))
        .isCloseTo(second.selectExpr("avg(w)").head().getDouble(0), within(1e-12));
    // Spark's skewness and kurtosis are over n, about the sample's own mean.
    ColumnShapes shapes = compare(second).shapes().orElseThrow();
    Row shape = original.selectExpr("skewness(w)", "kurtosis(w) + 3").head();
    assertThat(shapes.original().third(3)).isCloseTo(shape.getDouble(0), within(1e-6));
    assertThat(shapes.original().fourth(3)).isCloseTo(shape.getDouble(1), within(1e-6));
    assertThat(shapes.synthetic().histogram(3).total()).isEqualTo(ROWS);
  }

  @Test
  void theLibrarysOwnRowsPassInAnyOrder() {
    Dataset<Row> rows = mixed(LawRequest.standard().resolve()).localCheckpoint();
    Comparison found = compare(rows);
    assertThat(found.verdict().passed()).as(found.verdict().sentence()).isTrue();
    Comparison shuffled = compare(rows.orderBy(functions.hash(functions.col("x"))).repartition(7));
    assertThat(shuffled.verdict().passed()).isTrue();
    assertThat(shuffled.overall().scale()).isCloseTo(found.overall().scale(), within(1e-9));
  }

  @Test
  void uniformMixupFails() {
    Comparison found = compare(mixed(Uniform.of()));
    assertThat(found.verdict().passed()).isFalse();
    // Theory: two thirds, less what the estimate of it is off.
    assertThat(found.overall().scale()).isCloseTo(2.0 / 3, within(0.03));
    assertThat(found.trace().orElseThrow().observed()).isCloseTo(2.0 / 3, within(0.03));
    assertThat(found.verdict().findings())
        .filteredOn(f -> f.name().equals("scale of a class"))
        .singleElement()
        .satisfies(f -> assertThat(f.observed()).isCloseTo(2.0 / 3, within(0.03)));
    // Correlation does not see it.
    assertThat(found.overall().syntheticCorrelation(2, 0))
        .isCloseTo(found.overall().originalCorrelation(2, 0), within(0.02));
  }

  @ParameterizedTest
  @CsvSource({
    // 3 % less covariance, about a mean that is 0 but for w.
    "scale,      0.985 * x as x,  0.985 * y as y, 0.985 * z as z, 1.133 + 0.985 * (w - 1.133) as w",
    "covariance, y as x,  x as y, z, w",
    "mean,       x + 0.05 as x, y, z, w",
    "'values that are there', 'if(y > 1.5, null, x) as x', y, z, w",
  })
  void aChangedColumnFails(String kind, String x, String y, String z, String w) {
    Comparison found = compare(second.selectExpr("kind", x, y, z, w));
    assertThat(found.verdict().passed()).isFalse();
    assertThat(
            found.verdict().findings().stream()
                .filter(f -> f.pValue() < 1e-5 && f.effect() > 0.005))
        .extracting(Finding::name)
        .contains(kind);
  }

  @Test
  void aLostClassFails() {
    fails(second.filter("kind <> 'd'"), "class share, d: observed 0.00000, ");
  }

  @Test
  void anInventedClassFails() {
    Dataset<Row> more =
        second.withColumn(
            "kind", functions.expr("if(x * 1000 % 1 > 0.97, if(y > 1, 'newer', 'new'), kind)"));
    fails(more, "class share, new, a class that the original does not have: observed 0.0");
    assertThat(compare(original, more).shares())
        .containsSubsequence(
            Stream.of("new", "newer")
                .map(
                    c ->
                        new Comparison.ClassShare(
                            c, 0, more.filter(functions.col("kind").equalTo(c)).count()))
                .toList());
  }

  /** Shares as 1 / rank^1.5: one row in twenty is of a class that the other sample misses. */
  @Test
  void classesThatASampleMissesAreNoFault() {
    String kind =
        "concat('c', floor(pow((pmod(xxhash64(x), 1000003) + 0.5) / 1000003, -2))) as kind";
    Dataset<Row> before = original.limit(5_000).selectExpr(kind, "x", "y");
    Dataset<Row> after = second.limit(5_000).selectExpr(kind, "x", "y");
    Comparison found = compare(before, after);
    assertThat(found.verdict().passed()).as(found.verdict().sentence()).isTrue();
    Comparison.ClassShare others = found.shares().get(found.shares().size() - 1);
    assertThat(others.name()).isEqualTo("(all others)");
    assertThat(others.original()).isZero();
    assertThat(others.synthetic()).isBetween(150L, 400L);
    long classes = before.union(after).select("kind").distinct().count();
    assertThat(found.verdict().findings())
        .filteredOn(f -> f.name().equals("class shares"))
        .singleElement()
        .satisfies(
            f ->
                assertThat(f.where())
                    .isEqualTo(String.format(Locale.ROOT, "Pearson's X2 of %,d classes", classes)));
    String more = "if(pmod(hash(y), 100) = 0, 'new', kind) as kind";
    assertThat(compare(before, after.selectExpr(more, "x", "y")).verdict().sentence())
        .startsWith("class share, new, a class that the original does not have: observed 0.0");
  }

  /** Of 250 classes 125 have half their rows, the others more: each is off by 0.002 only. */
  @Test
  void sharesThatAreOffByLittleEachFailTogether() {
    Dataset<Row> before = original.limit(20_000).selectExpr("pmod(hash(x), 125) as half", "x", "y");
    Dataset<Row> after = second.limit(20_000).selectExpr("pmod(hash(x), 125) as half", "x", "y");
    String kind = "concat(half, if(pmod(hash(y), 4) < %d, ' rare', ' frequent')) as kind";
    Dataset<Row> even = before.selectExpr(String.format(kind, 2), "x", "y");
    assertThat(compare(even, after.selectExpr(String.format(kind, 2), "x", "y")).verdict())
        .returns(true, Verdict::passed);
    Verdict verdict = compare(even, after.selectExpr(String.format(kind, 1), "x", "y")).verdict();
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.findings())
        .filteredOn(f -> f.name().equals("class shares"))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.where()).isEqualTo("Pearson's X2 of 250 classes");
              assertThat(f.effect()).isBetween(0.2, 0.28);
              assertThat(f.pValue()).isLessThan(1e-30);
            });
    assertThat(verdict.findings())
        .filteredOn(f -> f.name().equals("class share"))
        .singleElement()
        .satisfies(f -> assertThat(f.effect()).isLessThan(0.005));
    assertThat(verdict.sentence())
        .startsWith("class shares, Pearson's X2 of 250 classes: observed ")
        .contains(" in total variation distance, tolerance 0.005, ");
  }

  @Test
  void valuesThatAreAllMissingAreNotTakenForOnesThatDoNotVary() {
    Dataset<Row> before = original.limit(1_000).select("x", "y");
    Comparison found = unlabelled(before, before.selectExpr("cast(null as double) as x", "y"));
    assertThat(found.verdict().sentence()).startsWith("values that are there, x: observed 0.0");
    assertThat(ComparisonTable.text(found, Colours.NONE))
        .contains("\ncovariance  no ratio: all values of x are missing\n");
    Dataset<Row> constant = before.selectExpr("double(1) as x", "double(2) as y");
    assertThat(ComparisonTable.text(unlabelled(constant, constant), Colours.NONE))
        .contains("\ncovariance  no mixed column varies\n");
  }

  private static Comparison unlabelled(Dataset<Row> before, Dataset<Row> after) {
    return Comparison.of(
        before,
        after,
        new ComparisonRequest(MixupRequest.standard(), Limits.standard(), 1),
        message -> {});
  }

  /** Every marginal is kept, and every class share. */
  @Test
  void columnsShuffledWithinAllRowsFail() {
    Dataset<Row> xs = numbered(second.select("kind", "x", "y"));
    Dataset<Row> zs = numbered(sample(301).select("z", "w"));
    Dataset<Row> shuffled = xs.join(zs, "row").drop("row");
    // Overall and in each class alike; of p-values that are all 0 the largest effect is named.
    Comparison found = compare(shuffled);
    assertThat(found.verdict().passed()).isFalse();
    assertThat(found.verdict().findings())
        .filteredOn(f -> f.pValue() < 1e-10 && f.effect() > 0.5)
        .extracting(Finding::name)
        .containsExactly("trace", "covariance", "covariance within a class");
    assertThat(found.verdict().sentence()).containsPattern(", [zw] x [xy]: observed ");
  }

  private static Dataset<Row> numbered(Dataset<Row> rows) {
    return rows.withColumn("row", functions.monotonically_increasing_id());
  }

  @Test
  void aCopyFailsByVerbatimRowsAlone() {
    Comparison copy = compare(original.repartition(5));
    assertThat(copy.verdict().passed()).isFalse();
    assertThat(copy.verdict().sentence())
        .isEqualTo(
            "100,000 of 100,000 rows (100 %) are verbatim copies of originals, more than"
                + " --max-verbatim 0.01");
    assertThat(compare(original, 1).verdict().passed()).isTrue();
  }

  /** 0.4 % of the rows: a share that is off by no more passes, its loss does not. */
  @Test
  void aClassThatIsLostFailsHoweverRareItIs() {
    String rare = "if(kind = 'd' and abs(y) < 0.13, 'rare', kind) as kind";
    Dataset<Row> before = original.selectExpr(rare, "x", "y");
    Dataset<Row> after = second.selectExpr(rare, "x", "y");
    Comparison fewer = compare(before, after.filter("kind != 'rare' or hash(y) > 0"));
    assertThat(fewer.verdict().passed()).as(fewer.verdict().sentence()).isTrue();
    assertThat(fewer.verdict().harmless()).contains("class share (rare)");
    assertThat(fewer.verdict().sentence())
        .endsWith(" within the tolerance of 0.005, not all by chance");
    Comparison lost = compare(before, after.filter("kind != 'rare'"));
    assertThat(lost.verdict().passed()).isFalse();
    assertThat(lost.verdict().sentence()).startsWith("class share, rare: ");
  }

  private static Comparison compare(Dataset<Row> before, Dataset<Row> after) {
    return Comparison.of(
        before, after, new ComparisonRequest(roles(), Limits.standard(), 0.01), message -> {});
  }

  /** Of counts, most rows of any two samples are equal. */
  @Test
  void rowsThatAreEqualByChanceAreNoCopies() {
    String[] counts = {"kind", "int(abs(x) * 3) as a", "int(abs(y) * 3) as b"};
    Dataset<Row> before = original.selectExpr(counts);
    Dataset<Row> after = second.selectExpr(counts);
    Comparison found = compare(before, after);
    assertThat(found.verbatimShare()).isGreaterThan(0.9);
    assertThat(found.verdict().passed()).as(found.verdict().sentence()).isTrue();
    assertThat(compare(before, before).verdict().passed()).as("few rows are rare").isTrue();
    // Half of the rows are equal to none.
    String[] half = {"kind", "if(x > 0, x, floor(x * 3)) as a", "floor(y * 3) as b"};
    assertThat(compare(original.selectExpr(half), original.selectExpr(half)).verdict().sentence())
        .matches(".*rows \\(100 %\\) are verbatim copies .* 0.01 above the 50.* equal another one");
  }

  /** A class of 20 rows is not one whose moments were compared. */
  @Test
  void classesOfFewRowsAreNotSaidToBeCompared() {
    String kind = "if(row_number() over (order by x) <= 20, 'few', 'many') as kind";
    Dataset<Row> before = original.limit(1_000).selectExpr(kind, "x", "y");
    Comparison found = compare(before, second.limit(1_000).selectExpr(kind, "x", "y"));
    assertThat(found.classes()).hasSize(2);
    assertThat(found.comparedClasses()).isOne();
    assertThat(found.notTested())
        .containsExactly("moments within classes that have fewer than 30 rows on a side: few");
  }

  /** Everything is infinite or no number then: what is named is where to look. */
  @Test
  void anInfiniteValueNamesItsColumn() {
    Dataset<Row> after =
        second.selectExpr(
            "kind", "x", "if(row_number() over (order by y) = 1, double('inf'), y) as y");
    Verdict verdict = compare(original.select("kind", "x", "y"), after).verdict();
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.sentence())
        .startsWith("mean, y: observed Infinity, predicted ")
        .doesNotContain("NaN");
  }

  @Test
  void whatTooFewRowsAreThereForIsSaid() {
    Comparison found = compare(original.limit(29), second);
    assertThat(found.notTested())
        .containsExactly(
            "means and covariances: 29 original and 100,000 synthetic rows are too few, 30 it takes"
                + " of each");
    String few =
        "of means and covariances nothing could be tested: 29 original and 100,000 synthetic rows are"
            + " too few, 30 it takes of each";
    assertThat(found.verdict().sentence())
        .isEqualTo("class shares agree with the original within sampling error; " + few);
    assertThat(
            unlabelled(original.select("x", "y").limit(29), second.select("x", "y"))
                .verdict()
                .sentence())
        .isEqualTo(few);
  }

  @Test
  void aBootstrapFailsByVerbatimRowsAlone() {
    Dataset<Row> bootstrap = original.sample(true, 1, 17).localCheckpoint();
    assertThat(compare(bootstrap).verdict().sentence()).contains("are verbatim copies");
    Comparison lenient = compare(bootstrap, 1);
    assertThat(lenient.verdict().passed()).as(lenient.verdict().sentence()).isTrue();
    assertThat(lenient.verbatimShare()).isEqualTo(1);
  }

  /** Two per cent of copies among new rows. */
  @Test
  void verbatimRowsAreCounted() {
    Dataset<Row> some = second.limit(49_000).union(original.limit(1_000));
    Comparison found = compare(some, 0.019);
    assertThat(found.verbatim().orElseThrow().rows()).isEqualTo(1_000);
    assertThat(found.verdict().passed()).isFalse();
    assertThat(compare(some, 0.021).verbatimShare()).isEqualTo(0.02);
  }

  /**
   * However few they are. Where two of 5,000 originals are equal, ten of 100 rows are so by more
   * than chance; where none are, so few rows could be, if values had few digits, which is said.
   */
  @ParameterizedTest
  @CsvSource({"100, 0, 90, 0.01", "5000, 0, 5000, 0", "5000, 1, 90, 0.01"})
  void copiesAboveTheLimitFailInSmallTables(int before, int twice, int fresh, double limit) {
    Dataset<Row> a = original.select("x", "y").limit(before).localCheckpoint();
    Dataset<Row> b = second.select("x", "y").limit(fresh).union(a.limit(10));
    Verdict verdict = verbatim(a.union(a.limit(twice)), b, limit);
    assertThat(verdict.sentence())
        .startsWith(String.format(Locale.ROOT, "10 of %,d rows (", fresh + 10))
        .contains(
            (twice > 0 ? " are verbatim copies of originals" : " equal an original")
                + ", more than --max-verbatim "
                + (limit > 0 ? limit : "0"));
    if (twice == 0) {
      assertThat(verdict.sentence())
          .endsWith(
              ": they are copies, unless values have so few digits that chance makes some equal");
    }
    assertThat(verdict.passed()).isFalse();
  }

  private static Verdict verbatim(Dataset<Row> before, Dataset<Row> after, double limit) {
    return Comparison.of(
            before,
            after,
            new ComparisonRequest(MixupRequest.standard(), Limits.standard(), limit),
            message -> {})
        .verdict();
  }

  @Test
  void whereNoColumnIsContinuousAllMixedOnesAreCompared() {
    Dataset<Row> whole =
        original.selectExpr("cast(100 * x as int) as i", "cast(100 * y as int) as j", "kind");
    Verbatim found =
        Comparison.of(
                whole,
                whole.limit(100),
                new ComparisonRequest(roles(), Limits.standard(), 1),
                message -> {})
            .verbatim()
            .orElseThrow();
    assertThat(found.columns()).isEqualTo(List.of("i", "j"));
    assertThat(found.continuous()).isFalse();
    assertThat(found.rows()).isEqualTo(100);
  }
}
