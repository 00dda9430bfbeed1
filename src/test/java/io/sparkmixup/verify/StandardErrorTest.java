package io.sparkmixup.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** P-values of sums of n terms that are 1 - p with probability p, and -p else. */
class StandardErrorTest {

  private static StandardError ofSum(int n, double p) {
    double v = p * (1 - p);
    double third = v * (1 - 2 * p);
    double fourth = v * (1 - 3 * v);
    double farthest = Math.max(p, 1 - p);
    return new StandardError(
        Math.sqrt(n * v),
        n * third / Math.pow(n * v, 1.5),
        n * fourth / (n * v * n * v),
        farthest / Math.pow(fourth, 0.25));
  }

  /** P(count - n p is at least t from 0), exactly. */
  private static double beyond(int n, double p, double t) {
    int from = (int) Math.ceil(n * p + t - 1e-9);
    int to = (int) Math.floor(n * p - t + 1e-9);
    double above = from > n ? 0 : from <= 0 ? 1 : RegularizedBeta.value(p, from, n - from + 1.0);
    double below = to < 0 ? 0 : 1 - RegularizedBeta.value(p, to + 1.0, n - to);
    return above + below;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.01",
    "1, 0.3",
    "2, 0.001",
    "3, 0.1",
    "10, 0.01",
    "30, 0.5",
    "100, 0.001",
    "1000, 0.001",
    "1000, 0.03",
    "10000, 0.2",
    "300, 0.9"
  })
  void areNoSmallerThanTheBinomialDistributionHasIt(int n, double p) {
    StandardError error = ofSum(n, p);
    double before = 1;
    for (double z = 0.6; z < 9; z += 0.1) {
      double found = error.pValue(z * error.value());
      assertThat(found).isLessThanOrEqualTo(before + 1e-12);
      before = found;
      double exact = beyond(n, p, z * error.value());
      // What nobody decides by: a count has steps, of which a Gaussian knows nothing.
      if (exact < 0.02) {
        assertThat(found).as("z = %s", z).isGreaterThanOrEqualTo(0.8 * exact);
      }
      assertThat(error.pValue(-z * error.value())).isCloseTo(found, within(0.5));
    }
  }

  @Test
  void ofManyTermsAreThoseOfTheNormalDistribution() {
    StandardError error = ofSum(1_000_000_000, 0.3);
    for (double z = 0.1; z < 6; z += 0.1) {
      double normal = Erfc.value(z / Math.sqrt(2));
      assertThat(error.pValue(z * error.value())).isCloseTo(normal, within(0.01 * normal));
    }
    assertThat(error.pValue(1e200)).isZero();
  }

  /** Must fail by the normal distribution, which gives 3e-23 to what happens once in a hundred. */
  @Test
  void oneTermAloneDecidesNothing() {
    StandardError error = ofSum(1, 0.01);
    double farthest = 0.99;
    assertThat(Erfc.value(farthest / error.value() / Math.sqrt(2))).isLessThan(1e-20);
    assertThat(error.pValue(farthest)).isGreaterThan(0.005);
  }

  @Test
  void whereNothingIsLeftToChanceAnyDistanceIsSignificant() {
    assertThat(StandardError.NONE.pValue(1e-300)).isZero();
  }
}
