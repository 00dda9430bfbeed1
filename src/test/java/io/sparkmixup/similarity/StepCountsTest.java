package io.sparkmixup.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Distances from counts between points, against those from the sorted values. */
class StepCountsTest {

  private static StepCounts counts(double[] points, double[] values) {
    StepCounts counts = new StepCounts(points);
    Arrays.stream(values).forEach(counts::accept);
    return counts;
  }

  private static double[] sample(long seed, int n, ToDoubleFunction<SplittableRandom> law) {
    SplittableRandom random = new SplittableRandom(seed);
    return Arrays.stream(new double[n]).map(x -> law.applyAsDouble(random)).sorted().toArray();
  }

  private static double[] every(int step, double[] sorted) {
    double[] distinct = Arrays.stream(sorted).distinct().toArray();
    return IntStream.range(0, distinct.length / step)
        .mapToDouble(i -> distinct[i * step])
        .toArray();
  }

  /** Continuous values: the true distance lies within the error that is stated. */
  @Test
  void theTrueDistanceLiesBetweenTheBounds() {
    for (int seed = 0; seed < 50; seed++) {
      double shift = 0.01 * seed;
      double[] a = sample(seed, 2000, SplittableRandom::nextGaussian);
      double[] b = sample(seed + 1000, 1500, r -> r.nextGaussian() + shift);
      double[] points = every(40, a);
      StepCounts f = counts(points, a);
      StepCounts g = counts(points, b);
      double exact = ExactDistances.distance(a, b);
      double distance = StepCounts.distance(f, g);
      assertThat(exact).isBetween(distance, distance + StepCounts.error(f, g) + 1e-15);
      assertThat(StepCounts.error(f, g)).isBetween(0.0, 0.05);
      assertThat(StepCounts.distance(g, f)).isEqualTo(distance);
    }
  }

  /** Values that sit on points, as whole numbers do, have no error however frequent they are. */
  @Test
  void valuesOnPointsAreToldApartExactly() {
    double[] a = sample(1, 500, r -> r.nextInt(7));
    double[] b = sample(2, 400, r -> r.nextInt(5));
    double[] points = {0, 1, 2, 3, 4, 5, 6};
    StepCounts f = counts(points, a);
    StepCounts g = counts(points, b);
    assertThat(StepCounts.error(f, g)).isZero();
    assertThat(StepCounts.distance(f, g)).isCloseTo(ExactDistances.distance(a, b), within(1e-15));
    // Half a step off, nothing is on a point any more.
    double[] between = Arrays.stream(points).map(p -> p - 0.5).toArray();
    assertThat(StepCounts.error(counts(between, a), counts(between, b))).isGreaterThan(0.1);
  }

  @Test
  void sidesWithoutValuesHaveNoDistance() {
    StepCounts some = counts(new double[] {1}, new double[] {1, 2});
    StepCounts none = counts(new double[] {1}, new double[] {Double.NaN});
    assertThat(StepCounts.distance(some, none)).isNaN();
    assertThat(StepCounts.distance(none, some)).isNaN();
    assertThat(ExactDistances.distance(new double[] {1}, new double[0])).isNaN();
  }

  @Test
  void partsCombineToTheWhole() {
    double[] points = {-1, 0, 1};
    double[] a = sample(3, 900, SplittableRandom::nextGaussian);
    StepCounts whole = counts(points, a);
    StepCounts parts = counts(points, Arrays.copyOf(a, 300));
    parts.combine(counts(points, Arrays.copyOfRange(a, 300, 900)));
    StepCounts other = counts(points, sample(4, 500, SplittableRandom::nextDouble));
    assertThat(StepCounts.distance(parts, other)).isEqualTo(StepCounts.distance(whole, other));
    assertThat(StepCounts.error(parts, other)).isEqualTo(StepCounts.error(whole, other));
  }

  /** By hand: after 2, F = 2/4 and G = 0/2; after 3, 4/4 and 1/2. */
  @Test
  void theExactDistanceIsThatOfTheDefinition() {
    assertThat(ExactDistances.distance(new double[] {1, 2, 3, 3}, new double[] {3, 9}))
        .isEqualTo(0.5);
    assertThat(ExactDistances.distance(new double[] {1, 2}, new double[] {1, 2})).isZero();
    assertThat(ExactDistances.distance(new double[] {1, 2}, new double[] {5})).isEqualTo(1);
  }
}
