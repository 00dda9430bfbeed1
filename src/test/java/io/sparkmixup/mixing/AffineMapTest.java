package io.sparkmixup.mixing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When values are left as they are, since no map gives them the covariance to rounding. */
class AffineMapTest {

  /** Four points of mean zero: two coordinates of variance s^2, correlated by c. */
  private static Covariance square(double s, double c) {
    Covariance result = new Covariance(new double[2]);
    double rest = Math.sqrt(1 - c * c);
    for (double[] p : new double[][] {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}}) {
      result.add(new double[] {s * p[0], s * (c * p[0] + rest * p[1])});
    }
    return result;
  }

  /** The rest of a correlation c is 1 - c^2, and the weights about 2 / sqrt(1 - c^2). */
  @ParameterizedTest
  @CsvSource({"0, true", "0.99, true", "0.9999, true", "0.9999999, false"})
  void whatHardlyVariesIsNotStretched(double correlation, boolean mapped) {
    assertThat(AffineMap.of(square(1, correlation), square(1, 0)).isPresent()).isEqualTo(mapped);
  }

  /** Not as steep where the covariance that is wanted is as narrow. */
  @Test
  void nearlyCollinearRowsAreMapped() {
    assertThat(AffineMap.of(square(1, 0.9999999), square(1.1, 0.9999998))).isPresent();
  }

  /** Squares below 1e-308 have fewer digits, and none below 1e-323. */
  @ParameterizedTest
  @CsvSource({"1, true", "1e-130, true", "1e-140, false", "1e-170, false"})
  void variancesThatUnderflowAreLeft(double scale, boolean mapped) {
    assertThat(AffineMap.of(square(scale, 0.5), square(scale, 0)).isPresent()).isEqualTo(mapped);
  }
}
