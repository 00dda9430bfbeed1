package io.sparkmixup.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.testing.SampleLaw;
import io.sparkmixup.testing.Tampering;
import io.sparkmixup.verify.Findings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How often a verdict on rows of any origin sees damage done to them, at the standard level 1e-4
 * and tolerance 0.005: two independent samples of a Gaussian law, 10 columns. Fixed seeds.
 *
 * <p>For the table of docs/verification.md see {@code OwnPowerTest}.
 */
class PowerTest {

  private static final int COLUMNS = 10;

  private static Tampering.Judged sampled(int n, int run) {
    double[][] original = SampleLaw.GAUSSIAN.rows(n, COLUMNS, 2L * run + 1).values();
    double[][] synthetic = SampleLaw.GAUSSIAN.rows(n, COLUMNS, -2L * run - 2).values();
    return tampering -> {
      CalibrationTest.Pair pair = CalibrationTest.pair(original, tampering.apply(synthetic));
      GroupComparison compared = pair.all();
      Findings findings = new Findings(0.005, 1e-4);
      compared.scaleFindings().forEach(findings::add);
      pair.trace().map(TraceComparison::finding).ifPresent(findings::add);
      findings.addWorst("covariance", compared::covarianceFindings);
      findings.addWorst("mean", compared::meanFindings);
      return findings.failed().isEmpty();
    };
  }

  /** Two samples tell less than known parents do: with 10,000 rows about half is seen. */
  @ParameterizedTest
  @ValueSource(ints = {10_000, 40_000})
  void damageIsSeen(int n) {
    assertThat(Tampering.power("two samples", n, run -> sampled(n, run)))
        .hasSize(Tampering.values().length)
        .allSatisfy(
            (tampering, power) -> {
              if (tampering == Tampering.NOTHING) {
                assertThat(power).isZero();
              } else {
                assertThat(power)
                    .as(tampering.words())
                    .isGreaterThanOrEqualTo(n > 10_000 ? 0.99 : 0.1);
              }
            });
  }
}
