package io.sparkmixup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.io.FileFormat;
import io.sparkmixup.law.Fixed;
import io.sparkmixup.law.Uniform;
import io.sparkmixup.plan.Balance;
import io.sparkmixup.plan.Ranges;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.testing.Bits;
import io.sparkmixup.testing.LocalSpark;
import io.sparkmixup.verify.VerifyMode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Means and covariances of the sample itself, against sums in decimal arithmetic. */
class ExactMomentsTest {

  private static final SparkSession SPARK = LocalSpark.session();
  private static final MathContext DIGITS = new MathContext(50);

  /** In units of standard deviations, and of two standard deviations' product. */
  private static final double EXACT = 1e-10;

  @TempDir private Path folder;

  /** Skewed and correlated columns, in groups of their own means; more than one cell of each. */
  private static Dataset<Row> rows(int n) {
    return SPARK
        .range(0, n, 1, 3)
        .selectExpr(
            "id % 3 as g",
            "pmod(xxhash64(id), 100003) / 100003D as u",
            "pmod(xxhash64(id, 1), 100003) / 100003D as v")
        .selectExpr(
            "cast(g as int) as g",
            "exp(2 * u) + 100 * g as x",
            "exp(2 * u) + v as y",
            "1e3 * v * v as z",
            "7.25D as constant");
  }

  private static Mixup exact(Dataset<Row> rows) {
    return Mixup.of(rows).moments(Rules.Moments.EXACT);
  }

  private static BigDecimal decimal(Row row, String column) {
    return new BigDecimal(((Number) row.getAs(column)).doubleValue());
  }

  private static BigDecimal mean(List<Row> rows, String column) {
    return rows.stream()
        .map(row -> decimal(row, column))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(BigDecimal.valueOf(rows.size()), DIGITS);
  }

  /** With denominator n, about given means. */
  private static double covariance(
      List<Row> rows, String a, BigDecimal ma, String b, BigDecimal mb) {
    return rows.stream()
        .map(row -> decimal(row, a).subtract(ma).multiply(decimal(row, b).subtract(mb), DIGITS))
        .reduce(BigDecimal.ZERO, (x, y) -> x.add(y, DIGITS))
        .divide(BigDecimal.valueOf(rows.size()), DIGITS)
        .doubleValue();
  }

  /** The largest difference of means and covariances. */
  private static double distance(Dataset<Row> before, Dataset<Row> after, String... columns) {
    List<Row> old = before.collectAsList();
    List<Row> made = after.collectAsList();
    double worst = 0;
    for (String a : columns) {
      BigDecimal ma = mean(old, a);
      double sa = Math.sqrt(covariance(old, a, ma, a, ma));
      worst = Math.max(worst, mean(made, a).subtract(ma).abs().doubleValue() / sa);
      for (String b : columns) {
        BigDecimal mb = mean(old, b);
        double sb = Math.sqrt(covariance(old, b, mb, b, mb));
        double change = covariance(made, a, ma, b, mb) - covariance(old, a, ma, b, mb);
        worst = Math.max(worst, Math.abs(change) / sa / sb);
      }
    }
    return worst;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 17})
  void theSampleHasTheMomentsOfTheOriginals(int ratio) {
    Dataset<Row> rows = rows(4000).cache();
    Dataset<Row> made = exact(rows).label("g").ratio(ratio).dataset().cache();
    assertThat(made.count()).isEqualTo(4000L * ratio);
    assertThat(distance(rows, made, "x", "y", "z")).isLessThan(EXACT);
    for (int g = 0; g < 3; g++) {
      String group = "g = " + g;
      assertThat(distance(rows.where(group), made.where(group), "x", "y", "z")).isLessThan(EXACT);
    }
    assertThat(made.where("constant != 7.25").count()).isZero();
    assertThat(made.join(rows, "x").count()).as("rows of old").isZero();
    rows.unpersist();
    made.unpersist();
  }

  /** Rows are used once more or less than others; some strata are one cell, some are several. */
  @ParameterizedTest
  @ValueSource(doubles = {1.01, 1.5, 2.5, 17.3})
  void eachStratumHasItsMomentsWhereRowsAreNotUsedEquallyOften(double ratio) throws IOException {
    Dataset<Row> rows =
        rows(9000)
            .selectExpr(
                "concat('c', g) as c",
                "x",
                "if(g = 1 and x - y < 99.4, null, y) as y",
                "z",
                "constant")
            .cache();
    MixupResult result =
        exact(rows)
            .label("c")
            .ratio(ratio)
            .writeTo(folder.resolve("out").toString(), FileFormat.PARQUET);
    assertThat(result.verdict().orElseThrow().sentence())
        .isEqualTo(
            "means, covariances and class shares are those of the original rows, each counted as often"
                + " as the others of its stratum, to rounding");
    assertThat(result.sums().moved()).isEqualTo(Math.round(9000 * ratio));
    Dataset<Row> made = SPARK.read().parquet(folder.resolve("out").toString()).cache();
    assertThat(made.count()).isEqualTo(Math.round(9000 * ratio));
    for (String stratum : List.of("c = 'c0'", "c = 'c1' and y is not null", "c = 'c2'")) {
      assertThat(distance(rows.where(stratum), made.where(stratum), "x", "y", "z"))
          .isLessThan(EXACT);
    }
    String gaps = "c = 'c1' and y is null";
    assertThat(rows.where(gaps).count()).as("several cells").isGreaterThan(1000);
    assertThat(distance(rows.where(gaps), made.where(gaps), "x", "z")).isLessThan(EXACT);
    assertThat(made.where("constant != 7.25").count()).isZero();
    rows.unpersist();
    made.unpersist();
  }

  /** One stratum of six cells, in some of which a column that hardly varies does not. */
  @Test
  void allRowsHaveTheirMomentsWherePartnersAreOfAnyClass() throws IOException {
    Dataset<Row> rows =
        rows(6000)
            .selectExpr(
                "concat('c', g) as c",
                "x",
                "y",
                "x - 2 * y + 5 as w",
                "if(z < 0.001, z, 0D) as rare")
            .cache();
    assertThat(rows.where("rare != 0").count()).isBetween(2L, 12L);
    MixupResult result =
        exact(rows)
            .label("c")
            .within()
            .rows(7890)
            .writeTo(folder.resolve("out").toString(), FileFormat.PARQUET);
    assertThat(result.sums().moved()).isEqualTo(7890);
    assertThat(result.verdict().orElseThrow().passed()).isTrue();
    Dataset<Row> made = SPARK.read().parquet(folder.resolve("out").toString());
    assertThat(distance(rows, made, "x", "y", "w", "rare")).isLessThan(1e-9);
    rows.unpersist();
  }

  /** No class has rows to select from: each makes one or two, and all are of one stratum. */
  @Test
  void soTheyHaveWhereEachRowIsAClass() {
    Dataset<Row> rows = rows(2500).selectExpr("concat('k', x, y) as k", "x", "y").cache();
    Dataset<Row> made = exact(rows).label("k").within().rows(3500).dataset();
    assertThat(distance(rows, made, "x", "y")).isLessThan(EXACT);
    rows.unpersist();
  }

  @Test
  void classesThatAreEvenedOutHaveTheirMoments() throws IOException {
    Dataset<Row> rows =
        rows(9000)
            .where("g = 0 or x - y < 100 * g - 0.2")
            .selectExpr("concat('c', g) as c", "x", "y", "z")
            .cache();
    MixupResult result =
        exact(rows)
            .label("c")
            .balance(Balance.to(7001))
            .keepOriginals()
            .writeTo(folder.resolve("out").toString(), FileFormat.PARQUET);
    assertThat(result.verdict().orElseThrow().passed()).isTrue();
    Dataset<Row> made = SPARK.read().parquet(folder.resolve("out").toString());
    assertThat(made.count()).isEqualTo(21_003);
    for (int g = 0; g < 3; g++) {
      String one = "c = 'c" + g + "'";
      assertThat(distance(rows.where(one), made.where(one), "x", "y", "z")).isLessThan(EXACT);
      assertThat(distance(rows.where(one), made.where(one).where("synthetic"), "x", "y", "z"))
          .isLessThan(EXACT);
    }
    rows.unpersist();
  }

  /** Three columns of four rows or so: cells of few rows can be met too. */
  @Test
  void smallStrataAreFittedByThemselves() throws IOException {
    Dataset<Row> rows =
        SPARK
            .range(900)
            .selectExpr("cast(id div 9 as int) as g", "sin(id * id) as a", "cos(7 * id) as b");
    MixupResult result =
        exact(rows)
            .label("g")
            .ratio(1.4)
            .writeTo(folder.resolve("out").toString(), FileFormat.PARQUET);
    Dataset<Row> made = SPARK.read().parquet(folder.resolve("out").toString());
    assertThat(result.sums().moved()).isEqualTo(1260);
    assertThat(result.verdict().orElseThrow().passed()).isTrue();
    assertThat(distance(rows.where("g = 42"), made.where("g = 42"), "a", "b")).isLessThan(1e-9);
  }

  @Test
  void expectedMomentsAreNotThoseOfTheSample() {
    Dataset<Row> rows = rows(4000);
    assertThat(distance(rows, Mixup.of(rows).label("g").dataset(), "x", "y", "z"))
        .isGreaterThan(1e-4);
  }

  @Test
  void lawsThatShrinkAreStretched() {
    Dataset<Row> rows = rows(3000);
    assertThat(distance(rows, exact(rows).copy("g").law(Uniform.of()).dataset(), "x", "y", "z"))
        .isLessThan(EXACT);
  }

  @Test
  void wholeNumbersThatBecomeDoublesAndColumnsThatFollowFromOthers() {
    Dataset<Row> rows =
        rows(500).selectExpr("x", "y", "x - 2 * y + 5 as w", "cast(1000 * x as int) as n");
    Dataset<Row> made =
        exact(rows).mix("x", "y", "w", "n").integers(Rules.Integers.DOUBLE).dataset();
    assertThat(distance(rows, made, "x", "y", "w", "n")).isLessThan(1e-9);
    assertThat(made.where("abs(x - 2 * y + 5 - w) > 1e-7").count()).isZero();
  }

  /** Fewer rows than columns: all of them lie in a plane, and the mixtures too. */
  @Test
  void strataWithFewerRowsThanColumns() {
    Dataset<Row> rows =
        SPARK
            .range(300)
            .selectExpr(
                "cast(id div 3 as int) as g",
                "sin(id) as a",
                "cos(3 * id) as b",
                "sin(5 * id * id) as c",
                "cos(id * id) as d");
    Dataset<Row> made = exact(rows).label("g").dataset();
    assertThat(distance(rows, made, "a", "b", "c", "d")).isLessThan(EXACT);
    String group = "g = 42";
    assertThat(distance(rows.where(group), made.where(group), "a", "b", "c", "d")).isLessThan(1e-9);
  }

  @Test
  void twoRowsCanOnlyBeGivenBack() throws IOException {
    Dataset<Row> rows =
        SPARK.range(100).selectExpr("cast(id div 2 as int) as g", "sin(id) as a", "cos(id) as b");
    MixupResult result =
        exact(rows)
            .label("g")
            .maxVerbatim(1)
            .writeTo(folder.resolve("out").toString(), FileFormat.PARQUET);
    assertThat(result.sums().verbatim()).isEqualTo(100);
    assertThat(result.sums().moved()).isEqualTo(100);
    Dataset<Row> made = SPARK.read().parquet(folder.resolve("out").toString());
    assertThat(Bits.sorted(made.collectAsList())).isEqualTo(Bits.sorted(rows.collectAsList()));
  }

  /** Mixtures that are all alike cannot be spread. */
  @Test
  void mixturesThatLackADirectionAreLeftAndCounted() throws IOException {
    Dataset<Row> rows = SPARK.range(100).selectExpr("cast(id div 2 as int) as g", "sin(id) as a");
    MixupResult result =
        exact(rows)
            .label("g")
            .law(Fixed.of(0.5))
            .writeTo(folder.resolve("out").toString(), FileFormat.PARQUET);
    assertThat(result.sums().moved()).isZero();
    assertThat(result.sums().verbatim()).isZero();
  }

  /** Moments within classes are the originals'; those over all rows are others. */
  @Test
  void theVerdictSaysWhatABalanceChanges() throws IOException {
    Dataset<Row> rows = rows(4000).where("g > 0 or id % 5 = 0");
    MixupResult result =
        exact(rows)
            .label("g")
            .balance(Balance.MAX)
            .writeTo(folder.resolve("out").toString(), FileFormat.PARQUET);
    assertThat(result.verdict().orElseThrow().sentence())
        .isEqualTo(
            "means, covariances and class shares are those of the original rows, each counted as often"
                + " as the others of its stratum, so that classes are equally large (--balance), to"
                + " rounding");
  }

  @Test
  void theVerdictIsExactToo() throws IOException {
    MixupResult result =
        exact(rows(3000)).label("g").writeTo(folder.resolve("out").toString(), FileFormat.PARQUET);
    assertThat(result.verdict().orElseThrow().sentence())
        .isEqualTo(
            "means, covariances and class shares are those of the original rows, to rounding");
    assertThat(result.verification().orElseThrow().overall().scaleError()).isZero();
    assertThat(result.sums().moved()).isEqualTo(3000);
  }

  /** Classes far from zero and from each other: rounding of their values is no failure. */
  @Test
  void roundingFarFromZeroIsNoFailure() throws IOException {
    Dataset<Row> rows =
        rows(1500)
            .selectExpr(
                "concat('c', g) as c", "1e9 * (x - y) + 0 * z as wide", "1e7 * g + 1e-3 * y as x");
    MixupResult result =
        exact(rows).label("c").writeTo(folder.resolve("out").toString(), FileFormat.PARQUET);
    assertThat(result.verdict().orElseThrow().sentence()).contains("to rounding");
    assertThat(result.verdict().orElseThrow().passed()).isTrue();
  }

  /** Times beside ordinary columns, as doubles: milliseconds, microseconds, and 56 steps of 1/4. */
  private static Dataset<Row> timed(double about) {
    return rows(2000).selectExpr("x", about + "D + 14 * z / 300 as t", "y");
  }

  /**
   * What is written is off by half a step of its doubles at the most, and nothing else loses a
   * digit by standing beside it.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1.7e9, 1.7e12, -1.7e14, 1.7e15})
  void columnsFarFromZero(double about) throws IOException {
    Dataset<Row> rows = timed(about).cache();
    MixupResult result = exact(rows).writeTo(folder.resolve("out").toString(), FileFormat.PARQUET);
    Dataset<Row> made = SPARK.read().parquet(folder.resolve("out").toString());
    assertThat(result.verdict().orElseThrow().sentence())
        .isEqualTo("means and covariances are those of the original rows, to rounding");
    assertThat(result.sums().moved()).isEqualTo(2000);
    assertThat(distance(rows, made, "x", "y")).isLessThan(EXACT);
    double step = Math.ulp(about) / 2 / 14;
    assertThat(distance(rows, made, "x", "t", "y")).isLessThan(2 * step + step * step + EXACT);
    rows.unpersist();
  }

  /** Rounding alone would add more than the tolerance to the variance: ulp^2 / 12. */
  @Test
  void columnsThatVaryByFewStepsOfTheirDoublesAreRefused() {
    refused(
        exact(timed(3e16)),
        "--moments exact: column 't' varies by 14.1 about 3.00e+16, where doubles are 4.00 apart:"
            + " rounding alone would change its moments. Subtract a constant from it, or carry it"
            + " with --copy");
  }

  /** The map takes products of variances. A column that does not vary at all needs none. */
  @ParameterizedTest
  @ValueSource(strings = {"1e-138", "1e-200"})
  void columnsWhoseVarianceIsNearlyNoDoubleAreRefused(String factor) {
    Mixup mixup = exact(rows(300).selectExpr("x", factor + "D * z as p"));
    assertThatThrownBy(mixup::plan)
        .isInstanceOf(RequestException.class)
        .hasMessageMatching(
            "--moments exact: column 'p' varies by [0-9.]+e-[0-9]+, and products of so small numbers"
                + " lose digits\\. Multiply it by a constant, or carry it with --copy");
    assertThat(exact(rows(300).selectExpr("x", factor + "D as p")).plan().syntheticRows())
        .isEqualTo(300);
    assertThat(exact(rows(300).selectExpr("x", "1e-120D * z as p")).plan().syntheticRows())
        .isEqualTo(300);
  }

  /** Likelihoods, say: the squares of some of them are no doubles. */
  @Test
  void classesWhoseVariancesUnderflowAreLeftToTheLaw() throws IOException {
    Dataset<Row> rows = rows(3000).selectExpr("g", "x", "if(g = 1, 1e-200D, 1D) * z as p");
    MixupResult result =
        exact(rows)
            .label("g")
            .verify(VerifyMode.OFF)
            .writeTo(folder.resolve("out").toString(), FileFormat.PARQUET);
    Dataset<Row> made = SPARK.read().parquet(folder.resolve("out").toString());
    assertThat(made.where("isnan(p) or p is null").count()).isZero();
    assertThat(result.sums().moved()).isEqualTo(2000);
  }

  /** It varies by many steps of its doubles, but not in each class. */
  @Test
  void classesThatVaryByLessThanAStepAreNotTakenForExact() throws IOException {
    Dataset<Row> rows =
        rows(3000)
            .selectExpr(
                "g",
                "x",
                "1.7e12D + if(g = 1, if(z < 2.5, 0.000244140625D, 0D), 14 * z / 300) as t");
    MixupResult result =
        exact(rows).label("g").writeTo(folder.resolve("out").toString(), FileFormat.PARQUET);
    assertThat(result.verdict().orElseThrow().passed()).isFalse();
    assertThat(result.verdict().orElseThrow().sentence()).containsPattern("(of|within) a class, 1");
  }

  /** Rows alone in their pattern of nulls are mixed with complete ones, and no part of the map. */
  @Test
  void guestsAreLeftToTheLaw() throws IOException {
    Dataset<Row> rows =
        rows(900)
            .selectExpr("x", "if(abs(y - 3) < 0.002, null, y) as y", "z")
            .unionByName(SPARK.sql("select 1D as x, 2D as y, cast(null as double) as z"));
    MixupResult result = exact(rows).writeTo(folder.resolve("out").toString(), FileFormat.PARQUET);
    assertThat(result.sums().guests()).isPositive();
    assertThat(result.sums().moved()).isEqualTo(901 - result.sums().guests());
    assertThat(result.verdict().orElseThrow().passed()).isTrue();
  }

  @Test
  void aHundredRoundsKeepTheMoments() {
    Dataset<Row> rows = rows(240).select("x", "y", "z");
    Dataset<Row> round = rows;
    for (int k = 0; k < 100; k++) {
      List<Row> made = exact(round).seed(k).dataset().collectAsList();
      round = SPARK.createDataFrame(made, rows.schema());
    }
    assertThat(distance(rows, round, "x", "y", "z")).isLessThan(1e-9);
  }

  @Test
  void theLayoutDoesNotChangeABit() {
    Dataset<Row> rows = rows(5000);
    List<String> expected = Bits.sorted(exact(rows).label("g").dataset().collectAsList());
    for (int partitions : new int[] {1, 7, 40}) {
      Dataset<Row> other = rows.repartition(partitions, rows.col("z"));
      assertThat(Bits.sorted(exact(other).label("g").dataset().collectAsList()))
          .isEqualTo(expected);
    }
    List<String> more = Bits.sorted(exact(rows).label("g").ratio(1.7).dataset().collectAsList());
    for (int partitions : new int[] {1, 23}) {
      Dataset<Row> other = rows.repartition(partitions, rows.col("z"));
      assertThat(Bits.sorted(exact(other).label("g").ratio(1.7).dataset().collectAsList()))
          .isEqualTo(more);
    }
  }

  /** Refused by what is asked for alone. */
  private static void refusedUnread(Mixup mixup, String message) {
    List<String> progress = new ArrayList<>();
    refused(mixup.progress(progress::add), message);
    assertThat(progress).isEmpty();
  }

  private static void refused(Mixup mixup, String message) {
    assertThatThrownBy(mixup::plan).isInstanceOf(RequestException.class).hasMessage(message);
  }

  @Test
  void wrongRequests() {
    Dataset<Row> rows =
        rows(100).selectExpr("g", "x", "cast(x as int) as n", "cast(x as float) as f");
    refusedUnread(
        exact(rows).mix("x", "n"),
        "--moments exact needs mixed columns of type double: 'n' is int; use --integers double, or"
            + " carry it with --copy");
    refusedUnread(
        exact(rows).mix("x", "f"),
        "--moments exact needs mixed columns of type double: 'f' is float; cast it, or carry it"
            + " with --copy");
    refusedUnread(
        exact(rows).mix("x").range(Ranges.parse(Arrays.asList("clip"))),
        "--moments exact moves values wherever it has to: leave out --range, or use --moments"
            + " expected");
    String sizes =
        "--moments exact needs at least one synthetic row of each original one: use --ratio 1 or"
            + " more in place of ";
    refusedUnread(exact(rows).mix("x").ratio(0.99), sizes + "--ratio 0.99");
    refused(exact(rows).mix("x").rows(70), sizes + "--rows 70");
    refusedUnread(
        exact(rows).mix("x").label("g").within().balance(Balance.to(50)),
        "--moments exact and --balance 50 need partners of one class: leave out --within, or name"
            + " the label in it");
  }

  /** Of each class its share of synthetic rows, and the way out that is named is one. */
  @Test
  void balancesThatMakeTooFewRowsOfTheLargestClass() {
    Mixup mixup = exact(rows(100)).mix("x").label("g");
    refused(
        mixup.balance(Balance.to(33)),
        "--moments exact and --balance 33: the largest class has 34 rows and needs as many"
            + " synthetic ones: use --balance max, or --balance 34 or more");
    assertThat(mixup.balance(Balance.MAX).plan().syntheticRows()).isEqualTo(102);
    for (Balance balance : List.of(Balance.MAX, Balance.MEDIAN, Balance.to(20), Balance.to(67))) {
      refused(
          mixup.balance(balance).keepOriginals(),
          "--moments exact and --balance "
              + balance
              + " --keep-originals: the largest class has 34 rows and needs as many synthetic ones"
              + " beside them: use --balance 68 or more, or --balance max without"
              + " --keep-originals");
    }
    assertThat(mixup.balance(Balance.to(68)).keepOriginals().plan().writtenRows()).isEqualTo(204);
  }
}
