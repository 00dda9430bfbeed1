package io.sparkmixup.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.law.Uniform;
import io.sparkmixup.mixing.LocalMixing;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.testing.LocalRows;
import io.sparkmixup.testing.SampleLaw;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verdicts do not depend on the units that columns are in. */
class UnitsTest {

  private static final int RUNS = 100;

  private static LocalMixing mixing(double first, double second, double third) {
    SampleLaw.Rows rows = SampleLaw.GAUSSIAN.rows(400, 3, 3);
    for (double[] row : rows.values()) {
      row[0] *= first;
      row[1] *= second;
      row[2] *= third;
    }
    return new LocalMixing(
        new LocalRows(rows, DataTypes.DoubleType), MixupRequest.standard().withMaxVerbatim(1));
  }

  /** At level 1 %: at most 4 of 100 runs, which chance exceeds once in 300 times. */
  @ParameterizedTest
  @CsvSource({"1e-135, 1, 1e135", "1e-90, 1e-90, 1e-90", "1e80, 1e100, 1e130", "1, 1e-145, 1"})
  void honestRowsPassAndOthersFailInAllUnits(double first, double second, double third) {
    LocalMixing mixing = mixing(first, second, third);
    int honest = 0;
    int uniform = 0;
    for (int run = 0; run < RUNS; run++) {
      LocalMixing.Run asPlanned = mixing.run(run);
      LocalMoments.Judged judged = LocalMoments.of(mixing, asPlanned);
      honest += judged.verdict(new Limits(1e-12, 0.01)).passed() ? 0 : 1;
      assertThat(judged.verdict(Limits.standard()).passed()).isTrue();
      LocalMixing.Run other = mixing.run(run, Uniform.of());
      LocalMoments.Judged shrunk =
          LocalMoments.of(
              mixing, new LocalMixing.Run(other.written(), other.classes(), asPlanned.sums()));
      uniform += shrunk.verdict(Limits.standard()).passed() ? 0 : 1;
    }
    assertThat(honest).isLessThanOrEqualTo(4);
    assertThat(uniform).isEqualTo(RUNS);
  }
}
