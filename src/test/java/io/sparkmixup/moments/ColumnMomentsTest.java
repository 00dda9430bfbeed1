package io.sparkmixup.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ColumnMomentsTest {

  private static final double[][] ROWS = TestRows.holed(TestRows.gaussian(21, 500, 3), 22, 0.1);

  static {
    for (double[] row : ROWS) {
      row[1] += 1e9;
    }
  }

  private static ColumnMoments sum(double[][] rows) {
    ColumnMoments moments = new ColumnMoments(3);
    for (double[] row : rows) {
      moments.accept(row);
    }
    return moments;
  }

  private static void assertExact(ColumnMoments moments) {
    double[] about = {3, 1e9 - 2, 0};
    for (int k = 0; k < 3; k++) {
      assertThat(moments.count(k)).isEqualTo(Exact.count(ROWS, k, k));
      double mean = Exact.mean(ROWS, k);
      assertThat(moments.mean(k)).isCloseTo(mean, within(1e-13 * Math.max(1, Math.abs(mean))));
      assertThat(moments.variance(k))
          .isCloseTo(Exact.covariance(ROWS, k, k), Percentage.withPercentage(1e-6));
      assertThat(moments.secondMoment(k, about[k]))
          .isCloseTo(Exact.secondMoment(ROWS, k, k, about), Percentage.withPercentage(1e-5));
    }
  }

  @Test
  void agreesWithTheDefinitionsAlsoFarFromZero() {
    assertExact(sum(ROWS));
  }

  @Test
  void partsCombineToTheWhole() {
    ColumnMoments all = new ColumnMoments(0);
    for (int from = 0; from < ROWS.length; from += 125) {
      all.combine(sum(Arrays.copyOfRange(ROWS, from, from + 125)));
    }
    assertExact(all);
  }

  @Test
  void aColumnWithoutValuesHasNoMoments() {
    ColumnMoments moments = new ColumnMoments(1);
    moments.accept(0, Double.NaN);

    assertThat(moments.count(0)).isZero();
    assertThat(moments.mean(0)).isNaN();
    assertThat(moments.variance(0)).isNaN();
    assertThat(moments.secondMoment(0, 1)).isNaN();
  }

  /** Doubles at 1e12 are 1e-4 apart, and means need not be. */
  @Test
  void aMeanFarFromZeroIsKnownBetweenDoubles() {
    ColumnMoments moments = new ColumnMoments(1);
    ColumnMoments more = new ColumnMoments(1);
    for (int i = 0; i < 3; i++) {
      moments.accept(0, 1e12 + i);
      more.accept(0, 1e12 + 1);
    }
    more.accept(0, 1e12 + 2);
    moments.combine(more);

    assertThat(moments.meanAbout(0, 1e12)).isCloseTo(8 / 7.0, within(1e-15));
    assertThat(moments.secondMoment(0, 1e12)).isCloseTo(12 / 7.0, within(1e-15));
    assertThat(new ColumnMoments(1).meanAbout(0, 1)).isNaN();
  }

  @Test
  void aConstantColumnHasVarianceZero() {
    ColumnMoments moments = new ColumnMoments(1);
    for (int i = 0; i < 1000; i++) {
      moments.accept(0, 0.1);
    }
    assertThat(moments.variance(0)).isZero();
    assertThat(moments.mean(0)).isEqualTo(0.1);
    assertThat(moments.secondMoment(0, 0.3)).isCloseTo(0.04, within(1e-15));
  }
}
