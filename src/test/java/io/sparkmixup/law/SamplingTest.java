package io.sparkmixup.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every test draws from a fixed seed: it fails always or never. */
class SamplingTest {

  private static final int N = 100_000;

  /** The limit of sqrt(n) D at significance 1e-3: sqrt(-log(1e-3 / 2) / 2). */
  private static final double KOLMOGOROV = 1.9495;

  private static double[] draws(Law law, long seed) {
    SplitMix bits = new SplitMix(seed);
    double[] result = new double[N];
    Arrays.setAll(result, i -> law.draw(bits));
    return result;
  }

  /**
   * Kolmogorov's sqrt(n) D, over all draws but those so near 1 that rounding moves their
   * probability: of Beta(0.1, 0.1), 1.3 % round to 1.
   */
  private static double distance(double[] draws, BetaDistribution law) {
    double[] sorted = draws.clone();
    Arrays.sort(sorted);
    double most = 0;
    for (int i = 0; i < N && sorted[i] < 1 - 1e-9; i++) {
      double p = law.cumulativeProbability(sorted[i]);
      most = Math.max(most, Math.max(p - (double) i / N, (double) (i + 1) / N - p));
    }
    return most * Math.sqrt(N);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 0.1", "0.5, 3", "1, 1", "4.3, 1.3", "50, 2", "1e6, 1e6", "0.9, 1e3"})
  void drawsPassTheTestOfKolmogorovAndSmirnov(double alpha, double beta) {
    double[] draws = draws(Beta.of(alpha, beta), 1);
    assertThat(distance(draws, BetaDistribution.of(alpha, beta))).isLessThan(KOLMOGOROV);
  }

  @Test
  void theDefaultLawPassesItToo() {
    EpBeta law = EpBeta.preserving(0.3, 0.3, 0.075);
    double[] draws = Arrays.stream(draws(law, 2)).map(x -> (x + 0.3) / 1.6).toArray();
    BetaDistribution beta =
        BetaDistribution.of(law.parameters().get("alpha"), law.parameters().get("beta"));
    assertThat(distance(draws, beta)).isLessThan(KOLMOGOROV);
  }

  @Test
  void theUniformLawPassesItToo() {
    assertThat(distance(draws(Uniform.of(), 3), BetaDistribution.of(1, 1))).isLessThan(KOLMOGOROV);
  }

  @Test
  void aSlightlyDifferentLawFailsThatTest() {
    double[] draws = draws(Beta.of(4.3, 1.3), 1);
    assertThat(distance(draws, BetaDistribution.of(4.4, 1.3))).isGreaterThan(KOLMOGOROV);
    assertThat(distance(draws, BetaDistribution.of(4.3, 1.32))).isGreaterThan(KOLMOGOROV);
  }

  /**
   * Many draws of shapes this small are 0 or 1 in double, so single points of the distribution
   * function are compared, each within 4.5 binomial standard errors (significance below 1e-5).
   */
  @ParameterizedTest
  @CsvSource({
    "1e-3, 1e-3, 1e-300 1e-100 1e-10 0.1 0.5 0.9 0.999999",
    "1e-3, 1e6, 1e-300 1e-100 1e-50 1e-20 1e-10 1e-7 1e-6",
    "1e6, 1e-3, 0.999999 0.9999999 0.9999999999 0.999999999999",
    "1e-3, 4, 1e-300 1e-100 1e-10 0.01 0.1",
    "0.02, 0.01, 1e-100 1e-10 0.1 0.5 0.9 0.999999",
  })
  void drawsOfTinyShapesFollowTheDistributionFunction(double alpha, double beta, String points) {
    BetaDistribution law = BetaDistribution.of(alpha, beta);
    double[] draws = draws(Beta.of(alpha, beta), 4);
    for (String point : points.split(" ", -1)) {
      double x = Double.parseDouble(point);
      double p = law.cumulativeProbability(x);
      assertThat(p).isStrictlyBetween(1e-5, 1 - 1e-5);
      double share = Arrays.stream(draws).filter(d -> d <= x).count() / (double) N;
      assertThat(share).as("P(B <= %s)", x).isCloseTo(p, within(4.5 * Math.sqrt(p * (1 - p) / N)));
    }
  }

  private static List<Law> laws() {
    return List.of(
        EpBeta.preserving(0.3, 0.3, 0.075),
        EpBeta.preserving(2, 0, 0.5),
        EpBeta.of(1e6, 1e6, 0.3, 0.3),
        EpBeta.of(1e-3, 1e-3, 0.1, 0.7),
        EpBeta.of(0.5, 3, 0, 1),
        Beta.of(0.1, 0.1),
        Beta.of(50, 2),
        Uniform.of(),
        Fixed.of(0.2));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void sampleMomentsLieWithinFiveStandardErrors(Law law) {
    double[] draws = draws(law, 5);
    for (int k = 1; k <= 4; k++) {
      double sum = 0;
      double squares = 0;
      double expected = law.rawMoment(k);
      for (double x : draws) {
        double difference = Math.pow(x, k) - expected;
        sum += difference;
        squares += difference * difference;
      }
      double error = Math.sqrt(squares) / N;
      assertThat(sum / N).as("order " + k).isCloseTo(0, within(5 * error + 1e-15));
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void theShareOutsideTheUnitIntervalIsTheStatedOne(Law law) {
    double p = law.outsideUnitInterval();
    double share = Arrays.stream(draws(law, 6)).filter(x -> x < 0 || x > 1).count() / (double) N;
    assertThat(share).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / N) + 1e-15));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void drawsLieInTheSupport(Law law) {
    for (double x : draws(law, 7)) {
      assertThat(x >= law.lower() && x <= law.upper()).isTrue();
    }
  }

  @Test
  void roundingNeverLeavesTheSupport() {
    // B is 1 in double for half of these draws, and 0 for most others.
    for (int i = 0; i < 2000; i++) {
      Law law = EpBeta.of(1e-6, 1e-6, i * 0.013, i * 0.0071);
      SplitMix bits = new SplitMix(i);
      for (int j = 0; j < 5; j++) {
        assertThat(law.draw(bits)).isBetween(law.lower(), law.upper());
      }
    }
  }

  @Test
  void theSmallestAndTheLargestBitsGiveNumbersInside() {
    for (long bits : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      BitSource same = () -> bits;
      assertThat(same.nextUniform()).isStrictlyBetween(0.0, 1.0);
      assertThat(Uniform.of().draw(same)).isStrictlyBetween(0.0, 1.0);
    }
  }
}
