package io.sparkmixup.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.Mixup;
import io.sparkmixup.law.Fixed;
import io.sparkmixup.plan.Duplicates;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.testing.LocalSpark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Parents are told from the output: {@code x} is a whole number, {@code who} is the primary's, and
 * with weight 1/4 of the partner {@code y = 3/4 x_i + 1/4 x_p} is exact in binary.
 */
class PairingTest {

  private static final SparkSession SPARK = LocalSpark.session();
  private static final double PARTNER_WEIGHT = 0.25;

  /** The values of two parents. */
  private record Parents(long primary, long partner) {}

  private static Mixup mixup(Dataset<Row> rows) {
    return Mixup.of(rows).copy("who").law(Fixed.of(PARTNER_WEIGHT)).maxVerbatim(1);
  }

  private static Dataset<Row> numbers(long n, String... more) {
    return SPARK
        .range(0, n, 1, 3)
        .selectExpr("id as who", "cast(id as double) as x")
        .selectExpr(concat("*", more));
  }

  private static String[] concat(String first, String... more) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(more));
    return all.toArray(new String[0]);
  }

  private static List<Parents> parents(Mixup mixup) {
    return mixup.dataset().select("who", "x").collectAsList().stream()
        .map(r -> new Parents(r.getLong(0), (long) (4 * r.getDouble(1) - 3 * r.getLong(0))))
        .toList();
  }

  private static Map<Long, Long> count(List<Long> values) {
    Map<Long, Long> counts = new HashMap<>();
    values.forEach(v -> counts.merge(v, 1L, Long::sum));
    return counts;
  }

  @ParameterizedTest
  @CsvSource({"3500, 1", "3500, 3", "900, 20"})
  void everyRowIsPrimaryAndPartnerEquallyOftenAndMeetsNotItself(int n, int ratio) {
    List<Parents> parents = parents(mixup(numbers(n)).ratio(ratio));

    assertThat(count(parents.stream().map(Parents::primary).toList()))
        .hasSize(n)
        .allSatisfy((who, times) -> assertThat(times).isEqualTo(ratio));
    assertThat(count(parents.stream().map(Parents::partner).toList()))
        .hasSize(n)
        .allSatisfy((who, times) -> assertThat(times).isEqualTo(ratio));
    assertThat(parents).noneMatch(p -> p.primary() == p.partner());
  }

  @Test
  void overAllButOneReplicatesEachOtherRowOnceThenAgain() {
    int n = 21;
    List<Parents> parents = parents(mixup(numbers(n)).ratio(2 * (n - 1)));

    Map<Parents, Integer> times = new HashMap<>();
    parents.forEach(p -> times.merge(p, 1, Integer::sum));
    assertThat(times).hasSize(n * (n - 1)).allSatisfy((p, t) -> assertThat(t).isEqualTo(2));
  }

  @Test
  void strataDoNotMix() {
    Dataset<Row> rows = numbers(4000, "who % 3 as a", "if(who % 5 = 0, null, who % 5) as b");

    assertThat(parents(mixup(rows).within("a", "b")))
        .hasSize(4000)
        .allMatch(p -> p.primary() % 15 == p.partner() % 15);
  }

  @Test
  void rowsWithOtherMissingValuesDoNotMixAndKeepThem() {
    Dataset<Row> rows =
        numbers(
            3000,
            "case who % 3 when 0 then null when 1 then double('NaN') else 1D + who end as z",
            "if(who % 2 = 0, null, 5L) as w");
    Mixup mixup = mixup(rows);

    // NaN counts as null: patterns repeat with period 6, and 0 = 1 modulo 3.
    assertThat(parents(mixup))
        .hasSize(3000)
        .allMatch(p -> pattern(p.primary()) == pattern(p.partner()));
    for (Row row : mixup.dataset().select("who", "z", "w").collectAsList()) {
      long who = row.getLong(0);
      assertThat(row.isNullAt(1)).isEqualTo(who % 3 == 0);
      assertThat(!row.isNullAt(1) && Double.isNaN(row.getDouble(1))).isEqualTo(who % 3 == 1);
      assertThat(row.isNullAt(2)).isEqualTo(who % 2 == 0);
    }
  }

  private static long pattern(long who) {
    return (who % 3 == 2 ? 2 : 0) + who % 2;
  }

  @ParameterizedTest
  @CsvSource({"1, false", "1, true", "20, false", "20, true"})
  void aRowAloneInItsPatternIsAGuestOfCompleteRowsOfItsGroup(int ratio, boolean manyDuplicates) {
    Dataset<Row> rows =
        numbers(
            2400,
            "who % 2 as g",
            "if(who in (10, 1201), null, 7D) as z",
            "if(who in (20, 1201), null, 7D) as w");
    if (manyDuplicates) {
      // Four hundred times the same complete row, in a group of its own kind.
      rows = rows.union(SPARK.range(1200).selectExpr("0L", "0D", "0L", "7D", "7D"));
    }
    List<Long> guests = List.of(10L, 20L, 1201L);
    Mixup mixup = mixup(rows).within("g").ratio(ratio);

    assertThat(mixup.plan().duplicates())
        .isEqualTo(manyDuplicates ? Duplicates.BEFORE_SHUFFLE : Duplicates.IN_CELL);
    List<Parents> parents = parents(mixup);

    assertThat(parents).noneMatch(p -> guests.contains(p.partner()));
    List<Parents> ofGuests = parents.stream().filter(p -> guests.contains(p.primary())).toList();
    assertThat(ofGuests)
        .hasSize(3 * ratio)
        .allMatch(p -> p.primary() % 2 == p.partner() % 2 && p.primary() != p.partner());
    // Each replicate meets another host; equal rows may stand in for each other's.
    if (!manyDuplicates) {
      assertThat(ofGuests).doesNotHaveDuplicates();
    }
  }

  @Test
  void aGuestKeepsItsNull() {
    Dataset<Row> rows = numbers(500, "if(who = 10, null, who * 2D) as z");

    List<Row> guest = mixup(rows).dataset().where("who = 10").collectAsList();
    assertThat(guest).hasSize(1).allMatch(r -> r.isNullAt(2) && r.getDouble(1) != 10);
  }

  @Test
  void aRowAloneInItsGroupComesOutVerbatim() {
    Dataset<Row> rows = numbers(301, "if(who = 300, 'only', 'many') as g", "who / 3D as z");

    Row lone = mixup(rows).within("g").dataset().where("who = 300").collectAsList().get(0);
    assertThat(lone.getDouble(1)).isEqualTo(300);
    assertThat(lone.getDouble(3)).isEqualTo(100);
  }

  /**
   * Rows with equal values meet each other by chance: with c_v copies of value v among n rows, sum
   * c_v (c_v - 1) / (n - 1) times in a replicate; among the rows of one cell where all copies are
   * in it. That many meetings are Poisson or narrower; the bound is five standard deviations, which
   * chance exceeds once in 10^5 tests.
   */
  @ParameterizedTest
  @CsvSource({
    "a few duplicates, 6000, 50, IN_CELL",
    "half of the rows, 6000, 3000, BEFORE_SHUFFLE",
    "one row as 1 %, 15000, 150, BEFORE_SHUFFLE",
    "eight rows ten times in many cells, 20000, 80, IN_CELL",
    "forty rows thirty times in many cells, 20000, 1200, BEFORE_SHUFFLE",
    "four distinct rows, 6000, 6000, BEFORE_SHUFFLE"
  })
  void twinsMeetNoMoreOftenThanByChance(String name, int n, int repeated, Duplicates expected) {
    IntUnaryOperator value =
        switch (name) {
          case "one row as 1 %" -> i -> i < repeated ? 0 : i;
          case "four distinct rows" -> i -> i % 4;
          case "eight rows ten times in many cells" -> i -> i < repeated ? i % 8 : i;
          case "forty rows thirty times in many cells" -> i -> i < repeated ? i % 40 : i;
          case "half of the rows" -> i -> i < repeated ? i : i - repeated;
          default -> i -> i < repeated ? i + repeated : i;
        };
    List<Long> values = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      values.add((long) value.applyAsInt(i));
    }
    Dataset<Row> rows =
        SPARK
            .createDataset(values, Encoders.LONG())
            .selectExpr("value as who", "cast(value as double) as x");
    int ratio = 4;
    Mixup mixup = mixup(rows).ratio(ratio);
    double chance =
        ratio
            * count(values).values().stream().mapToDouble(c -> (double) c * (c - 1)).sum()
            / ((expected == Duplicates.IN_CELL ? 1000 : n) - 1);

    assertThat(mixup.plan().duplicates()).isEqualTo(expected);
    long twins = parents(mixup).stream().filter(p -> p.primary() == p.partner()).count();
    assertThat((double) twins).isLessThan(chance + 5 * Math.sqrt(chance) + 2);
  }

  @Test
  void aMillionRowsOfFourValuesAreDealtOutEvenly() {
    Dataset<Row> rows = SPARK.range(0, 1_000_000, 1, 4).selectExpr("cast(id % 4 as double) as x");
    MixupPlan plan = Mixup.of(rows).plan();
    MapPartitionsFunction<Parcel, Long> size =
        parcels -> {
          long n = 0;
          for (; parcels.hasNext(); parcels.next()) {
            n++;
          }
          return List.of(n).iterator();
        };

    List<Long> sizes =
        Pairing.pair(rows, plan).mapPartitions(size, Encoders.LONG()).collectAsList().stream()
            .sorted()
            .toList();

    assertThat(plan.duplicates()).isEqualTo(Duplicates.BEFORE_SHUFFLE);
    assertThat(sizes.stream().mapToLong(Long::longValue).sum()).isEqualTo(1_000_000);
    assertThat(sizes.size()).isGreaterThan(4);
    assertThat(sizes.get(sizes.size() - 1)).isLessThanOrEqualTo(3 * sizes.get(sizes.size() / 2));
  }
}
