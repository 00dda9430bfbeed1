package io.sparkmixup.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Second moments about a mean that is itself estimated. */
class CurvatureTest {

  /** Of 2 a_j a_k - a_j b_k - b_j a_k, the variance by hand and the third moment by simulation. */
  @ParameterizedTest
  @CsvSource({"1, 30, 30", "1, 100, 3000", "0, 30, 1000", "-0.6, 1000, 30"})
  void itsCumulantsAreThoseOfProductsOfGaussianErrors(double r, int a, int b) {
    Curvature curvature = Curvature.of(r, 2, a, b);
    double variance = 4 * (1 + r * r) * (4.0 / a / a + 2.0 / a / b);
    assertThat(curvature.variance()).isCloseTo(variance, within(1e-12 * variance));
    double t = 1e-3 / Math.sqrt(variance);
    Curvature negative = curvature.negative();
    // K(t) is variance t^2 / 2 + third t^3 / 6 and so on.
    double even = curvature.generating(t) + negative.generating(t);
    double odd = curvature.generating(t) - negative.generating(t);
    assertThat(even / t / t).isCloseTo(variance, within(1e-4 * variance));
    double slope = (curvature.generating(2 * t) - curvature.generating(0)) / (2 * t);
    assertThat(curvature.slope(t)).isCloseTo(slope, within(0.01 * slope));
    assertThat(3 * odd / Math.pow(t * Math.sqrt(variance), 3))
        .isCloseTo(simulatedSkewness(r, a, b), within(0.1));
  }

  private static double simulatedSkewness(double r, int a, int b) {
    SplittableRandom random = new SplittableRandom(9);
    int runs = 500_000;
    double[] sums = new double[4];
    for (int i = 0; i < runs; i++) {
      double[] x = pair(r, random);
      double[] y = pair(r, random);
      double cross = (x[0] * y[1] + y[0] * x[1]) / Math.sqrt(a) / Math.sqrt(b);
      double value = 2 * x[0] * x[1] / a - cross - 2 * r / a;
      for (int k = 2; k < sums.length; k++) {
        sums[k] += Math.pow(value, k) / runs;
      }
    }
    return sums[3] / Math.pow(sums[2], 1.5);
  }

  private static double[] pair(double r, SplittableRandom random) {
    double x = random.nextGaussian();
    return new double[] {x, r * x + Math.sqrt(1 - r * r) * random.nextGaussian()};
  }

  /** Of the variances of two samples of coins, about the first one's mean. */
  private static double pValue(int a, int b, double share, SplittableRandom random) {
    double before = heads(a, 0.5, random);
    Contrast.Sums first = squares(a, before, before);
    Contrast.Sums second = squares(b, heads(b, share, random), before);
    double unit = (first.sum() + second.sum()) / (a + b);
    Contrast contrast = Contrast.of(first, second).with(Curvature.of(1, unit, a, b));
    return contrast.pValue(second.mean() - first.mean() * (a + 1) / (a - 1));
  }

  private static double heads(int n, double share, SplittableRandom random) {
    int heads = 0;
    for (int i = 0; i < n; i++) {
      heads += random.nextDouble() < share ? 1 : 0;
    }
    return (double) heads / n;
  }

  private static Contrast.Sums squares(int n, double heads, double mean) {
    double up = (1 - mean) * (1 - mean);
    double down = mean * mean;
    return new Contrast.Sums(
        n,
        n * (heads * up + (1 - heads) * down),
        n * (heads * up * up + (1 - heads) * down * down));
  }

  private static double rejected(int a, int b, double share, double level) {
    SplittableRandom random = new SplittableRandom(20);
    int runs = 100_000;
    int rejected = 0;
    for (int i = 0; i < runs; i++) {
      rejected += pValue(a, b, share, random) <= level ? 1 : 0;
    }
    return (double) rejected / runs;
  }

  /**
   * Of 100,000 runs 0.03 % are 30: six standard deviations above ten. That they are rejected less
   * often comes of the cross terms, which the contrast of products has in part, too.
   */
  @ParameterizedTest
  @CsvSource({"30, 30", "100, 100", "100, 3000", "1000, 100"})
  void honestCoinsAreRejectedNoMoreOftenThanAsked(int a, int b) {
    assertThat(rejected(a, b, 0.5, 0.01)).isBetween(1e-4, 0.012);
    assertThat(rejected(a, b, 0.5, 1e-4)).isLessThan(3e-4);
  }

  @Test
  void withoutItTheyWouldBeAndOthersAreFound() {
    Contrast.Sums coin = squares(200, 0.5, 0.5);
    double expected = coin.mean() * 2 / 199;
    assertThat(Contrast.of(coin, coin).pValue(expected)).isLessThan(1e-12);
    Curvature curvature = Curvature.of(1, 0.25, 200, 200);
    assertThat(Contrast.of(coin, coin).with(curvature).pValue(expected)).isGreaterThan(0.05);
    // Coins whose sides lie 11 % nearer to each other.
    Contrast.Sums near = new Contrast.Sums(200, 0.8 * coin.sum(), 0.64 * coin.squares());
    Contrast apart = Contrast.of(coin, near).with(curvature);
    assertThat(apart.pValue(apart.difference() - expected)).isLessThan(1e-4);
  }
}
