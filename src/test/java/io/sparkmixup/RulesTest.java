package io.sparkmixup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sparkmixup.io.FileFormat;
import io.sparkmixup.plan.ColumnPlan;
import io.sparkmixup.plan.Role;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Missing values, whole numbers, dates and times, and roles that the rows decide about. */
class RulesTest {

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private Path folder;

  private static Dataset<Row> rows() {
    return SPARK
        .range(0, 3000, 1, 3)
        .selectExpr(
            "cast(pmod(id * 7919, 10) as int) as n",
            "cast(id * 31 % 1009 as double) as x",
            "array(cast(id % 7 as int), cast(id % 5 as int)) as a");
  }

  private MixupResult write(Mixup mixup) throws IOException {
    return mixup.writeTo(folder.resolve("out").toString(), FileFormat.PARQUET);
  }

  private Dataset<Row> written() {
    return SPARK.read().parquet(folder.resolve("out").toString());
  }

  /** Rounding adds to the variance of small numbers; a verdict that passes has accounted for it. */
  @ParameterizedTest
  @EnumSource(Rules.Integers.class)
  void whatIsWrittenAgreesWithThePrediction(Rules.Integers rule) throws IOException {
    MixupResult result = write(Mixup.of(rows()).integers(rule).lineage().keepOriginals());

    assertThat(result.verdict().orElseThrow().passed()).isTrue();
    boolean asDouble = rule == Rules.Integers.DOUBLE;
    assertThat(written().schema().apply("n").dataType())
        .isEqualTo(asDouble ? DataTypes.DoubleType : DataTypes.IntegerType);
    assertThat(
            written()
                .filter("not synthetic")
                .selectExpr("n", "x", "a")
                .exceptAll(
                    rows()
                        .selectExpr(
                            asDouble ? "double(n)" : "n",
                            "x",
                            asDouble ? "cast(a as array<double>)" : "a"))
                .count())
        .isZero();
  }

  /** Each mixture comes out as one of its two neighbours; level 1e-6 for the mean of the errors. */
  @Test
  void stochasticRoundingIsUnbiased() {
    List<Row> made =
        Mixup.of(rows())
            .integers(Rules.Integers.STOCHASTIC)
            .lineage()
            .keepOriginals()
            .dataset()
            .selectExpr("n", "synthetic", "mixup_primary", "mixup_partner", "mixup_weight")
            .collectAsList();
    var originals = new java.util.HashMap<String, Integer>();
    made.stream()
        .filter(r -> !r.getBoolean(1))
        .forEach(r -> originals.put(r.getString(2), r.getInt(0)));
    double sum = 0;
    double variance = 0;
    for (Row row : made) {
      if (row.getBoolean(1)) {
        int x = originals.get(row.getString(2));
        int p = originals.get(row.getString(3));
        double exact = row.getDouble(4) * (x - p) + p;
        double fraction = exact - Math.floor(exact);
        assertThat((double) row.getInt(0)).isBetween(Math.floor(exact), Math.ceil(exact) + 0.0);
        sum += row.getInt(0) - exact;
        variance += fraction * (1 - fraction);
      }
    }
    assertThat(Math.abs(sum) / Math.sqrt(variance)).isLessThan(4.9);
    assertThat(variance).isGreaterThan(100);
  }

  @Test
  void datesAndTimesAreMixedWhenAsked() throws IOException {
    Dataset<Row> rows =
        SPARK
            .range(0, 3000, 1, 3)
            .selectExpr(
                "date_add(date'2000-01-01', cast(pmod(id * 7919, 4000) as int)) as d",
                "timestamp_seconds(pmod(id * 104729, 1000000000)) as t",
                "cast(timestamp_seconds(pmod(id * 1299709, 1000000000)) as timestamp_ntz) as z",
                "make_dt_interval(cast(id % 91 as int), 0, 0, 0) as i",
                "cast(make_dt_interval(cast(id % 89 as int), 0, 0, 0) as interval day) as days");
    MixupResult result = write(Mixup.of(rows).mix("d", "t", "z", "i", "days"));

    assertThat(result.verdict().orElseThrow().passed()).isTrue();
    assertThat(written().schema().fields())
        .extracting(f -> f.dataType().catalogString())
        .containsExactly(
            "date", "timestamp", "timestamp_ntz", "interval day to second", "interval day");
    for (String column : List.of("d", "t", "z", "i", "days")) {
      long kept = written().select(column).intersect(rows.select(column)).distinct().count();
      long distinct = written().select(column).distinct().count();
      assertThat(distinct).as(column).isGreaterThan(kept);
    }
    assertThat(
            Mixup.of(rows.selectExpr("*", "double(pmod(day(d), 7)) as x")).plan().names(Role.MIXED))
        .containsExactly("x");
  }

  @Test
  void rowsThatMissAMixedValueCanBeDroppedOrRefused() {
    Dataset<Row> holes =
        rows().selectExpr("if(x % 4 = 0, null, n) as n", "if(x % 5 = 0, double('NaN'), x) as x");
    long complete = rows().filter("x % 4 <> 0 and x % 5 <> 0").count();

    assertThat(Mixup.of(holes).dataset().count()).isEqualTo(3000);
    assertThat(Mixup.of(holes).nulls(Rules.Nulls.DROP).dataset().count()).isEqualTo(complete);
    assertThat(Mixup.of(holes).nulls(Rules.Nulls.DROP).survey().dropped())
        .isEqualTo(3000 - complete);
    assertThat(Mixup.of(holes).nulls(Rules.Nulls.DROP).ratio(0.5).dataset().count())
        .isEqualTo(Math.round(complete / 2.0));
    assertThatThrownBy(() -> Mixup.of(holes).nulls(Rules.Nulls.FAIL).dataset())
        .isInstanceOf(RequestException.class)
        .hasMessageMatching(
            "--nulls fail: of 3,000 rows some miss a value in mixed column 'n' \\(\\d+\\), 'x'"
                + " \\(\\d+\\): use --nulls match or drop, or carry the column with --copy");
    assertThat(Mixup.of(rows()).nulls(Rules.Nulls.FAIL).dataset().count()).isEqualTo(3000);
  }

  @Test
  void dropThatLeavesNothingIsRefused() {
    Dataset<Row> empty = rows().selectExpr("x", "cast(null as double) as y");
    assertThatThrownBy(() -> Mixup.of(empty).nulls(Rules.Nulls.DROP).dataset())
        .isInstanceOf(RequestException.class)
        .hasMessage("--nulls drop: no row of the input holds all mixed values, nothing is left");
    assertThatThrownBy(() -> Mixup.of(empty.limit(0)).nulls(Rules.Nulls.DROP).dataset())
        .isInstanceOf(RequestException.class)
        .hasMessage("the input has no rows: nothing to make synthetic rows from");
  }

  @Test
  void wholeNumbersThatLookLikeIdsAreCarried() {
    Dataset<Row> rows =
        rows()
            .selectExpr(
                "monotonically_increasing_id() as serial",
                "cast(100000000000000000000BD + monotonically_increasing_id() as decimal(38, 0)) as account",
                "cast(100000000000000000000BD + n as decimal(38, 0)) as balance",
                "1L as customer_id",
                "2 as orderId",
                "n as paid",
                "x");
    List<ColumnPlan> columns = Mixup.of(rows).plan().roles().columns();
    assertThat(columns)
        .extracting(ColumnPlan::name, ColumnPlan::role, ColumnPlan::reason)
        .containsExactly(
            tuple("serial", Role.CARRIED, "hardly a value twice; --mix to mix it"),
            tuple("account", Role.CARRIED, "hardly a value twice; --mix to mix it"),
            tuple("balance", Role.MIXED, "a number"),
            tuple("customer_id", Role.CARRIED, "named like an id; --mix to mix it"),
            tuple("orderId", Role.CARRIED, "named like an id; --mix to mix it"),
            tuple("paid", Role.MIXED, "a number"),
            tuple("x", Role.MIXED, "a number"));
    assertThat(Mixup.of(rows).mix("*").plan().names(Role.MIXED)).hasSize(7);
  }

  @Test
  void aNameSaysMoreThanAPattern() {
    assertThat(Mixup.of(rows()).mix("*").copy("n").plan().names(Role.MIXED))
        .containsExactly("x", "a");
    assertThat(Mixup.of(rows()).copy("re:[na]").plan().names(Role.MIXED)).containsExactly("x");
  }
}
