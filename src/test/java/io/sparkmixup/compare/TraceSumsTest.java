package io.sparkmixup.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.mixing.TraceRatio;
import io.sparkmixup.testing.Described;
import io.sparkmixup.testing.SampleLaw;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TraceSumsTest {

  /** The trace ratio to rows in memory, as a survey would find it. */
  static TraceRatio ratio(double[][] rows) {
    Described described = Described.of(rows);
    return TraceRatio.of(described.dimensions(), Optional.of(described.moments()));
  }

  private static double[] mean(double[][] rows) {
    double[] mean = new double[2];
    for (double[] row : rows) {
      mean[0] += row[0] / rows.length;
      mean[1] += row[1] / rows.length;
    }
    return mean;
  }

  /** z' inv(S) z / 2, by the inverse of a matrix of two rows, with S and the mean of some rows. */
  private static double byHand(double[][] rows, double[] row) {
    double[] mean = mean(rows);
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (double[] r : rows) {
      xx += (r[0] - mean[0]) * (r[0] - mean[0]) / rows.length;
      xy += (r[0] - mean[0]) * (r[1] - mean[1]) / rows.length;
      yy += (r[1] - mean[1]) * (r[1] - mean[1]) / rows.length;
    }
    double x = row[0] - mean[0];
    double y = row[1] - mean[1];
    return (x * x * yy - 2 * x * y * xy + y * y * xx) / (xx * yy - xy * xy) / 2;
  }

  private static double[][] rows(int n, long seed) {
    return SampleLaw.LOGNORMAL.rows(n, 2, seed).values();
  }

  private static double[] without(double[][] rows, int left, double[] all) {
    double[][] others = new double[rows.length - 1][];
    for (int r = 0, to = 0; r < rows.length; r++) {
      if (r != left) {
        others[to++] = rows[r];
      }
    }
    all[left] = byHand(others, rows[left]);
    return all;
  }

  @Test
  void aRowOfTheOriginalCountsAsIfTheOthersWereTheOriginal() {
    double[][] rows = rows(15, 4);
    TraceSums sums = TraceSums.ofOriginal(ratio(rows), mean(rows), rows.length);
    double[] byHand = new double[rows.length];
    for (int r = 0; r < rows.length; r++) {
      sums.accept(rows[r]);
      without(rows, r, byHand);
    }
    assertThat(sums.sums().count()).isEqualTo(15);
    assertThat(sums.sums().sum()).isCloseTo(Arrays.stream(byHand).sum(), within(1e-9));
    assertThat(sums.sums().squares())
        .isCloseTo(Arrays.stream(byHand).map(t -> t * t).sum(), within(1e-8));
  }

  @Test
  void otherRowsCountAsTheyAre() {
    double[][] rows = rows(15, 4);
    double[][] others = rows(8, 5);
    TraceSums sums = TraceSums.ofOthers(ratio(rows), mean(rows));
    TraceSums more = TraceSums.ofOthers(ratio(rows), mean(rows));
    double byHand = 0;
    for (int r = 0; r < others.length; r++) {
      (r < 3 ? sums : more).accept(others[r]);
      byHand += byHand(rows, others[r]);
    }
    more.accept(new double[] {Double.NaN, 1});
    sums.combine(more);
    assertThat(sums.sums().count()).isEqualTo(8);
    assertThat(sums.sums().sum()).isCloseTo(byHand, within(1e-9));
  }

  /** Without the last row the second column does not vary: what it would be then is not known. */
  @Test
  void whereOneRowAloneMakesTheCovarianceRegularNothingIsCompared() {
    double[][] rows = new double[400][];
    Arrays.setAll(rows, r -> new double[] {r % 7, r == 399 ? 1 : 0});
    TraceRatio ratio = ratio(rows);
    assertThat(ratio.exists()).isTrue();
    TraceSums own = TraceSums.ofOriginal(ratio, mean(rows), rows.length);
    TraceSums others = TraceSums.ofOthers(ratio, mean(rows));
    for (double[] row : rows) {
      own.accept(row);
      others.accept(row);
    }
    assertThat(TraceComparison.of(ratio, own.sums(), others.sums())).isEmpty();
  }

  /** Of two columns that are nearly equal, the loss of their difference. */
  @Test
  void whatNoEntryShowsIsFound() {
    SplittableRandom random = new SplittableRandom(6);
    double[][] a = new double[2000][];
    double[][] b = new double[2000][];
    for (int r = 0; r < a.length; r++) {
      double x = random.nextGaussian();
      a[r] = new double[] {x, x + 0.02 * random.nextGaussian()};
      x = random.nextGaussian();
      b[r] = new double[] {x, x + 0.014 * random.nextGaussian()};
    }
    CalibrationTest.Pair pair = CalibrationTest.pair(a, b);
    assertThat(pair.trace().orElseThrow().finding().pValue()).isLessThan(1e-4);
    assertThat(pair.trace().orElseThrow().observed()).isLessThan(0.8);
    pair.all().covarianceFindings(f -> assertThat(f.pValue()).isGreaterThan(0.01));
  }
}
