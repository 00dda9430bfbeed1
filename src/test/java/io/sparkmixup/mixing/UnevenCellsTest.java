package io.sparkmixup.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What cells have to have, so that together they have the moments of their stratum. */
class UnevenCellsTest {

  private static final int[] ROWS = {40, 55, 47};
  private static final int[] MADE = {63, 80, 70};
  private static final double[] POINT = {0.4, -1, 2};

  private static Covariance moments(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Covariance moments = new Covariance(new double[] {0.5, 0.5, 1});
    for (int r = 0; r < rows; r++) {
      double u = random.nextDouble();
      double v = random.nextDouble();
      moments.add(new double[] {u, u * v, 2 * v - u * u});
    }
    return moments;
  }

  /** Mean and second moment about the point, times a number of rows, added to sums. */
  private static void add(Covariance moments, double rows, double[][] sums) {
    double[] mean = moments.mean();
    for (int i = 0; i < 3; i++) {
      sums[3][i] += rows * (mean[i] - POINT[i]);
      for (int j = 0; j < 3; j++) {
        double product = (mean[i] - POINT[i]) * (mean[j] - POINT[j]);
        sums[i][j] += rows * (moments.get(i, j) + product);
      }
    }
  }

  @Test
  void sumsAboutThePointAreThoseOfAllRowsUsedEquallyOften() {
    double[][] want = new double[4][3];
    double[][] have = new double[4][3];
    double ratio = 213.0 / 142;
    for (int c = 0; c < ROWS.length; c++) {
      Covariance own = moments(ROWS[c], c);
      add(own, ratio * ROWS[c], want);
      add(own.about(POINT, ratio * ROWS[c] / MADE[c]), MADE[c], have);
    }
    for (int i = 0; i < 4; i++) {
      assertThat(have[i]).containsExactly(want[i], within(1e-12));
    }
  }

  /** Of mixtures with other moments. */
  private static boolean reached(double factor, double... point) {
    Covariance found = moments(60, 9);
    Covariance wanted = moments(40, 1).about(point, factor);
    Optional<AffineMap> map = AffineMap.of(found, wanted);
    return map.filter(m -> m.reaches(found, wanted, 1e-12)).isPresent();
  }

  @Test
  void pointsFarFromTheMeanLeaveNoCovariance() {
    assertThat(reached(1.02, 0.5, 0.3, 0.7)).isTrue();
    assertThat(reached(0.98, 0.5, 0.3, 0.7)).isTrue();
    assertThat(reached(0.98, 50, 30, 70)).isTrue();
    assertThat(reached(1.02, 5, 3, 7)).isFalse();
    assertThat(reached(1.02, 50, 30, 70)).isFalse();
    assertThat(reached(1.02, Double.NaN, 0.3, 0.7)).isFalse();
  }
}
