package io.sparkmixup.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistogramTest {

  private static Histogram of(double low, double high, int bins, double... values) {
    Histogram histogram = new Histogram(low, high, bins);
    Arrays.stream(values).forEach(histogram::accept);
    return histogram;
  }

  @Test
  void valuesFallIntoHalfOpenBinsTheLastOneClosed() {
    Histogram h = of(0, 4, 4, -0.1, 0, 0.5, 1, 3.99, 4, 4.1, Double.NaN);

    assertThat(h.below()).isEqualTo(1);
    assertThat(new long[] {h.count(0), h.count(1), h.count(2), h.count(3)})
        .containsExactly(2, 1, 0, 2);
    assertThat(h.above()).isEqualTo(1);
    assertThat(h.total()).isEqualTo(7);
  }

  @Test
  void theWidestRangeAndOneOfNoWidthCountEveryValue() {
    Histogram all =
        of(-Double.MAX_VALUE, Double.MAX_VALUE, 2, -1e308, -1e300, 1e300, Double.MAX_VALUE);
    assertThat(new long[] {all.count(0), all.count(1)}).containsExactly(2, 2);

    Histogram one = of(5, 5, 3, 5, 5, 4, 6);
    assertThat(new long[] {one.below(), one.count(0) + one.count(2), one.above()})
        .containsExactly(1, 2, 1);
  }

  @Test
  void partsCombineToTheWhole() {
    SplittableRandom random = new SplittableRandom(1);
    double[] values = random.doubles(1000, -1, 2).toArray();
    Histogram whole = of(0, 1, 7, values);
    Histogram parts = of(0, 1, 7, Arrays.copyOfRange(values, 600, 1000));
    parts.combine(of(0, 1, 7, Arrays.copyOfRange(values, 0, 600)));

    for (int b = 0; b < whole.bins(); b++) {
      assertThat(parts.count(b)).isEqualTo(whole.count(b));
    }
    assertThat(parts.below()).isEqualTo(whole.below());
    assertThat(parts.above()).isEqualTo(whole.above());
  }

  /** Against the Kolmogorov-Smirnov statistic of the sorted values. */
  @Test
  void theDistanceIsShortOfTheExactOneByNoMoreThanItsError() {
    SplittableRandom random = new SplittableRandom(7);
    for (int run = 0; run < 50; run++) {
      double[] a = random.doubles(400).map(u -> Math.log(u)).toArray();
      double[] b = random.doubles(300).map(u -> Math.log(u) * 1.2).toArray();
      Histogram f = of(-4, 0, 40, a);
      Histogram g = of(-4, 0, 40, b);

      double exact = exact(a, b);
      double binned = Histogram.distance(f, g);
      assertThat(binned).isLessThanOrEqualTo(exact + 1e-12);
      assertThat(exact - binned).isLessThanOrEqualTo(Histogram.distanceError(f, g));
    }
    assertThat(Histogram.distance(of(0, 1, 4, 0.1, 0.6), of(0, 1, 4, 0.1, 0.9)))
        .isCloseTo(0.5, within(1e-15));
    assertThat(Histogram.distance(of(0, 1, 4), of(0, 1, 4, 0.9))).isNaN();
  }

  private static double exact(double[] a, double[] b) {
    double largest = 0;
    for (double[] side : new double[][] {a, b}) {
      for (double x : side) {
        largest = Math.max(largest, Math.abs(share(a, x) - share(b, x)));
      }
    }
    return largest;
  }

  private static double share(double[] values, double x) {
    return (double) Arrays.stream(values).filter(v -> v <= x).count() / values.length;
  }

  @Test
  void badBinsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Histogram(1, 0, 3))
        .withMessage("ends 1.0 and 0.0: must be in order");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Histogram(0, Double.NaN, 3))
        .withMessage("ends 0.0 and NaN: must be in order");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Histogram(0, 1, 0))
        .withMessage("bins 0: must be 1 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Histogram(0, 1, 2).combine(new Histogram(0, 1, 3)))
        .withMessage("histograms have different bins");
  }
}
