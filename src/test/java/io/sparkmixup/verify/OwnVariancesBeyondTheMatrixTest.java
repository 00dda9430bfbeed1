package io.sparkmixup.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.mixing.LocalMixing;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.plan.Sizes;
import io.sparkmixup.testing.LocalRows;
import io.sparkmixup.testing.SampleLaw;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What {@code synthesize} says of components whose covariances it does not follow: their variances
 * are tested with the covariances of the others.
 */
class OwnVariancesBeyondTheMatrixTest {

  private static LocalMixing mixing(SampleLaw law, int n, int d, String ratio, long seed) {
    SampleLaw.Rows rows = law.rows(n, d, seed);
    MixupRequest request =
        MixupRequest.standard()
            .withMaxVerbatim(1)
            .withSizes(Sizes.standard().withRatio(new BigDecimal(ratio)));
    return new LocalMixing(
            new LocalRows(
                rows, law == SampleLaw.COUNTS ? DataTypes.IntegerType : DataTypes.DoubleType),
            rows.classes().length == 0 ? request : request.withLabel(Optional.of(LocalRows.LABEL)))
        .withMatrix(2);
  }

  private static Finding finding(Verdict verdict, String name) {
    return verdict.findings().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  /** One of 300 variances, doubled, is in the mean of all within the tolerance. */
  @Test
  void oneOfThemThatIsTwiceAsLargeIsNamed() {
    int outside = 2;
    LocalMixing mixing = mixing(SampleLaw.GAUSSIAN, 2_000, 300, "1", 1);
    LocalMixing.Run run = mixing.run(1);
    assertThat(LocalMoments.of(mixing, run).verdict(Limits.standard()).passed()).isTrue();
    double mean = 10 * (outside + 1);
    run.written().forEach(r -> r[outside] = mean + Math.sqrt(2) * (r[outside] - mean));
    Verdict verdict = LocalMoments.of(mixing, run).verdict(Limits.standard());
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.sentence()).startsWith("covariance, x2: observed ");
    assertThat(finding(verdict, "covariance").tested()).isEqualTo(2 * 3 / 2 + 298);
    assertThat(finding(verdict, "covariance").effect()).isCloseTo(1, within(0.1));
  }

  @Test
  void oneOfAClassIsNamed() {
    int outside = 3;
    LocalMixing mixing = mixing(SampleLaw.LABELLED, 3_000, 100, "1", 2);
    LocalMixing.Run run = mixing.run(2);
    assertThat(LocalMoments.of(mixing, run).verdict(Limits.standard()).passed()).isTrue();
    // The mean of class 2, whose standard deviation is 0.5.
    double mean = 1;
    for (int r = 0; r < run.written().size(); r++) {
      if (run.classes().get(r) == 2) {
        double[] row = run.written().get(r);
        row[outside] = mean + Math.sqrt(2) * (row[outside] - mean);
      }
    }
    Verdict verdict = LocalMoments.of(mixing, run).verdict(Limits.standard());
    assertThat(verdict.passed()).isFalse();
    Finding found = finding(verdict, "covariance within a class");
    assertThat(found.where()).isEqualTo("2, x3");
    assertThat(found.tested()).isEqualTo(3 * (3 + 98));
    assertThat(found.pValue()).isLessThan(1e-4);
  }

  /** Nearly all of what is tested are such variances; as in {@link OwnCalibrationTest}. */
  @ParameterizedTest
  @CsvSource({
    "GAUSSIAN, 1",
    "LOGNORMAL, 0.1",
    "T5, 2.5",
    "COUNTS, 1",
    "A_TENTH_MISSING, 1",
    "LABELLED, 1",
  })
  void testsAtOnePerCentRejectAtMostTwo(SampleLaw law, String ratio) {
    int runs = 400;
    List<Verdict> verdicts =
        IntStream.range(0, runs)
            .parallel()
            .mapToObj(
                run -> {
                  LocalMixing mixing = mixing(law, 300, 30, ratio, 2L * run + 1);
                  return LocalMoments.of(mixing, mixing.run(run)).verdict(new Limits(0, 0.01));
                })
            .toList();
    for (String kind : List.of("covariance", "covariance within a class")) {
      long rejected =
          verdicts.stream()
              .flatMap(v -> v.findings().stream())
              .filter(f -> f.name().equals(kind) && f.pValue() <= 0.01)
              .count();
      assertThat((double) rejected / runs).as(kind).isLessThanOrEqualTo(0.02);
    }
  }
}
