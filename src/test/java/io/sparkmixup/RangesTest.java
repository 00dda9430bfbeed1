package io.sparkmixup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
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
    assertThatThrownBy(() -> write(mixed))
        .hasMessageContaining("keep the column in a range with --range, ");

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

  @Test
  void adviceAgainstOverflowIsForTheColumnsItHelps() {
    String ends = "cast(if(id % 2 = 0, 127, -128) as tinyint)";
    Dataset<Row> full =
        SPARK
            .range(0, 1000, 1, 2)
            .selectExpr(
                ends + " as pct",
                "array(" + ends + ") as list",
                "cast(if(id % 2 = 0, 999.9, -999.9) as decimal(4,1)) as price");
    assertThatThrownBy(
            () ->
                write(
                    Mixup.of(full)
                        .mix("pct", "list", "price")
                        .maxVerbatim(1)
                        .verify(VerifyMode.OFF)))
        .isInstanceOf(RequestException.class)
        .hasMessageMatching(
            "mixtures lie beyond the range of the type in column 'pct' \\(\\d+\\): keep the column in"
                + " a range with --range, write whole numbers as doubles with --integers double,"
                + " widen the type, or carry the column with --copy; in column 'list' \\(\\d+\\):"
                + " write whole numbers as doubles with --integers double, widen the type, or carry"
                + " the column with --copy; in column 'price' \\(\\d+\\): keep the column in a range"
                + " with --range, widen the type, or carry the column with --copy");
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
        "cut; must be none, clip, redraw, COLUMN=LOW..HIGH (numbers, days as in 2013-12-31, or"
            + " durations as in PT1H; one of the two may be left out) or COLUMN=observed",
        "x=..; must be none, clip, redraw, COLUMN=LOW..HIGH (numbers, days as in 2013-12-31, or"
            + " durations as in PT1H; one of the two may be left out) or COLUMN=observed",
        "x=P1Y..; P1Y is no duration, such as PT1H or P2DT12H",
        "x=PT2H..PT1H; the low end PT2H is above the high end PT1H",
        "x=PT1H..; column 'x' is of type double: give numbers, such as 0.5",
        "day=2020-02-30..; 2020-02-30 is no day",
        "day=2020-02-02..2020-02-01; the low end 2020-02-02 is above the high end 2020-02-01",
        "x=2020-01-01..; column 'x' is of type double: give numbers, such as 0.5",
        "x=0..1e999999999; 1e999999999 is no number that a column could hold",
        "x=0..1e9999999999; 1e9999999999 is no number that a column could hold",
        "x=3..1; the low end 3 is above the high end 1",
        "y=0..; there is no such column; the input has d, day, f, holes, n, pair, x",
        "pair=0..; its type is array<double>; a range is for a mixed column of single numbers,",
        "n=0.2..0.8; no value of type int lies in it",
        "d=1e8..; no value of type decimal(9,2) lies in it",
        "f=1e39..; no value of type float lies in it",
        "f=..-1e39; no value of type float lies in it",
        "x=1e309..; no value of type double lies in it",
        "x=..-1e309; no value of type double lies in it"
      })
  void rangesThatCannotBeAreRefused(String range, String message) {
    assertThatThrownBy(() -> mixup(range).plan())
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith("--range " + range.replaceAll("^(y|pair|d|f|x(?=.*309))=.*", "$1"))
        .hasMessageContaining(message);
  }

  /** The library can say what the command line cannot: it is refused as soon as it is said. */
  @Test
  void rangesThatContradictThemselvesAreRefusedWhereTheyAreMade() {
    assertThatThrownBy(() -> Ranges.Bounds.of("x", BigDecimal.TEN, BigDecimal.ONE))
        .isInstanceOf(RequestException.class)
        .hasMessage("--range x=10..1: the low end 10 is above the high end 1");
    LocalDate day = LocalDate.of(2013, 12, 31);
    assertThatThrownBy(() -> Ranges.Bounds.ofDays("day", day, day.minusDays(1)))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "--range day=2013-12-31..2013-12-30: the low end 2013-12-31 is above the high end"
                + " 2013-12-30");
    assertThatThrownBy(() -> Ranges.Bounds.ofDurations("took", Duration.ofHours(2), Duration.ZERO))
        .isInstanceOf(RequestException.class)
        .hasMessage("--range took=PT2H..PT0S: the low end PT2H is above the high end PT0S");
    assertThat(Ranges.Bounds.ofDays("day", day, day).low())
        .isEqualTo(Ranges.Bounds.ofDays("day", day, day).high());
    List<Ranges.Bounds> bounds = List.of(Ranges.Bounds.of("x", BigDecimal.ZERO, null));
    assertThatThrownBy(() -> new Ranges(Ranges.How.NONE, bounds))
        .isInstanceOf(RequestException.class)
        .hasMessage("--range none and a range of 'x': one of the two");
    assertThatThrownBy(() -> Ranges.parse(List.of("x=0..", "none")))
        .isInstanceOf(RequestException.class)
        .hasMessage("--range none and a range of 'x': one of the two");
    assertThatNullPointerException().isThrownBy(() -> new Ranges(null, bounds)).withMessage("how");
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

  /** Times that are objects have ranges as others do. */
  private static Dataset<Row> times() {
    String e = "-log((pmod(xxhash64(id), 100003) + 1) / 100004D)";
    return SPARK
        .range(0, 3000, 1, 3)
        .selectExpr(
            "if(id % 11 = 5, null, cast(timestamp_micros(cast(1577836800000000 + 1e12 * "
                + e
                + " as bigint)) as timestamp_ntz)) as ntz",
            "make_dt_interval(0, 0, 0, cast(3600 * " + e + " as decimal(18,6))) as took",
            "cast(make_dt_interval(cast(10 * " + e + " as int)) as interval day) as days",
            "cast(make_dt_interval(0, 0, cast(90 * "
                + e
                + " as int)) as interval hour to minute) as minutes");
  }

  private static final String[] TIMES = {"ntz", "took", "days", "minutes"};

  @ParameterizedTest
  @ValueSource(strings = {"clip", "redraw"})
  void observedRangesHoldForTimesThatAreObjects(String how) throws IOException {
    Mixup mixed = Mixup.of(times()).mix(TIMES).verify(VerifyMode.WARN);
    MixupResult result = write(mixed.range(Ranges.parse(List.of(how))));

    assertThat(result.plan().limits().stream().map(Ranges.Limit::name)).containsExactly(TIMES);
    Dataset<Row> free = mixed.dataset();
    for (String column : TIMES) {
      Row ends = times().selectExpr("min(" + column + ")", "max(" + column + ")").head();
      Column low = functions.col(column).lt(functions.lit(ends.get(0)));
      Column outside = low.or(functions.col(column).gt(functions.lit(ends.get(1))));
      assertThat(free.filter(outside).count()).as(column + " without a range").isPositive();
      assertThat(written().filter(outside).count()).as(column).isZero();
    }
    assertThat(result.verdict().orElseThrow().passed())
        .as(result.verdict().orElseThrow().sentence())
        .isTrue();
  }

  @Test
  void daysAreTakenForTimestampsWithoutZoneAndDurationsForIntervals() {
    Dataset<Row> made =
        Mixup.of(times())
            .mix(TIMES)
            .range(
                Ranges.parse(
                    List.of(
                        "ntz=2020-01-02..2020-01-20",
                        "took=PT10M..PT1H30M0.5S",
                        "days=PT25H..P20D",
                        "minutes=pt0s..")))
            .dataset();
    Row ends =
        made.selectExpr(
                "min(ntz) = timestamp_ntz'2020-01-02 00:00:00'",
                "max(ntz) = timestamp_ntz'2020-01-20 23:59:59.999999'",
                "min(took) = interval '10' minute",
                "max(took) = interval '1:30:00.5' hour to second",
                // Whole days from 25 hours on.
                "min(days) = interval '2' day",
                "max(days) = interval '20' day",
                "min(minutes) = interval '0' minute",
                "count_if(ntz is null) between 200 and 300")
            .head();
    for (int i = 0; i < ends.length(); i++) {
      assertThat(ends.getBoolean(i)).as(ends.schema().fieldNames()[i]).isTrue();
    }
  }

  @Test
  void rangesOfTimesThatCannotBeAreRefused() {
    Mixup times = Mixup.of(times()).mix(TIMES);
    assertThatThrownBy(() -> times.range(Ranges.parse(List.of("days=PT1H..PT2H"))).plan())
        .isInstanceOf(RequestException.class)
        .hasMessage("--range days=PT1H..PT2H: no value of type interval day lies in it");
  }

  /** A number could be a year, or milliseconds: nobody means days or microseconds since 1970. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "at=2013..2014; column 'at' is of type timestamp: give days, such as 2013-12-31",
        "day=..16000; column 'day' is of type date: give days, such as 2013-12-31",
        "ntz=0.5..; column 'ntz' is of type timestamp_ntz: give days, such as 2013-12-31",
        "ntz=PT1H..; column 'ntz' is of type timestamp_ntz: give days, such as 2013-12-31",
        "took=0..3600; column 'took' is of type interval day to second: give durations, such as"
            + " PT1H",
        "took=2020-01-01..; column 'took' is of type interval day to second: give durations, such"
            + " as PT1H",
        "re:.*=0..1000; column 'day' is of type date: give days, such as 2013-12-31",
        "*t=0..1000; column 'at' is of type timestamp: give days, such as 2013-12-31"
      })
  void aRangeInOtherUnitsThanItsColumnsIsRefused(String range, String message) {
    Mixup mixed = Mixup.of(moments(SPARK)).mix("*").range(Ranges.parse(List.of(range)));

    assertThatThrownBy(mixed::plan)
        .isInstanceOf(RequestException.class)
        .hasMessage("--range " + range + ": " + message);
  }

  @Test
  void theLastRangeOfAColumnIsTheOneThatHasToFit() {
    Mixup mixed =
        Mixup.of(moments(SPARK))
            .mix("weight", "day", "at")
            .range(Ranges.parse(List.of("*=0..1000", "day=2013-03-01..", "at=observed")));

    assertThat(mixed.plan().limits().stream().map(Ranges.Limit::name))
        .containsExactlyInAnyOrder("weight", "day", "at");
  }

  /** A number, and every kind of time, over the year 2013. */
  private static Dataset<Row> moments(SparkSession session) {
    String micros = "1356998400000000 + pmod(xxhash64(id), 31536000000000)";
    return session
        .range(0, 500, 1, 2)
        .selectExpr(
            "cast(id as double) as weight",
            "date_add(date'2013-01-01', cast(pmod(xxhash64(id), 365) as int)) as day",
            "timestamp_micros(" + micros + ") as at",
            "cast(timestamp_micros(" + micros + ") as timestamp_ntz) as ntz",
            "make_dt_interval(0, 0, 0, cast(id as decimal(18,6))) as took");
  }

  /** Days begin where the session's zone says, in Brazil once at one o'clock. */
  @ParameterizedTest
  @CsvSource({
    "UTC, 2013-03-01, 2013-03-31, 2013-03-01T00:00:00Z, 2013-03-31T23:59:59.999999Z",
    "America/New_York, 2013-03-01, 2013-03-31, 2013-03-01T05:00:00Z, 2013-04-01T03:59:59.999999Z",
    "America/Sao_Paulo, 2013-10-20, 2013-10-20, 2013-10-20T03:00:00Z, 2013-10-21T01:59:59.999999Z",
    "America/Sao_Paulo, 2013-10-19, 2013-10-19, 2013-10-19T03:00:00Z, 2013-10-20T02:59:59.999999Z",
    "PST, 2013-01-01, 2013-01-02, 2013-01-01T08:00:00Z, 2013-01-03T07:59:59.999999Z",
    "+1:00, 2013-01-02, 2013-01-02, 2013-01-01T23:00:00Z, 2013-01-02T22:59:59.999999Z"
  })
  void daysOfTimestampsAreThoseOfTheSessionsZone(
      String zone, String first, String last, Instant low, Instant high) {
    SparkSession session = SPARK.newSession();
    session.conf().set("spark.sql.session.timeZone", zone);
    String days = "=" + first + ".." + last;
    List<Ranges.Limit> limits =
        Mixup.of(moments(session))
            .mix("day", "at", "ntz")
            .range(Ranges.parse(List.of("day" + days, "at" + days, "ntz" + days)))
            .plan()
            .limits();

    assertEnds(limits, "at", micros(low), micros(high));
    // These have no zone.
    assertEnds(
        limits,
        "ntz",
        micros(Instant.parse(first + "T00:00:00Z")),
        micros(Instant.parse(last + "T23:59:59.999999Z")));
    assertEnds(
        limits, "day", LocalDate.parse(first).toEpochDay(), LocalDate.parse(last).toEpochDay());
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static void assertEnds(
      List<Ranges.Limit> limits, String name, long expectedLow, long expectedHigh) {
    assertThat(limits)
        .filteredOn(limit -> limit.name().equals(name))
        .singleElement()
        .satisfies(
            limit -> {
              assertThat(limit.low()).as(name).isEqualByComparingTo(new BigDecimal(expectedLow));
              assertThat(limit.high()).as(name).isEqualByComparingTo(new BigDecimal(expectedHigh));
            });
  }

  /** Days that no timestamp reaches are no limit on one side, and hold nothing on the other. */
  @Test
  void daysBeyondTimestampsAreNoLimit() {
    Mixup mixed = Mixup.of(moments(SPARK)).mix("at", "ntz");
    for (String column : List.of("at", "ntz")) {
      Ranges.Bounds all = Ranges.Bounds.ofDays(column, LocalDate.MIN, LocalDate.MAX);
      assertThat(
              mixed
                  .range(new Ranges(Ranges.How.CLIP, List.of(all)))
                  .dataset()
                  .exceptAll(mixed.dataset())
                  .count())
          .isZero();
      Ranges.Bounds none = Ranges.Bounds.ofDays(column, LocalDate.of(300_000, 1, 1), null);
      assertThatThrownBy(() -> mixed.range(new Ranges(Ranges.How.CLIP, List.of(none))).plan())
          .isInstanceOf(RequestException.class)
          .hasMessageStartingWith("--range " + column + "=+300000-01-01..: no value of type");
    }
  }

  @Test
  void anEndBeyondTheTypeIsNoLimitOnItsSide() {
    assertThat(Bits.sorted(mixup("f=0.5..1e39", "x=-1e309..1").dataset().collectAsList()))
        .isEqualTo(Bits.sorted(mixup("f=0.5..", "x=..1").dataset().collectAsList()));
  }

  @Test
  void whatIsWrittenAsDoublesHasARangeOfDoubles() {
    Dataset<Row> made = mixup("n=0.2..0.7").integers(Rules.Integers.DOUBLE).dataset();

    assertThat(made.filter("n < 0.2 or n > 0.7").count()).isZero();
    assertThat(made.filter("n = 0.2").count()).isPositive();
    assertThat(made.filter("n = 0.7").count()).isPositive();
  }

  /** As in {@code --mix}: quotes are taken away, and a comma needs none where nothing is split. */
  @ParameterizedTest
  @ValueSource(strings = {"\"a,b\"=0..1", "a,b=0..1", "\"a,*\"=0..1"})
  void aNameMayStandInDoubleQuotes(String range) {
    Dataset<Row> rows = SPARK.range(50).selectExpr("cast(id as double) as `a,b`");

    assertThat(Mixup.of(rows).range(Ranges.parse(List.of(range))).plan().limits())
        .extracting(Ranges.Limit::name)
        .containsExactly("a,b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a,b=0..1", "\"=observed"})
  void aQuoteThatIsNotClosedIsRefused(String range) {
    assertThatThrownBy(() -> Ranges.parse(List.of(range)))
        .isInstanceOf(RequestException.class)
        .hasMessage("--range " + range + ": the double quote at its start is not closed");
  }

  /** Also at the very ends of the type, to which half a range leads. */
  @ParameterizedTest
  @ValueSource(strings = {"clip", "redraw", "t=PT0S..", "t=..PT0S"})
  void intervalsThatOverflowAreBroughtBackIntoTheRange(String range) throws IOException {
    Dataset<Row> full =
        SPARK
            .range(0, 1000, 1, 2)
            .selectExpr(
                "make_dt_interval(if(id % 2 = 0, 106751991, -106751991), 0, 0, 0.000001) as t");
    Mixup mixed = Mixup.of(full).mix("t").maxVerbatim(1).verify(VerifyMode.OFF);
    assertThatThrownBy(() -> write(mixed)).hasMessageContaining("beyond the range of the type");

    MixupResult result = write(mixed.range(Ranges.parse(List.of(range))));

    assertThat(result.sums().overflows()).containsOnly(0);
    String outside =
        switch (range) {
          case "t=PT0S.." -> "t < interval '0' day";
          case "t=..PT0S" -> "t > interval '0' day";
          default ->
              "t > interval '106751991 00:00:00.000001' day to second"
                  + " or t < interval '-106751990 23:59:59.999999' day to second";
        };
    assertThat(written().count()).isEqualTo(1000);
    assertThat(written().filter(outside).count()).isZero();
    if (range.startsWith("t=")) {
      String end =
          range.equals("t=PT0S..")
              ? "t = interval '106751991 04:00:54.775807' day to second"
              : "t = interval '-106751991 04:00:54.775808' day to second";
      assertThat(written().filter(end).count()).isPositive();
    }
  }

  @Test
  void whatHasNoRangeIsSaid() {
    List<String> said = new ArrayList<>();
    mixup("clip").progress(said::add).survey();
    mixup("p*=0..", "x=observed", "d=observed").progress(said::add).survey();
    assertThat(said.stream().filter(line -> line.startsWith("warning")))
        .containsExactly(
            "warning: --range leaves column 'pair' as it is mixed: arrays and vectors have no range",
            "warning: --range leaves column 'pair' as it is mixed: arrays and vectors have no range");
    said.clear();
    mixup().progress(said::add).survey();
    mixup("x=0..").progress(said::add).survey();
    assertThat(said).noneMatch(line -> line.startsWith("warning"));
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
