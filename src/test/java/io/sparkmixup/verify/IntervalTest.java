package io.sparkmixup.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {

  @Test
  void holdsAGaussianErrorInNinetyNineOfAHundred() {
    NormalDistribution gaussian = NormalDistribution.of(5, 2);
    Interval interval = Interval.of(5, 2, Interval.KNOWN);
    assertThat(gaussian.probability(interval.low(), interval.high())).isCloseTo(0.99, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "1.0115, 0.0134, 0.977 to 1.046",
    "1.000012, 0.000001, 1.0000094 to 1.0000146",
    "658352, 31000, 578501 to 738203",
    "-3e14, 1e13, -3.26e+14 to -2.74e+14",
    "2e-20, 1e-22, 1.974e-20 to 2.026e-20",
    "0, 1, -2.6 to 2.6",
    "7, 0, 7.00000 to 7.00000",
    "0, NaN, NaN to NaN"
  })
  void isWrittenToTwoDigitsOfItsHalf(double value, double error, String text) {
    assertThat(Interval.of(value, error, Interval.KNOWN)).hasToString(text);
  }

  /**
   * Quantiles 0.995 of Student's t: scipy.stats.t.ppf(0.995, df), SciPy 1.17.1; beyond a million
   * the normal one.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 63.656741162872",
    "9, 3.249835541592",
    "29, 2.756385903671",
    "199, 2.600760216059",
    "1e7, 2.5758293035489"
  })
  void isWiderWhereTheErrorIsEstimatedFromFewValues(double degrees, double quantile) {
    Interval interval = Interval.of(7, 2, degrees);
    assertThat(interval.low()).isCloseTo(7 - 2 * quantile, within(1e-9));
    assertThat(interval.high()).isCloseTo(7 + 2 * quantile, within(1e-9));
  }

  @Test
  void isNoNumberWithoutADegree() {
    assertThat(Interval.of(7, 2, 0)).isEqualTo(new Interval(Double.NaN, Double.NaN));
  }
}
