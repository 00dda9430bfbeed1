package io.sparkmixup.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.mixing.LocalMixing;
import io.sparkmixup.plan.Balance;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.plan.Sizes;
import io.sparkmixup.testing.LocalRows;
import io.sparkmixup.testing.SampleLaw;
import io.sparkmixup.testing.Tampering;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code synthesize} says of its own rows: tests at 1 % reject at most 2 %. Every run draws
 * new rows of a law, pairs, mixes and judges them with the classes that do it on Spark. Fixed
 * seeds. With 400 runs a share of 1 % has a standard error of 0.5 %, so 2 % is two of them.
 *
 * <p>The table of docs/verification.md: {@code mvn test -Dtest=OwnCalibrationTest
 * -Dcalibration.table=true}. With {@code -Dcalibration.only="10,000 | 30"} only of the lines that
 * contain these words, with {@code -Dcalibration.runs=} other than 2,000 runs for each line.
 */
class OwnCalibrationTest {

  private static final boolean TABLE = Boolean.getBoolean("calibration.table");

  private static final String ONLY = System.getProperty("calibration.only", "");

  private static final int TABLE_RUNS = Integer.getInteger("calibration.runs", 2000);

  private static final int RUNS = 400;

  /** No effect is too small. */
  private static final Limits AT_ONE_PER_CENT = new Limits(0, 0.01);

  private static final String COVARIANCE = "covariance";

  private static final String SCALE = "scale";

  private static final String VERDICT = "verdict";

  private static final String STANDARD_VERDICT = "verdict, standard limits";

  private static final String SINGLE_ENTRIES = "single entries";

  @ParameterizedTest
  @CsvSource({
    "GAUSSIAN, 300, 2, 1",
    "GAUSSIAN, 300, 30, 2.5",
    "LOGNORMAL, 300, 30, 1",
    "LOGNORMAL, 300, 2, 0.1",
    "T5, 300, 2, 2.5",
    "COUNTS, 300, 2, 1",
    "A_TENTH_MISSING, 300, 2, 1",
    "LABELLED, 300, 2, balance",
    // By the normal distribution 3 % for the entries within a class: three rows of the rarest one.
    "LABELLED, 300, 30, 0.1",
  })
  void testsAtOnePerCentRejectAtMostTwo(SampleLaw law, int n, int d, String sizes) {
    Map<String, Double> found = rejections(law, n, d, sizes, RUNS, UnaryOperator.identity());
    assertThat(found)
        .containsKeys(COVARIANCE, SCALE, "mean", VERDICT)
        .allSatisfy((kind, share) -> assertThat(share).as(kind).isLessThanOrEqualTo(0.02));
    // Not so cautious that nothing is ever found.
    assertThat(found.get(SINGLE_ENTRIES)).isGreaterThanOrEqualTo(0.003);
  }

  /** Must fail: variances 5 % smaller than what was made. */
  @Test
  void rowsThatWereTamperedWithAreRejectedMoreOften() {
    Map<String, Double> found =
        rejections(SampleLaw.GAUSSIAN, 300, 2, "1", RUNS, OwnCalibrationTest::shrink);
    assertThat(found.get(SCALE)).isGreaterThan(0.02);
  }

  private static LocalMixing.Run shrink(LocalMixing.Run run) {
    double[][] rows = run.written().toArray(double[][]::new);
    double[][] less = Tampering.FIVE_PER_CENT_LESS_COVARIANCE.apply(rows);
    return new LocalMixing.Run(Arrays.asList(less), run.classes(), run.sums());
  }

  /** How often tests at 1 % reject, by kind of finding: a share of the runs. */
  private static Map<String, Double> rejections(
      SampleLaw law, int n, int d, String sizes, int runs, UnaryOperator<LocalMixing.Run> written) {
    Map<String, Double> counts = new TreeMap<>();
    IntStream.range(0, runs)
        .parallel()
        .mapToObj(run -> judge(law, n, d, sizes, run, written))
        .forEach(
            one -> {
              synchronized (counts) {
                one.forEach((kind, rejected) -> counts.merge(kind, rejected / runs, Double::sum));
              }
            });
    return counts;
  }

  private static Map<String, Double> judge(
      SampleLaw law, int n, int d, String sizes, int run, UnaryOperator<LocalMixing.Run> written) {
    LocalMixing mixing = mixing(law, n, d, sizes, run);
    LocalMoments.Judged judged = LocalMoments.of(mixing, written.apply(mixing.run(run)));
    Map<String, Double> rejected = new TreeMap<>();
    Verdict verdict = judged.verdict(AT_ONE_PER_CENT);
    for (Finding f : verdict.findings()) {
      rejected.put(f.name(), f.pValue() <= AT_ONE_PER_CENT.level() ? 1.0 : 0);
    }
    rejected.put(VERDICT, verdict.passed() ? 0.0 : 1);
    rejected.put(STANDARD_VERDICT, judged.verdict(Limits.standard()).passed() ? 0.0 : 1);
    rejected.put(SINGLE_ENTRIES, entries(judged.overall()));
    return rejected;
  }

  /** The share of entries beyond the normal distribution's two-sided 1 %. */
  private static double entries(GroupMoments all) {
    int beyond = 0;
    int entries = 0;
    for (int i = 0; i < all.matrixSize(); i++) {
      for (int j = 0; j <= i; j++) {
        double off = all.observedCovariance(i, j) - all.predictedCovariance(i, j);
        beyond += Math.abs(off) > 2.575829 * all.covarianceError(i, j) ? 1 : 0;
        entries++;
      }
    }
    return (double) beyond / entries;
  }

  private static LocalMixing mixing(SampleLaw law, int n, int d, String sizes, long seed) {
    SampleLaw.Rows rows = law.rows(n, d, 2 * seed + 1);
    MixupRequest request =
        MixupRequest.standard()
            .withMaxVerbatim(1)
            .withSizes(
                sizes.equals("balance")
                    ? Sizes.standard().withBalance(Balance.MAX)
                    : Sizes.standard().withRatio(new BigDecimal(sizes)));
    return new LocalMixing(
        new LocalRows(rows, law == SampleLaw.COUNTS ? DataTypes.IntegerType : DataTypes.DoubleType),
        rows.classes().length == 0 ? request : request.withLabel(Optional.of(LocalRows.LABEL)));
  }

  private static String line(SampleLaw law, int n, int d, String sizes) {
    return String.format(Locale.ROOT, "| %s | %,d | %d | %s |", law.words(), n, d, sizes);
  }

  private static List<Object[]> table() {
    List<Object[]> lines = new ArrayList<>();
    for (int n : new int[] {300, 10_000}) {
      for (int d : new int[] {2, 30}) {
        for (SampleLaw law : SampleLaw.values()) {
          for (String sizes : new String[] {"1", "0.1", "2.5", "balance"}) {
            boolean possible = law == SampleLaw.LABELLED || !sizes.equals("balance");
            if (law != SampleLaw.CLASSES && possible && line(law, n, d, sizes).contains(ONLY)) {
              lines.add(new Object[] {law, n, d, sizes});
            }
          }
        }
      }
    }
    return TABLE ? lines : List.of();
  }

  private static void print(String line, Map<String, Double> found) {
    StringBuilder row = new StringBuilder(line);
    row.append(String.format(Locale.ROOT, " %,d |", TABLE_RUNS));
    for (String kind :
        new String[] {
          SINGLE_ENTRIES,
          COVARIANCE,
          SCALE,
          Findings.TRACE,
          "mean",
          "covariance within a class",
          "scale of a class",
          "mean of a class",
          VERDICT,
          STANDARD_VERDICT
        }) {
      Double share = found.get(kind);
      String format = kind.equals(STANDARD_VERDICT) ? " %.2f |" : " %.1f |";
      row.append(share == null ? " |" : String.format(Locale.ROOT, format, 100 * share));
    }
    System.out.println(row);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("table")
  void makeTheTable(SampleLaw law, int n, int d, String sizes) {
    print(
        line(law, n, d, sizes), rejections(law, n, d, sizes, TABLE_RUNS, UnaryOperator.identity()));
  }
}
