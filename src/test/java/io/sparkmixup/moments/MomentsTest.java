package io.sparkmixup.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {

  /** A relative error of 1e-12. */
  private static final Percentage TIGHT = Percentage.withPercentage(1e-10);

  @ParameterizedTest
  @ValueSource(ints = {1, 31, 32, 33, 1000})
  void keepsTheDigitsOfColumnsFarFromZero(int n) {
    double[][] rows = TestRows.gaussian(11, n, 2);
    for (double[] row : rows) {
      row[0] += 1e9;
      row[1] -= 1e12;
    }
    Moments chosen = TestRows.sum(Moments.create(2), rows);
    Moments fixed = TestRows.sum(Moments.about(new double[] {1e9, -1e12}), rows);
    for (Moments moments : List.of(chosen, fixed)) {
      assertThat(moments.count()).isEqualTo(n);
      for (int j = 0; j < 2; j++) {
        assertThat(moments.mean(j))
            .isCloseTo(Exact.mean(rows, j), Percentage.withPercentage(1e-13));
        for (int k = 0; k < 2; k++) {
          double exact = Exact.covariance(rows, j, k);
          assertThat(moments.covariance(j, k)).isCloseTo(exact, within(1e-12 * Math.abs(exact)));
        }
      }
    }
  }

  @Test
  void losesTheDigitsThatTheJavadocSaysAboutAFarCentre() {
    double[][] rows = TestRows.gaussian(12, 1000, 1);
    double exact = Exact.covariance(rows, 0, 0);
    Moments far = TestRows.sum(Moments.about(new double[] {1e6}), rows);
    double error = Math.abs(far.covariance(0, 0) / exact - 1);
    assertThat(error).isGreaterThan(1e-9).isLessThan(1000 * 1e12 / exact * Math.ulp(1.0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64})
  void agreesWithTheDefinitions(int d) {
    double[][] rows = TestRows.gaussian(13, 70, d);
    Moments moments = TestRows.sum(Moments.create(d).withShape(), rows);
    assertAgrees(moments, rows, 1e-12);
    for (int j = 0; j < d; j++) {
      double variance = Exact.central(rows, j, 2);
      double third = Exact.central(rows, j, 3);
      double fourth = Exact.central(rows, j, 4);
      assertThat(moments.thirdCentralMoment(j)).isCloseTo(third, within(1e-12));
      assertThat(moments.fourthCentralMoment(j)).isCloseTo(fourth, TIGHT);
      assertThat(moments.skewness(j)).isCloseTo(third / Math.pow(variance, 1.5), within(1e-12));
      assertThat(moments.kurtosis(j)).isCloseTo(fourth / (variance * variance), TIGHT);
    }
  }

  @Test
  void agreesWithTheDefinitionsForManyColumns() {
    double[][] rows = TestRows.holed(TestRows.gaussian(14, 12, 203), 15, 0.05);
    assertAgrees(TestRows.sum(Moments.create(203), rows), rows, 1e-11);
  }

  @Property(tries = 60, seed = "42")
  void doesNotDependOnHowRowsAreCutAndMerged(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 90) int n,
      @ForAll @IntRange(min = 1, max = 6) int d,
      @ForAll @IntRange(min = 1, max = 9) int parts,
      @ForAll @DoubleRange(min = 0, max = 0.6) double share) {
    double[][] rows = TestRows.holed(TestRows.gaussian(seed, n, d), seed, share);
    Random random = new Random(seed);
    List<Moments> partials = new ArrayList<>();
    for (int p = 0; p < parts; p++) {
      double[] centre = new double[d];
      for (int j = 0; j < d; j++) {
        centre[j] = 10 * j + 3 * random.nextGaussian();
      }
      Moments empty = random.nextBoolean() ? Moments.create(d) : Moments.about(centre);
      partials.add(empty.withShape());
    }
    for (double[] row : rows) {
      partials.get(random.nextInt(parts)).accept(row);
    }
    while (partials.size() > 1) {
      Collections.shuffle(partials, random);
      Moments taken = Moments.fromBytes(partials.remove(0).toBytes());
      partials.set(0, partials.get(0).combine(taken));
    }
    Moments merged = partials.get(0);
    assertAgrees(merged, rows, 1e-11);
    for (int j = 0; j < d; j++) {
      if (Exact.count(rows, j, j) > 0) {
        assertThat(merged.thirdCentralMoment(j)).isCloseTo(Exact.central(rows, j, 3), within(1e-9));
        assertThat(merged.fourthCentralMoment(j))
            .isCloseTo(Exact.central(rows, j, 4), within(1e-9));
      }
    }
  }

  @Test
  void combiningLeavesTheOtherAsItWas() {
    double[][] rows = TestRows.holed(TestRows.gaussian(16, 70, 3), 17, 0.2);
    Moments other = TestRows.sum(Moments.create(3).withShape(), rows);
    byte[] before = other.toBytes();
    Moments twice = Moments.about(new double[] {5, 5, 5}).withShape();
    twice.combine(other).combine(other).accept(rows[0]);
    assertThat(other.toBytes()).isEqualTo(before);
    assertThat(twice.count()).isEqualTo(141);
    other.combine(other);
    assertThat(other.count()).isEqualTo(140);
    assertAgrees(other, rows, 1e-11, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 40})
  void columnsCanBeMovedLeftOutAndAdded(int before) {
    double[][] rows = TestRows.holed(TestRows.gaussian(23, 90, 4), 24, 0.3);
    Moments old = Moments.create(3).withShape();
    for (int r = 0; r < before; r++) {
      old.accept(new double[] {rows[r][1], rows[r][3], rows[r][0]});
    }
    byte[] bytes = old.toBytes();
    Moments moments = old.arranged(new int[] {2, 0, -1, 1});
    for (int r = 0; r < rows.length; r++) {
      if (r < before) {
        rows[r][2] = Double.NaN;
      } else {
        moments.accept(rows[r]);
      }
    }
    assertAgrees(moments, rows, 1e-12);
    assertThat(moments.skewness(3))
        .isCloseTo(
            Exact.central(rows, 3, 3) / Math.pow(Exact.central(rows, 3, 2), 1.5), within(1e-12));
    assertThat(old.toBytes()).isEqualTo(bytes);

    double[][] fewer = new double[rows.length][];
    for (int r = 0; r < rows.length; r++) {
      fewer[r] = new double[] {rows[r][0], rows[r][1], rows[r][2]};
    }
    assertAgrees(moments.arranged(new int[] {0, 1, 2}), fewer, 1e-12);
  }

  @Test
  void constantColumnsHaveNoVarianceAtAll() {
    Moments moments = Moments.create(2).withShape();
    Moments more = Moments.create(2).withShape();
    for (int r = 0; r < 1001; r++) {
      moments.accept(new double[] {0.1, r});
      more.accept(new double[] {0.1, -r});
    }
    moments.combine(more);
    assertThat(moments.mean(0)).isEqualTo(0.1);
    assertThat(moments.covariance(0, 0)).isZero();
    assertThat(moments.covariance(0, 1)).isZero();
    assertThat(moments.sampleCovariance(0, 0)).isZero();
    assertThat(moments.correlation(0, 1)).isNaN();
    assertThat(moments.skewness(0)).isNaN();
    assertThat(moments.kurtosis(0)).isNaN();
  }

  @Test
  void noRowsGiveNotANumberAndOneRowNoVariance() {
    Moments moments = Moments.create(2).withShape();
    assertThat(moments.count()).isZero();
    assertThat(moments.count(0, 1)).isZero();
    for (double value : statistics(moments)) {
      assertThat(value).isNaN();
    }
    moments.accept(new double[] {3, Double.NaN});
    assertThat(moments.count()).isEqualTo(1);
    assertThat(moments.mean(0)).isEqualTo(3);
    assertThat(moments.mean(1)).isNaN();
    assertThat(moments.covariance(0, 0)).isZero();
    assertThat(moments.sampleCovariance(0, 0)).isNaN();
    assertThat(moments.covariance(0, 1)).isNaN();
    assertThat(moments.combine(Moments.create(2).withShape()).count()).isEqualTo(1);
  }

  @Test
  void choosesTheCentreWhenTheFirstFiniteValuesComeLate() {
    double[][] rows = TestRows.gaussian(18, 300, 2);
    for (int r = 0; r < 300; r++) {
      rows[r][1] = r < 100 ? Double.NaN : rows[r][1] + 1e9;
    }
    assertAgrees(TestRows.sum(Moments.create(2), rows), rows, 1e-12);
  }

  @Test
  void infiniteValuesStayInTheirColumn() {
    double[][] rows = TestRows.holed(TestRows.gaussian(19, 50, 3), 20, 0.3);
    double[][] held = TestRows.holed(TestRows.gaussian(19, 50, 3), 20, 0.3);
    rows[0][0] = Double.POSITIVE_INFINITY;
    Moments moments = TestRows.sum(Moments.create(3), rows);
    assertThat(moments.count(0, 0)).isEqualTo(50);
    assertThat(moments.mean(0)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(moments.covariance(0, 0)).isNaN();
    assertThat(moments.covariance(1, 2)).isCloseTo(Exact.covariance(held, 1, 2), within(1e-12));
    assertThat(moments.mean(2)).isCloseTo(Exact.mean(held, 2), TIGHT);
  }

  @Test
  void refusesWhatDoesNotFit() {
    Moments two = Moments.create(2);
    assertThatThrownBy(() -> two.accept(new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row of 3 values: must be 2");
    assertThatThrownBy(() -> two.combine(Moments.create(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dimension 3: must be 2, as here");
    assertThatThrownBy(() -> two.combine(Moments.create(2).withShape()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("moments with shape and without: must be of one kind");
    assertThatThrownBy(() -> Moments.create(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dimension 0: must be at least 1");
    assertThatThrownBy(() -> Moments.about(new double[] {1, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("centre 1 is NaN: must be finite");
    assertThatThrownBy(() -> two.kurtosis(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("third and fourth powers are not summed: use withShape()");
    two.accept(new double[2]);
    assertThatThrownBy(two::withShape)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("1 rows are summed already: ask for shape before the first");
  }

  @Test
  void bytesGiveTheSameBitsBack() {
    double[][] rows = TestRows.holed(TestRows.gaussian(21, 77, 5), 22, 0.1);
    Moments moments = TestRows.sum(Moments.create(5).withShape(), rows);
    Moments read = Moments.fromBytes(moments.toBytes());
    assertThat(statistics(read)).isEqualTo(statistics(moments));
    read.accept(rows[0]);
    moments.accept(rows[0]);
    assertThat(read.toBytes()).isEqualTo(moments.toBytes());
    assertThat(TestRows.sum(Moments.create(30), new double[64][30]).toBytes().length)
        .isLessThan(4 * 30 * 36);
  }

  @Test
  void refusesBytesOfAnotherMaking() {
    byte[] bytes = Moments.create(2).toBytes();
    assertThatThrownBy(() -> Moments.fromBytes(Arrays.copyOf(bytes, 20)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("moments of 20 bytes: they are cut short");
    assertThatThrownBy(() -> Moments.fromBytes(Arrays.copyOf(bytes, bytes.length + 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("moments of " + (bytes.length + 3) + " bytes: must end 3 earlier");
    bytes[3] = 9;
    assertThatThrownBy(() -> Moments.fromBytes(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("moments of version 9: must be version 1");
  }

  private static double[] statistics(Moments m) {
    return new double[] {
      m.mean(0),
      m.covariance(0, 0),
      m.covariance(0, 1),
      m.sampleCovariance(1, 1),
      m.correlation(0, 1),
      m.secondMoment(0, 1, new double[] {1, 2}),
      m.thirdCentralMoment(1),
      m.fourthCentralMoment(1),
      m.skewness(0),
      m.kurtosis(0)
    };
  }

  private static void assertAgrees(Moments moments, double[][] rows, double tolerance) {
    assertAgrees(moments, rows, tolerance, 1);
  }

  /** Compares everything with the rows' definitions, each row counted {@code times} times. */
  private static void assertAgrees(Moments moments, double[][] rows, double tolerance, int times) {
    int d = moments.dimension();
    double[] about = new double[d];
    assertThat(moments.count()).isEqualTo((long) times * rows.length);
    for (int j = 0; j < d; j++) {
      about[j] = 10 * j + 1;
      for (int k = 0; k <= j; k++) {
        long n = Exact.count(rows, j, k);
        assertThat(moments.count(j, k)).isEqualTo(times * n);
        if (n == 0) {
          assertThat(moments.covariance(j, k)).isNaN();
          continue;
        }
        double covariance = Exact.covariance(rows, j, k);
        assertThat(moments.covariance(j, k)).isCloseTo(covariance, within(tolerance));
        assertThat(moments.covariance(k, j)).isEqualTo(moments.covariance(j, k));
        if (times * n > 1) {
          assertThat(moments.sampleCovariance(j, k))
              .isCloseTo(covariance * times * n / (times * n - 1), within(2 * tolerance));
        }
        double second = Exact.secondMoment(rows, j, k, about);
        assertThat(moments.secondMoment(j, k, about))
            .isCloseTo(second, within(10 * tolerance * Math.max(1, Math.abs(second))));
        if (n > 3) {
          assertThat(moments.correlation(j, k))
              .isCloseTo(Exact.correlation(rows, j, k), within(100 * tolerance));
        }
      }
      if (Exact.count(rows, j, j) > 0) {
        assertThat(moments.mean(j)).isCloseTo(Exact.mean(rows, j), TIGHT);
      }
    }
  }
}
