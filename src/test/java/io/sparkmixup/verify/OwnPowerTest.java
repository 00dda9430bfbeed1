package io.sparkmixup.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.mixing.LocalMixing;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.testing.LocalRows;
import io.sparkmixup.testing.SampleLaw;
import io.sparkmixup.testing.Tampering;
import java.util.Arrays;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

/**
 * How often a verdict on rows of {@code synthesize} sees damage done to them before they are read
 * back, at the standard level 1e-4 and tolerance 0.005: 10,000 rows of 10 Gaussian columns, new
 * ones in every run. Fixed seeds.
 *
 * <p>The table of docs/verification.md: {@code mvn test -Dtest=OwnPowerTest,PowerTest
 * -Dcalibration.table=true}, which makes 2,000 runs.
 */
class OwnPowerTest {

  private static final int ROWS = 10_000;

  private static final int COLUMNS = 10;

  /** Rows as they are made, to be judged after something was done to them. */
  private static Tampering.Judged made(int run) {
    SampleLaw.Rows rows = SampleLaw.GAUSSIAN.rows(ROWS, COLUMNS, 2L * run + 1);
    LocalMixing mixing =
        new LocalMixing(new LocalRows(rows, DataTypes.DoubleType), MixupRequest.standard());
    LocalMixing.Run made = mixing.run(run);
    double[][] written = made.written().toArray(double[][]::new);
    return tampering -> {
      double[][] read = tampering.apply(written);
      LocalMixing.Run tampered =
          new LocalMixing.Run(Arrays.asList(read), made.classes(), made.sums());
      return LocalMoments.of(mixing, tampered).verdict(Limits.standard()).passed();
    };
  }

  @Test
  void damageIsSeen() {
    assertThat(Tampering.power("parents known", ROWS, OwnPowerTest::made))
        .hasSize(Tampering.values().length)
        .allSatisfy(
            (tampering, power) -> {
              switch (tampering) {
                // Must not fail: what was made.
                case NOTHING -> assertThat(power).isZero();
                case FIVE_PER_CENT_LESS_COVARIANCE ->
                    assertThat(power).isGreaterThanOrEqualTo(0.99);
                default -> assertThat(power).as(tampering.words()).isGreaterThanOrEqualTo(0.95);
              }
            });
  }
}
