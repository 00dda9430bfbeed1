package io.sparkmixup.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.compare.CalibrationTest.Rejections;
import io.sparkmixup.testing.SampleLaw;
import io.sparkmixup.verify.Finding;
import io.sparkmixup.verify.Findings;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where covariances are followed among some components only, the variances of all others are tested
 * with them.
 */
class VariancesBeyondTheMatrixTest {

  private static final int COLUMNS = 300;

  /** 200 at even distances: 0, 1, 3, 4, 6, ... */
  private static final int[] MATRIX = IntStream.range(0, 200).map(i -> i * COLUMNS / 200).toArray();

  private static final int OUTSIDE = 2;

  private static double[][] rows(long seed) {
    return SampleLaw.GAUSSIAN.rows(2_000, COLUMNS, seed).values();
  }

  /** Twice the variance of one column. */
  private static double[][] tampered(double[][] rows) {
    double mean = 10 * (OUTSIDE + 1);
    for (double[] row : rows) {
      row[OUTSIDE] = mean + Math.sqrt(2) * (row[OUTSIDE] - mean);
    }
    return rows;
  }

  private static List<Finding> findings(GroupComparison compared) {
    Findings findings = new Findings(0.005, 1e-4);
    compared.scaleFindings().forEach(findings::add);
    findings.addWorst("covariance", compared::covarianceFindings);
    findings.addWorst("mean", compared::meanFindings);
    return findings.failed();
  }

  @Test
  void oneOfThemThatIsTwiceAsLargeIsNamed() {
    for (boolean allRows : new boolean[] {true, false}) {
      GroupComparison compared =
          CalibrationTest.compare(rows(1), tampered(rows(2)), MATRIX, allRows);
      // The scale alone does not see it: 1 / 300 is within the tolerance.
      assertThat(findings(compared)).hasSize(1);
      Finding found = findings(compared).get(0);
      assertThat(found.where()).isEqualTo(allRows ? "x2" : "rows, x2");
      assertThat(found.tested()).isEqualTo(200 * 201 / 2 + 100);
      assertThat(found.effect()).isCloseTo(1, within(0.15));
    }
    assertThat(findings(CalibrationTest.compare(rows(1), rows(2), MATRIX, true))).isEmpty();
  }

  @Test
  void aProfileSaysEnoughOfThem() {
    GroupComparison compared = StoredCalibrationTest.compare(rows(1), tampered(rows(2)), MATRIX);
    assertThat(findings(compared)).extracting(Finding::where).containsExactly("x2");
    GroupComparison exact = CalibrationTest.compare(rows(1), rows(2), MATRIX, true);
    GroupComparison stored = StoredCalibrationTest.compare(rows(1), rows(2), MATRIX);
    assertThat(stored.varianceError(OUTSIDE))
        .isCloseTo(exact.varianceError(OUTSIDE), within(1e-9 * exact.varianceError(OUTSIDE)));
  }

  /** Of a component whose covariances are followed both ways give the same. */
  @Test
  void theirErrorsAreThoseOfTheMatrix() {
    double[][] a = SampleLaw.A_TENTH_MISSING.rows(500, 3, 1).values();
    double[][] b = SampleLaw.A_TENTH_MISSING.rows(500, 3, 2).values();
    GroupComparison compared = CalibrationTest.compare(a, b, new int[] {0, 2}, true);
    assertThat(compared.varianceError(2)).isCloseTo(compared.covarianceError(1, 1), within(1e-12));
    assertThat(compared.expectedVariance(2))
        .isCloseTo(compared.expectedCovariance(1, 1), within(1e-12));
  }

  /** Of 31 entries 28 are such variances; as in {@link CalibrationTest}. */
  @ParameterizedTest
  @CsvSource({
    "GAUSSIAN, 300, 300",
    "GAUSSIAN, 300, 3000",
    "LOGNORMAL, 300, 300",
    "T5, 300, 300",
    "COUNTS, 3000, 300",
    "A_TENTH_MISSING, 300, 300",
  })
  void testsAtOnePerCentRejectAtMostTwo(SampleLaw law, int before, int after) {
    int[] matrix = {0, 10};
    Rejections sampled =
        rejections(law, before, after, (a, b) -> CalibrationTest.compare(a, b, matrix, true));
    Rejections stored =
        rejections(law, before, after, (a, b) -> StoredCalibrationTest.compare(a, b, matrix));
    assertThat(List.of(sampled, stored))
        .allSatisfy(
            found -> {
              assertThat(found.entries()).as("entries").isLessThanOrEqualTo(0.02);
              assertThat(found.anyEntry()).as("largest entry").isLessThanOrEqualTo(0.02);
            });
  }

  private interface Compared {
    GroupComparison of(double[][] before, double[][] after);
  }

  private static Rejections rejections(SampleLaw law, int before, int after, Compared compared) {
    return Rejections.of(
        IntStream.range(0, 400)
            .parallel()
            .mapToObj(
                run ->
                    compared.of(
                        law.rows(before, 30, 2L * run + 1).values(),
                        law.rows(after, 30, -2L * run - 2).values()))
            .toList());
  }
}
