package io.sparkmixup.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.mixing.LocalMixing;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.testing.LocalRows;
import io.sparkmixup.testing.SampleLaw;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rounding of doubles costs exact moments is allowed, and no more than that. */
class FarFromZeroTest {

  private static final Limits EXACT = new Limits(Finding.ROUNDING, Verification.LEVEL);

  /** The second of three columns lies about a number, with a standard deviation of 14. */
  private static LocalMixing mixing(double about) {
    SampleLaw.Rows rows = SampleLaw.GAUSSIAN.rows(3000, 3, 3);
    for (double[] row : rows.values()) {
      row[1] = about + 14 * row[1];
    }
    MixupRequest request = MixupRequest.standard();
    return new LocalMixing(
        new LocalRows(rows, DataTypes.DoubleType),
        request.withRules(request.rules().withMoments(Rules.Moments.EXACT)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e3, 1.7e9, 1.7e12, -1.7e14, 1.7e15, 6e15})
  void rowsThatKeepTheirMomentsPassAndRowsOneStepAsideFail(double about) {
    LocalMixing mixing = mixing(about);
    LocalMixing.Run run = mixing.run(5);
    assertThat(LocalMoments.of(mixing, run).verdict(EXACT).passed()).isTrue();

    double step = Math.max(Math.ulp(about), 14 * 10 * Finding.ROUNDING);
    run.written().forEach(row -> row[1] += step);
    Verdict aside = LocalMoments.of(mixing, run).verdict(EXACT);
    assertThat(aside.passed()).isFalse();
    assertThat(aside.deciding().orElseThrow().finding().name()).isEqualTo("mean");
  }

  /** The other columns have all their digits, and are held to them. */
  @ParameterizedTest
  @ValueSource(doubles = {1.7e12, 6e15})
  void columnsBesideAreHeldToTheirOwnRounding(double about) {
    LocalMixing mixing = mixing(about);
    LocalMixing.Run run = mixing.run(5);
    run.written().forEach(row -> row[2] *= 1 + 2e-9);
    assertThat(LocalMoments.of(mixing, run).verdict(EXACT).passed()).isFalse();
  }
}
