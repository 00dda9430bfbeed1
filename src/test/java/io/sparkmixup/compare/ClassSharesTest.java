package io.sparkmixup.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.compare.Comparison.ClassShare;
import io.sparkmixup.verify.Finding;
import io.sparkmixup.verify.Findings;
import io.sparkmixup.verify.Verdict;
import io.sparkmixup.verify.Wording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shares where each sample misses what is rare, and classes that only one of them has. */
class ClassSharesTest {

  /** The verdict on a sample's classes and another's, of which the first names its own. */
  private static Verdict verdict(long[] a, long[] b, double level) {
    List<ClassShare> listed =
        IntStream.range(0, a.length)
            .filter(c -> a[c] > 0)
            .mapToObj(c -> new ClassShare("c" + c, a[c], b[c]))
            .toList();
    ClassShares shares =
        new ClassShares(
            listed,
            Arrays.stream(a).sum(),
            Arrays.stream(b).sum(),
            () -> HomogeneityTest.shares(a, b));
    Findings findings = new Findings(0.005, level);
    findings.addWorst(Findings.SHARE, shares::findings);
    shares.together().ifPresent(findings::add);
    return findings.verdict(Wording.COMPARED);
  }

  private static long[] sample(double[] law, int rows, long seed) {
    return HomogeneityTest.counts(law, rows, new SplittableRandom(seed));
  }

  /**
   * Of 500 runs at 1 % two of a hundred are 2.2 standard errors above it; the bounds of unseen
   * classes make rejections rarer than that.
   */
  @ParameterizedTest
  @CsvSource({
    "zipf 1.5, 100000, 5000, 5000",
    "zipf 1.5, 100000, 20000, 20000",
    "zipf 1.5, 100000, 300, 20000",
    "zipf 1.5, 100000, 20000, 2000",
    "equal, 2000, 5000, 5000",
    "equal, 2000, 20000, 20000",
    "equal, 2000, 300, 20000",
    "equal, 20000, 5000, 5000",
    "95, 100001, 300, 300",
    "95, 100001, 1000, 1000",
    "54 and 36, 100002, 300, 300",
    "equal, 1000000, 300, 3000",
  })
  void classesThatASampleMissesAreNoFault(String name, int classes, int before, int after) {
    double[] law = HomogeneityTest.law(name, classes);
    int runs = 500;
    long rejected =
        IntStream.range(0, runs)
            .parallel()
            .filter(
                run ->
                    !verdict(
                            sample(law, before, 2L * run + 1),
                            sample(law, after, -2L * run - 2),
                            0.01)
                        .passed())
            .count();
    assertThat(rejected).isLessThanOrEqualTo(runs / 50);
    assertThat(verdict(sample(law, before, 1), sample(law, after, -2), 1e-4).passed()).isTrue();
  }

  private static void failsBy(long[] a, long[] b, String name, String where) {
    Verdict verdict = verdict(a, b, 1e-4);
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.sentence()).startsWith(name + ", " + where + ": observed ");
  }

  /** One per cent of the rows, in one class that the original lacks. */
  @ParameterizedTest
  @CsvSource({"equal, 20, 5000", "equal, 2000, 20000", "zipf 1.5, 100000, 5000"})
  void anInventedClassFails(String name, int classes, int rows) {
    double[] law = HomogeneityTest.law(name, classes);
    long[] a = Arrays.copyOf(sample(law, rows, 1), classes + 1);
    long[] b = Arrays.copyOf(sample(law, rows - rows / 100, 2), classes + 1);
    b[classes] = rows / 100;
    Verdict verdict = verdict(a, b, 1e-4);
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.sentence())
        .matches("class share, (a class|classes) that the original does not have: observed .*");
  }

  /** One per cent of the rows again, each of a class of its own. */
  @Test
  void manyInventedClassesFailTogether() {
    double[] law = HomogeneityTest.law("equal", 20);
    long[] a = Arrays.copyOf(sample(law, 20_000, 1), 220);
    long[] b = Arrays.copyOf(sample(law, 19_800, 2), 220);
    Arrays.fill(b, 20, 220, 1);
    failsBy(a, b, "class share", "classes that the original does not have");
  }

  /** The same among many times the rows of an original that has frequent classes only. */
  @ParameterizedTest
  @CsvSource({"10, 500", "10, 1000", "100, 10000"})
  void soTheyDoAmongManyRows(int ratio, int invented) {
    double[] law = HomogeneityTest.law("equal", 5);
    int rows = ratio * 10_000;
    long[] a = Arrays.copyOf(sample(law, 10_000, 1), 5 + invented);
    long[] b = Arrays.copyOf(sample(law, rows - invented, 2), 5 + invented);
    Arrays.fill(b, 5, 5 + invented, 1);
    failsBy(a, b, "class share", "classes that the original does not have");
  }

  /** Five of a hundred rows go from the frequent class to names of their own. */
  @Test
  void aFrequentClassThatLosesRowsToRareOnesFails() {
    double[] law = HomogeneityTest.law("95", 100_001);
    double[] lost = Arrays.stream(law).map(below -> 1 - 2 * (1 - below)).toArray();
    for (int run = 0; run < 20; run++) {
      Verdict verdict = verdict(sample(law, 5_000, run), sample(lost, 5_000, -run - 1), 1e-4);
      assertThat(verdict.passed()).isFalse();
      assertThat(verdict.sentence()).startsWith("class share");
    }
  }

  @Test
  void aLostClassFails() {
    double[] law = HomogeneityTest.law("zipf 1.5", 100_000);
    long[] b = sample(law, 20_000, 2);
    b[10] = 0;
    failsBy(sample(law, 20_000, 1), b, "class share", "c10");
  }

  /** Rows that are made from the original's have none of the classes that it misses. */
  @Test
  void rowsWithoutNewClassesPass() {
    long[] a = sample(HomogeneityTest.law("zipf 1.5", 100_000), 5000, 1);
    assertThat(verdict(a, a, 1e-4).passed()).isTrue();
    assertThat(Unseen.finding(HomogeneityTest.shares(a, a))).isEmpty();
  }

  /** A sum over all ways to deal out rows: of four single ones, a pair and a class of three. */
  @Test
  void theBoundIsAboveTheProbability() {
    int[] rows = {0, 1, 2, 3, 4, 4, 5, 5, 5};
    List<Unseen> all = new ArrayList<>();
    for (int drawn = 0; drawn < 1 << rows.length; drawn++) {
      if (Integer.bitCount(drawn) == 4) {
        long[] a = new long[6];
        long[] b = new long[6];
        for (int r = 0; r < rows.length; r++) {
          ((drawn >> r & 1) == 1 ? b : a)[rows[r]]++;
        }
        all.add(Unseen.of(HomogeneityTest.shares(a, b)));
      }
    }
    for (Unseen one : all) {
      double share = all.stream().filter(u -> u.rows() >= one.rows()).count() / (double) all.size();
      assertThat(one.pValue()).isGreaterThanOrEqualTo(share);
    }
    assertThat(all.stream().mapToDouble(Unseen::pValue).min().orElseThrow()).isLessThan(0.7);
  }

  /** Of 100 rows 10 are alone in their class and 5 classes have two. */
  @Test
  void whatIsExpectedFollowsGoodAndTuring() {
    ClassTable table =
        new ClassTable(
            List.of(
                new ClassTable.Cell(0, 1, 8),
                new ClassTable.Cell(1, 0, 10),
                new ClassTable.Cell(2, 2, 5),
                new ClassTable.Cell(80, 82, 1)));
    Finding found = Unseen.finding(table).orElseThrow();
    assertThat(found.predicted()).isEqualTo(0.1);
    assertThat(found.observed()).isEqualTo(0.08);
    assertThat(found.standardError())
        .isCloseTo(Math.sqrt(20.0 / 10_000 + 0.08 * 0.92 / 100), within(1e-12));
    assertThat(found.effect()).isZero();
  }
}
