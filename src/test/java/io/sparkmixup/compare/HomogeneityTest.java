package io.sparkmixup.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.compare.Comparison.ClassShare;
import io.sparkmixup.verify.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shares of all classes together, in two samples. */
class HomogeneityTest {

  private static final int RUNS = 2_000;

  static ClassTable shares(long[] a, long[] b) {
    return ClassTable.of(
        IntStream.range(0, a.length)
            .filter(c -> a[c] + b[c] > 0)
            .mapToObj(c -> new ClassShare("c" + c, a[c], b[c]))
            .toList());
  }

  /** By scipy 1.17.1: chi2_contingency([[30, 50, 20], [45, 40, 65]], correction=False). */
  @Test
  void ofFrequentClassesItIsTheChiSquareTest() {
    Homogeneity found = Homogeneity.of(shares(new long[] {30, 50, 20}, new long[] {45, 40, 65}));
    assertThat(found.statistic()).isCloseTo(18.681917211328976, within(1e-9));
    // Of scipy's pearson3 with the three moments; by the chi-square distribution 8.78e-5.
    assertThat(found.pValue()).isCloseTo(8.608555785857589e-05, within(1e-13));
    // By sums over binomial probabilities.
    assertThat(found.byChance()).isCloseTo(0.07263534241033291, within(1e-12));
    assertThat(found.distance())
        .isCloseTo(0.5 * (0.0 + 0.5 - 40.0 / 150 + 65.0 / 150 - 0.2), within(1e-12));
    // A million rows each: the p-value of the chi-square distribution, 2 degrees of freedom.
    Homogeneity many =
        Homogeneity.of(
            shares(new long[] {300_000, 500_000, 200_000}, new long[] {301_500, 500_300, 198_200}));
    assertThat(many.pValue())
        .isCloseTo(Math.exp(-many.statistic() / 2), within(1e-3 * many.pValue()));
  }

  /** All ways to draw two of six rows, equally likely, of classes of one, two and three. */
  @Test
  void momentsAreThoseOfAllTables() {
    int[] rows = {0, 1, 1, 2, 2, 2};
    List<ClassTable> tables = new ArrayList<>();
    for (int drawn = 0; drawn < 1 << rows.length; drawn++) {
      if (Integer.bitCount(drawn) == 2) {
        long[] a = new long[3];
        long[] b = new long[3];
        for (int r = 0; r < rows.length; r++) {
          ((drawn >> r & 1) == 1 ? b : a)[rows[r]]++;
        }
        tables.add(shares(a, b));
      }
    }
    double mean =
        tables.stream().mapToDouble(t -> Homogeneity.of(t).statistic()).average().orElseThrow();
    Homogeneity found = Homogeneity.of(tables.get(0));
    assertThat(found.mean()).isCloseTo(mean, within(1e-12));
    assertThat(found.variance()).isCloseTo(central(tables, mean, 2), within(1e-12));
    // X^2 is 9/2 times what these are the moments of, less a constant.
    assertThat(DrawnRows.of(tables.get(0)).third())
        .isCloseTo(central(tables, mean, 3) / Math.pow(4.5, 3), within(1e-12));
  }

  private static double central(List<ClassTable> tables, double mean, int power) {
    return tables.stream()
        .mapToDouble(t -> Math.pow(Homogeneity.of(t).statistic() - mean, power))
        .average()
        .orElseThrow();
  }

  /** Among 10^12 rows, where moments are differences of numbers 10^36 as large. */
  @Test
  void manyRowsLeaveDigitsEnough() {
    Homogeneity found =
        Homogeneity.of(
            shares(
                new long[] {500_000_000_000L, 300_000_000_000L, 200_000_000_000L},
                new long[] {500_000_000_000L, 300_000_000_000L, 200_000_000_000L}));
    assertThat(found.variance()).isCloseTo(4, within(1e-9));
    assertThat(found.skewness()).isCloseTo(2, within(1e-9));
  }

  /** Where every class has one row, each table has the same X^2. */
  @Test
  void classesOfOneRowSayNothing() {
    long[] a = new long[100];
    long[] b = new long[100];
    Arrays.fill(a, 0, 50, 1);
    Arrays.fill(b, 50, 100, 1);
    assertThat(Homogeneity.of(shares(a, b)).pValue()).isOne();
    assertThat(Homogeneity.of(shares(a, b)).variance()).isZero();
    // Nor do they where one of 300 has a second row, beside 3,000 others.
    ClassTable onePair =
        new ClassTable(
            List.of(
                new ClassTable.Cell(1, 0, 2_998),
                new ClassTable.Cell(2, 0, 1),
                new ClassTable.Cell(0, 1, 300)));
    assertThat(Homogeneity.of(onePair).pValue()).isGreaterThan(0.1);
  }

  @Test
  void oneClassAndFewRowsAreNotTested() {
    assertThat(Homogeneity.finding(shares(new long[] {99, 0}, new long[] {99, 0}))).isEmpty();
    assertThat(Homogeneity.finding(shares(new long[] {20, 9}, new long[] {99, 9}))).isEmpty();
    assertThat(Homogeneity.finding(new ClassTable(List.of()))).isEmpty();
  }

  /** Cumulative shares of classes. */
  static double[] law(String name, int classes) {
    double[] law = new double[classes];
    for (int c = 0; c < classes; c++) {
      law[c] =
          switch (name) {
            case "zipf" -> 1.0 / (c + 1);
            case "zipf 1.5" -> Math.pow(c + 1, -1.5);
            case "rare" -> c == 0 ? 1 : 0.0005;
            // Per cent of one class or two, all others being rare.
            case "95" -> c == 0 ? 0.95 : 0.05 / (classes - 1);
            case "91" -> c == 0 ? 0.91 : 0.09 / (classes - 1);
            case "54 and 36" -> c == 0 ? 0.54 : c == 1 ? 0.36 : 0.1 / (classes - 2);
            // Half of the classes halved, the others raised.
            case "halved" -> c % 2 == 0 ? 0.5 : 1.5;
            default -> 1;
          };
    }
    double sum = Arrays.stream(law).sum();
    double below = 0;
    for (int c = 0; c < classes; c++) {
      below += law[c] / sum;
      law[c] = below;
    }
    law[classes - 1] = 1;
    return law;
  }

  static long[] counts(double[] law, int rows, SplittableRandom random) {
    long[] counts = new long[law.length];
    draw(law, rows, random, c -> counts[c]++);
    return counts;
  }

  private static void draw(double[] law, int rows, SplittableRandom random, IntConsumer to) {
    for (int r = 0; r < rows; r++) {
      int at = Arrays.binarySearch(law, random.nextDouble());
      to.accept(at < 0 ? -at - 1 : at);
    }
  }

  private static ClassTable samples(double[] a, int before, double[] b, int after, int run) {
    Map<Integer, long[]> classes = new HashMap<>();
    draw(a, before, new SplittableRandom(2L * run + 1), c -> rowsOf(c, classes)[0]++);
    draw(b, after, new SplittableRandom(-2L * run - 2), c -> rowsOf(c, classes)[1]++);
    return new ClassTable(
        classes.values().stream().map(n -> new ClassTable.Cell(n[0], n[1], 1)).toList());
  }

  private static long[] rowsOf(int c, Map<Integer, long[]> classes) {
    return classes.computeIfAbsent(c, none -> new long[2]);
  }

  /**
   * With 2,000 runs a share of 1 % has a standard error of 0.22 %, so 2 % is four of them; of 0.2
   * rejections that the level 1e-4 allows for, four or more are less likely than 1e-4.
   */
  @ParameterizedTest
  @CsvSource({
    "equal, 250, 2000, 2000",
    "equal, 250, 20000, 20000",
    "equal, 250, 20000, 2000",
    "equal, 250, 300, 300",
    "zipf, 250, 2000, 2000",
    "zipf, 250, 2000, 20000",
    "equal, 3, 300, 300",
    "rare, 10, 300, 20000",
    "rare, 50, 20000, 2000",
    "zipf, 2000, 2000, 2000",
    "equal, 2000, 5000, 5000",
    "zipf 1.5, 100000, 5000, 5000",
    "95, 100001, 100, 100",
    "95, 100001, 300, 300",
    "95, 100001, 1000, 1000",
    "95, 100001, 3000, 300",
    "54 and 36, 100002, 300, 300",
  })
  void testsOfHonestSamplesRejectAtTheirLevel(String name, int classes, int before, int after) {
    List<Homogeneity> runs = honest(law(name, classes), before, after);
    double rejected = runs.stream().filter(h -> h.pValue() <= 0.01).count() / (double) RUNS;
    assertThat(rejected).isBetween(0.003, 0.02);
    assertThat(runs.stream().filter(h -> h.pValue() <= 1e-4).count()).isLessThan(4);
    double distance = runs.stream().mapToDouble(Homogeneity::distance).average().orElseThrow();
    double byChance = runs.stream().mapToDouble(Homogeneity::byChance).average().orElseThrow();
    assertThat(byChance).isCloseTo(distance, within(0.03 * distance));
  }

  private static List<Homogeneity> honest(double[] law, int before, int after) {
    return IntStream.range(0, RUNS)
        .parallel()
        .mapToObj(run -> Homogeneity.of(samples(law, before, law, after, run)))
        .toList();
  }

  /** Where X^2 takes few values, rejections are rarer than the level. */
  @ParameterizedTest
  @CsvSource({
    "91, 301, 300, 300",
    "equal, 1000000, 300, 300",
    "equal, 1000000, 3000, 300",
    "equal, 1000000, 300, 3000",
  })
  void orMoreRarely(String name, int classes, int before, int after) {
    List<Homogeneity> runs = honest(law(name, classes), before, after);
    assertThat(runs.stream().filter(h -> h.pValue() <= 0.01).count() / (double) RUNS)
        .isLessThan(0.02);
    assertThat(runs.stream().filter(h -> h.pValue() <= 1e-4).count()).isLessThan(4);
  }

  /** Each by 0.002 only. */
  @ParameterizedTest
  @CsvSource({"2000, 0.15", "20000, 0.22"})
  void halfOfTheClassesHalvedAreSeen(int rows, double least) {
    for (int run = 0; run < 100; run++) {
      Finding found =
          Homogeneity.finding(samples(law("equal", 250), rows, law("halved", 250), rows, run))
              .orElseThrow();
      assertThat(found.name()).isEqualTo("class shares");
      assertThat(found.where()).isEqualTo("Pearson's X2 of 250 classes");
      assertThat(found.pValue()).isLessThan(1e-6);
      // What is shown says the same as the p-value, and its numbers are of one kind.
      assertThat(found.interval().low()).isGreaterThan(found.predicted());
      // The true distance is 0.25, what chance alone gives 0.2 and 0.06.
      assertThat(found.effect()).isBetween(least, 0.28);
    }
  }
}
