package io.sparkmixup.utility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Measures against their definitions, and standard errors against leaving out row by row. */
class EstimateTest {

  private static final int N = 200;

  private final Random random = new Random(5);

  private double[] gaussians(int n) {
    return random.doubles(n).map(u -> random.nextGaussian()).toArray();
  }

  /** The jackknife: (n - 1) / n times the sum of squared deviations of the n leave-one-outs. */
  private static double jackknife(int n, Function<int[], Double> statistic) {
    double[] left =
        IntStream.range(0, n)
            .mapToDouble(
                out -> statistic.apply(IntStream.range(0, n).filter(i -> i != out).toArray()))
            .toArray();
    double mean = Arrays.stream(left).average().orElseThrow();
    double sum = Arrays.stream(left).map(x -> (x - mean) * (x - mean)).sum();
    return Math.sqrt(sum * (n - 1) / n);
  }

  private static double[] pick(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
  }

  @Test
  void aMeanHasTheUsualError() {
    Estimate found = Estimate.mean(new double[] {1, 2, 3, 6});
    assertThat(found.value()).isEqualTo(3);
    // Variance 14 / 3, over 4 rows.
    assertThat(found.standardError()).isCloseTo(Math.sqrt(14.0 / 12), within(1e-15));
  }

  @Test
  void rootMeanSquareAndItsError() {
    double[] squares = Arrays.stream(gaussians(N)).map(x -> x * x).toArray();
    Estimate found = Estimate.rootMean(squares);
    assertThat(found.value()).isCloseTo(Math.sqrt(Arrays.stream(squares).sum() / N), within(1e-14));
    assertThat(found.standardError())
        .isCloseTo(jackknife(N, i -> Estimate.rootMean(pick(squares, i)).value()), within(1e-3));
    Estimate none = Estimate.rootMean(new double[] {0, 0});
    assertThat(none.value()).isZero();
    assertThat(none.standardError()).isZero();
  }

  @Test
  void explainedVarianceAndItsError() {
    double[] y = gaussians(N);
    double[] squares = Arrays.stream(gaussians(N)).map(x -> 0.3 * x * x).toArray();
    Estimate found = Estimate.explained(squares, y);
    double mean = Arrays.stream(y).average().orElseThrow();
    double total = Arrays.stream(y).map(v -> (v - mean) * (v - mean)).sum();
    assertThat(found.value()).isCloseTo(1 - Arrays.stream(squares).sum() / total, within(1e-12));
    assertThat(found.standardError())
        .isCloseTo(
            jackknife(N, i -> Estimate.explained(pick(squares, i), pick(y, i)).value()),
            within(2e-3));
    assertThat(Estimate.explained(new double[] {1, 2}, new double[] {3, 3}).value()).isNaN();
  }

  private static double areaByPairs(double[] scores, boolean[] second) {
    double sum = 0;
    double pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (second[i] && !second[j]) {
          pairs++;
          sum += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    return sum / pairs;
  }

  /** With scores that often repeat. */
  @Test
  void areaUnderTheCurveCountsPairs() {
    boolean[] second = new boolean[N];
    double[] scores = new double[N];
    for (int i = 0; i < N; i++) {
      second[i] = random.nextInt(3) == 0;
      scores[i] = Math.rint(4 * (random.nextGaussian() + (second[i] ? 1 : 0)));
    }
    Estimate found = Estimate.areaUnderCurve(scores, second);
    assertThat(found.value()).isCloseTo(areaByPairs(scores, second), within(1e-12));
    double left =
        jackknife(
            N,
            rows -> {
              boolean[] some = new boolean[rows.length];
              for (int i = 0; i < some.length; i++) {
                some[i] = second[rows[i]];
              }
              return areaByPairs(pick(scores, rows), some);
            });
    assertThat(found.standardError()).isCloseTo(left, within(1e-3));
    // All scores alike say nothing, and surely so.
    Estimate flat = Estimate.areaUnderCurve(new double[N], second);
    assertThat(flat.value()).isEqualTo(0.5);
    assertThat(flat.standardError()).isZero();
    assertThat(Estimate.areaUnderCurve(scores, new boolean[N]).value()).isNaN();
  }

  @Test
  void whatTwoModelsFindHardCancelsInTheirDifference() {
    double[] hard = gaussians(N);
    double[] little = Arrays.stream(gaussians(N)).map(x -> 0.01 * x).toArray();
    double[] other = new double[N];
    Arrays.setAll(other, i -> hard[i] + little[i] + 0.5);
    Estimate difference = Estimate.mean(other).minus(Estimate.mean(hard));
    assertThat(difference.value()).isCloseTo(0.5, within(0.004));
    assertThat(difference.standardError()).isCloseTo(0.01 / Math.sqrt(N), within(2e-4));
  }
}
