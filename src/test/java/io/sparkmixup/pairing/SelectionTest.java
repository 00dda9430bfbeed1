package io.sparkmixup.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.Mixup;
import io.sparkmixup.law.Fixed;
import io.sparkmixup.plan.Balance;
import io.sparkmixup.plan.Duplicates;
import io.sparkmixup.testing.LocalSpark;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many synthetic rows each row makes, where the number does not divide evenly. */
class SelectionTest {

  private static final SparkSession SPARK = LocalSpark.session();

  private static Dataset<Row> numbers(long n) {
    return SPARK
        .range(0, n, 1, 3)
        .selectExpr("id as who", "cast(id as double) as x", "concat('c', id % 10 div 4) as c");
  }

  private static Mixup mixup(Dataset<Row> rows) {
    return Mixup.of(rows).copy("who").law(Fixed.of(0.25)).maxVerbatim(1);
  }

  /** How many rows were made from each primary. */
  private static Map<Long, Long> copies(Dataset<Row> made) {
    return made.groupBy("who").count().collectAsList().stream()
        .collect(Collectors.toMap(r -> r.getLong(0), r -> r.getLong(1)));
  }

  private static Map<String, Long> classes(Dataset<Row> made) {
    return made.groupBy("c").count().collectAsList().stream()
        .collect(Collectors.toMap(r -> r.getString(0), r -> r.getLong(1)));
  }

  @ParameterizedTest
  @CsvSource({"0.1, 0, 1, 300", "0.0004, 0, 1, 1", "1.5, 1, 2, 4500", "20.25, 20, 21, 60750"})
  void aFractionIsMadeExactlyByRowsThatMakeOneMore(
      double ratio, long least, long most, long total) {
    Map<Long, Long> copies = copies(mixup(numbers(3000)).ratio(ratio).dataset());

    assertThat(copies.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(total);
    assertThat(copies.values()).allMatch(n -> n == most || (n == least && least > 0));
    if (least > 0) {
      assertThat(copies).hasSize(3000);
    }
  }

  @Test
  void rowsThatMakeNoneAreStillPartners() {
    Dataset<Row> made = mixup(numbers(3000)).ratio(0.5).dataset();
    // With weight 3/4 of the primary, 4 x - 3 who is the partner.
    List<Long> partners =
        made.selectExpr("cast(4 * x - 3 * who as bigint)").collectAsList().stream()
            .map(r -> r.getLong(0))
            .toList();
    assertThat(partners).hasSize(1500).doesNotHaveDuplicates();
    assertThat(partners).anyMatch(p -> !copies(made).containsKey(p));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aSeedSelectsWithoutRegardToFilesAndOrder(long seed) {
    Dataset<Row> rows = numbers(2500);
    Map<Long, Long> copies = copies(mixup(rows).ratio(0.3).seed(seed).dataset());

    Dataset<Row> shuffled = rows.orderBy(functions.rand(seed)).repartition(7);
    assertThat(copies(mixup(shuffled).ratio(0.3).seed(seed).dataset())).isEqualTo(copies);
    assertThat(copies(mixup(rows).ratio(0.3).seed(seed + 100).dataset())).isNotEqualTo(copies);
  }

  /** Chi-square, level 1e-4: whether a row is selected has nothing to do with what it holds. */
  @Test
  void allPartsOfTheDataAreSelectedEvenly() {
    Map<Long, Long> copies = copies(mixup(numbers(20_000)).ratio(0.2).dataset());

    double statistic = 0;
    for (int part = 0; part < 20; part++) {
      long from = part * 1000L;
      long n = copies.keySet().stream().filter(w -> w >= from && w < from + 1000).count();
      // Without replacement: the variance of the count is that of the hypergeometric law.
      statistic += (n - 200.0) * (n - 200.0) / (200 * 0.8);
    }
    assertThat(ChiSquaredDistribution.of(19).survivalProbability(statistic)).isBetween(1e-4, 1.0);
  }

  /** Taken or left as one, 2,500 equal rows would come out 0 or 1,000 times. */
  @Test
  void equalRowsAreSelectedOneByOne() {
    Dataset<Row> rows = numbers(10_000).selectExpr("who % 4 as who", "who % 4 + 0D as x");
    Mixup mixup = mixup(rows).ratio(0.1);

    assertThat(mixup.plan().duplicates()).isEqualTo(Duplicates.BEFORE_SHUFFLE);
    Map<Long, Long> copies = copies(mixup.dataset());
    assertThat(copies.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(1000);
    // Hypergeometric: 250 expected, standard deviation 13; five of them.
    assertThat(copies.values()).hasSize(4).allMatch(n -> Math.abs(n - 250) < 65);
  }

  @Test
  void aFewEqualRowsAreNumberedToo() {
    Dataset<Row> rows = numbers(1000).union(numbers(1000).limit(3));
    Mixup mixup = mixup(rows).ratio(0.5);
    assertThat(mixup.plan().duplicates()).isEqualTo(Duplicates.BEFORE_SHUFFLE);
    assertThat(mixup.dataset().count()).isEqualTo(502);

    assertThat(mixup(numbers(1000)).ratio(0.5).plan().duplicates()).isEqualTo(Duplicates.IN_CELL);
  }

  @Test
  void rowsAreSharedOutAmongClassesInProportion() {
    // 4, 4 and 2 of ten.
    Mixup mixup = mixup(numbers(3000)).label("c").rows(1001);
    assertThat(classes(mixup.dataset()).values().stream().sorted())
        .containsExactly(200L, 400L, 401L);
    Map<String, Long> large = classes(mixup(numbers(30)).label("c").rows(1000).dataset());
    assertThat(large).isEqualTo(Map.of("c0", 400L, "c1", 400L, "c2", 200L));
  }

  @ParameterizedTest
  @CsvSource({"max, 1200", "median, 1200", "777, 777", "50000, 50000"})
  void classesAreEvenedOut(String balance, long each) {
    Mixup mixup = mixup(numbers(3000)).label("c").balance(Balance.of(balance));
    assertThat(classes(mixup.dataset())).isEqualTo(Map.of("c0", each, "c1", each, "c2", each));
    assertThat(mixup.plan().syntheticRows()).isEqualTo(3 * each);
  }

  /** Cells of all classes together: the rare class's rows make many rows, the others few. */
  @Test
  void classesAreEvenedOutAcrossCells() {
    Mixup mixup =
        mixup(numbers(3000).withColumn("c", functions.expr("if(who < 3, 'rare', 'common')")))
            .label("c")
            .within()
            .balance(Balance.MAX);
    assertThat(classes(mixup.dataset())).isEqualTo(Map.of("rare", 2997L, "common", 2997L));
    assertThat(copies(mixup.dataset()).values()).allMatch(n -> n == 1 || n == 999);
  }
}
