package io.sparkmixup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.io.FileFormat;
import io.sparkmixup.plan.Ranges;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.testing.Bits;
import io.sparkmixup.testing.LocalSpark;
import io.sparkmixup.verify.GroupMoments;
import io.sparkmixup.verify.VerifyMode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Synthetic rows stay in the ranges that are asked for, and the report says what that did. */
class RangesTest {

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private Path folder;

  /** Exponential data, which mixing leads below zero; one column of each kind that has a range. */
  private static Dataset<Row> rows() {
    return SPARK
        .range(0, 4000, 1, 3)
        .selectExpr("-log((pmod(xxhash64(id), 100003) + 1) / 100004D) as e", "id")
        .selectExpr(
            "e as x",
            "cast(e as float) as f",
            "cast(floor(3 * e) as int) as n",
            "cast(100 * e as decimal(9,2)) as d",
            "date_add(date'2020-01-01', cast(30 * e as int)) as day",
            "if(id % 10 = 3, null, e + 1) as holes",
            "array(e, 2 * e) as pair");
  }

  private static Mixup mixup(String... ranges) {
    return Mixup.of(rows())
        .mix("x", "f", "n", "d", "day", "holes", "pair")
        .range(Ranges.parse(Arrays.asList(ranges)));
  }

  private MixupResult write(Mixup mixup) throws IOException {
    return mixup.writeTo(folder.resolve("out").toString(), FileFormat.PARQUET);
  }

  private Dataset<Row> written() {
    return SPARK.read().parquet(folder.resolve("out").toString());
  }

  private static Row ends(Dataset<Row> rows) {
    return rows.selectExpr(
            "min(x)",
            "max(x)",
            "min(f)",
            "max(f)",
            "min(n)",
            "max(n)",
            "min(d)",
            "max(d)",
            "unix_date(min(day))",
            "unix_date(max(day))",
            "min(holes)",
            "max(holes)")
        .head();
  }

  @Test
  void withoutRangesValuesLeaveThem() throws IOException {
    MixupResult result = write(mixup());

    assertThat(result.sums().limited()).isZero();
    assertThat(written().filter("x < 0").count()).isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip", "redraw"})
  void observedRangesHoldForEveryColumnAndTheVerdictKnowsWhatTheyDid(String how)
      throws IOException {
    MixupResult result = write(mixup(how));

    Row before = ends(rows());
    Row after = ends(written());
    for (int low = 0; low < before.length(); low += 2) {
      assertThat(number(after, low)).isGreaterThanOrEqualTo(number(before, low));
      assertThat(number(after, low + 1)).isLessThanOrEqualTo(number(before, low + 1));
    }
    assertThat(written().filter("holes is null").count()).isEqualTo(400);
    assertThat(result.sums().limited()).isGreaterThan(100);
    GroupMoments all = result.verification().orElseThrow().overall();
    // theory.md: clipping costs exponential data two per cent of its variance.
    assertThat(all.ruleScale()).isBetween(-0.1, -0.005);
    assertThat(result.verdict().orElseThrow().passed())
        .as(result.verdict().orElseThrow().sentence())
        .isTrue();
  }

  private static double number(Row row, int i) {
    return ((Number) row.get(i)).doubleValue();
  }

  @Test
  void onlyNamedColumnsAreLimitedWhereSomeAreNamed() throws IOException {
    write(mixup("x=0.5..1.5", "n=0..", "d=observed"));

    assertThat(written().filter("x < 0.5 or x > 1.5 or n < 0 or d < 0").count()).isZero();
    assertThat(written().filter("x = 0.5").count()).isGreaterThan(100);
    assertThat(written().filter("f < 0").count()).isGreaterThan(100);
  }

  /** What a type cannot hold has left the range, too, and comes back to the end it left. */
  @ParameterizedTest
  @CsvSource({
    "tinyint, 0, 127, pct=0..100",
    "tinyint, -128, 127, pct=..100",
    "tinyint, -128, 127, pct=-200..",
    "smallint, -32768, 32767, clip",
    "int, -2147483648, 2147483647, clip",
    "bigint, -9223372036854775808, 9223372036854775807, clip",
    "'decimal(38,0)', -99999999999999999999999999999999999999,"
        + " 99999999999999999999999999999999999999, pct=-9e37..9e37",
    "float, -3e38, 3e38, clip",
    "tinyint, 0, 127, redraw",
    "bigint, -9223372036854775808, 9223372036854775807, redraw",
    "'decimal(4,1)', -999.9, 999.9, redraw"
  })
  void whatOverflowsItsTypeIsBroughtBackIntoTheRange(
      String type, String least, String most, String range) throws IOException {
    Dataset<Row> full =
        SPARK
            .range(0, 1000, 1, 2)
            .selectExpr(
                "cast(if(id % 2 = 0, '" + least + "', '" + most + "') as " + type + ") as pct");
    Mixup mixed = Mixup.of(full).mix("pct").maxVerbatim(1).verify(VerifyMode.WARN);
    assertThatThrownBy(() -> write(mixed)).hasMessageContaining("--range, write whole numbers");

    MixupResult result = write(mixed.range(Ranges.parse(List.of(range))));

    assertThat(result.sums().overflows()).containsOnly(0);
    assertThat(result.sums().limited()).isGreaterThan(100);
    BigDecimal low = new BigDecimal(range.startsWith("pct=-9e37") ? "-9e37" : least);
    BigDecimal high =
        new BigDecimal(range.endsWith("100") ? "100" : range.endsWith("9e37") ? "9e37" : most);
    List<Row> found = written().selectExpr("cast(pct as string)").distinct().collectAsList();
    List<BigDecimal> values = found.stream().map(r -> new BigDecimal(r.getString(0))).toList();
    assertThat(values).allMatch(v -> v.compareTo(low) >= 0 && v.compareTo(high) <= 0);
    if (!range.equals("redraw")) {
      assertThat(values).anyMatch(v -> v.compareTo(low) == 0);
      assertThat(values).anyMatch(v -> v.compareTo(high) == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip", "redraw"})
  void aWordIsForAllColumnsAndARangeByColumnGoesBeforeIt(String how) {
    List<Ranges.Limit> limits = mixup("n=-7..900", how).plan().limits();

    assertThat(limits.stream().map(Ranges.Limit::name))
        .containsExactlyInAnyOrder("x", "f", "n", "d", "day", "holes");
    assertThat(limits)
        .filteredOn(limit -> limit.name().equals("n"))
        .first()
        .satisfies(
            n -> {
              assertThat(n.low()).isEqualByComparingTo("-7");
              assertThat(n.high()).isEqualByComparingTo("900");
            });
    assertThat(mixup("n=-7..900").plan().limits().stream().map(Ranges.Limit::name))
        .containsExactly("n");
  }

  @Test
  void aWeightThatIsDrawnAnewIsTheOneInTheLineage() throws IOException {
    write(mixup("redraw", "x=0..").lineage().keepOriginals().integers(Rules.Integers.DOUBLE));
    Dataset<Row> all = written();
    all.createOrReplaceTempView("redrawn");
    Row wrong =
        SPARK
            .sql(
                "select count(*), count_if(abs(s.mixup_weight * (a.f - b.f) + b.f - s.f) > 1e-5)"
                    + " from redrawn s"
                    + " join redrawn a on not a.synthetic and s.mixup_primary = a.mixup_primary"
                    + " join redrawn b on not b.synthetic and s.mixup_partner = b.mixup_primary"
                    + " where s.synthetic")
            .head();
    assertThat(wrong.getLong(0)).isGreaterThanOrEqualTo(3900);
    assertThat(wrong.getLong(1)).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Ranges.How.class,
      names = {"CLIP", "REDRAW"})
  void layoutsDoNotChangeABit(Ranges.How how) {
    Ranges ranges = new Ranges(how, List.of());
    Mixup one = Mixup.of(rows().repartition(1)).mix("x", "n", "d").copy("pair").range(ranges);
    Mixup other = Mixup.of(rows().repartition(7)).mix("x", "n", "d").copy("pair").range(ranges);

    assertThat(Bits.sorted(other.dataset().collectAsList()))
        .isEqualTo(Bits.sorted(one.dataset().collectAsList()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "cut; must be none, clip, redraw, COLUMN=LOW..HIGH (numbers, or days as in 2013-12-31; one"
            + " of the two may be left out) or COLUMN=observed",
        "x=..; must be none, clip, redraw, COLUMN=LOW..HIGH (numbers, or days as in 2013-12-31; one"
            + " of the two may be left out) or COLUMN=observed",
        "day=2020-02-30..; 2020-02-30 is no day",
        "day=2020-02-02..2020-02-01; the low end 2020-02-02 is above the high end 2020-02-01",
        "x=2020-01-01..; its type is double, days are for dates and timestamps",
        "x=0..1e999999999; 1e999999999 is no number that a column could hold",
        "x=0..1e9999999999; 1e9999999999 is no number that a column could hold",
        "x=3..1; the low end 3 is above the high end 1",
        "y=0..; there is no such column; the input has d, day, f, holes, n, pair, x",
        "pair=0..; its type is array<double>; a range is for a mixed column of single numbers,",
        "n=0.2..0.8; no value of type int lies in it",
        "d=1e8..; no value of type decimal(9,2) lies in it"
      })
  void rangesThatCannotBeAreRefused(String range, String message) {
    assertThatThrownBy(() -> mixup(range).plan())
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith("--range " + range.replaceAll("^(y|pair|d|x(?==2020))=.*", "$1"))
        .hasMessageContaining(message);
  }

  @Test
  void daysAreTakenForDatesAndTimestamps() {
    Dataset<Row> moments =
        SPARK
            .range(0, 500, 1, 2)
            .selectExpr(
                "id as row",
                "date_add(date'2013-01-01', cast(pmod(xxhash64(id), 365) as int)) as day",
                "timestamp_micros(1356998400000000 + pmod(xxhash64(id, 1), 31536000000000)) as at");
    Dataset<Row> made =
        Mixup.of(moments)
            .mix("day", "at")
            .range(Ranges.parse(List.of("day=2013-03-01..2013-10-31", "at=..2013-10-31")))
            .dataset();
    Row ends =
        made.selectExpr(
                "min(day) = date'2013-03-01'",
                "max(day) = date'2013-10-31'",
                "max(at) = timestamp'2013-10-31 23:59:59.999999'",
                "min(at) < timestamp'2013-01-01 00:00:00'")
            .head();
    assertThat(List.of(ends.get(0), ends.get(1), ends.get(2), ends.get(3))).containsOnly(true);
  }

  @Test
  void rangesThatContradictEachOtherAreRefused() {
    assertThatThrownBy(() -> Ranges.parse(List.of("clip", "redraw")))
        .hasMessage("--range clip and --range redraw: one of the two");
    assertThatThrownBy(() -> Ranges.parse(List.of("none", "x=0..")))
        .hasMessage("--range none and a range of 'x': one of the two");
    assertThat(Ranges.parse(List.of("a=b=-1.5..2e3")).bounds().get(0))
        .isEqualTo(Ranges.Bounds.of("a=b", new BigDecimal("-1.5"), new BigDecimal("2e3")));
  }
}
