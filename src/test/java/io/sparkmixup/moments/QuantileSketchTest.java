package io.sparkmixup.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.rows.Blob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ranks lie within the error that the sketch states, against the sorted values. */
class QuantileSketchTest {

  private static final double[] SHARES = {
    0, 0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1
  };

  /** Values from uniform numbers: skewed, heavy-tailed, with many ties, or two far clusters. */
  @SuppressWarnings("ImmutableEnumChecker") // The lambdas hold no state.
  private enum Shape {
    UNIFORM(u -> u),
    EXPONENTIAL(u -> -Math.log(1 - u)),
    CAUCHY(u -> Math.tan(Math.PI * (u - 0.5))),
    LOG_NORMAL_LIKE(u -> Math.exp(4 * (u + u * u * u))),
    FEW_VALUES(u -> Math.floor(5 * u * u)),
    TWO_CLUSTERS(u -> u < 0.9 ? u : 1e12 + u);

    private final DoubleUnaryOperator of;

    Shape(DoubleUnaryOperator of) {
      this.of = of;
    }

    double[] values(long seed, int n) {
      return new Random(seed).doubles(n).map(of).toArray();
    }
  }

  private static QuantileSketch sketch(double[] values, int from, int to) {
    QuantileSketch sketch = new QuantileSketch();
    for (int i = from; i < to; i++) {
      sketch.accept(values[i]);
    }
    return sketch;
  }

  private static QuantileSketch sketch(double[] values) {
    return sketch(values, 0, values.length);
  }

  /** How far, in shares of n, the rank of a value lies from a share: 0 where its ties cover it. */
  private static double rankError(double[] sorted, double value, double share) {
    double below = 0;
    double upTo = 0;
    for (double v : sorted) {
      below += v < value ? 1 : 0;
      upTo += v <= value ? 1 : 0;
    }
    double n = sorted.length;
    return Math.max(0, Math.max(below / n - share, share - upTo / n));
  }

  /** The largest rank error of the quantiles; that each lies within what is stated is asserted. */
  private static double worst(QuantileSketch sketch, double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    assertThat(sketch.count()).isEqualTo(values.length);
    double[] quantiles = sketch.quantiles(SHARES);
    double worst = 0;
    for (int q = 0; q < SHARES.length; q++) {
      worst = Math.max(worst, rankError(sorted, quantiles[q], SHARES[q]));
    }
    // Each of these exceeds it with a chance of 1e-4 at the most; the seeds are fixed.
    assertThat(worst).isLessThanOrEqualTo(sketch.rankError() + 1e-12);
    return worst;
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void ranksLieWithinTheStatedErrorInAnyOrder(Shape shape) {
    double[] values = shape.values(7, 300_000);
    worst(sketch(values), values);
    Arrays.sort(values);
    worst(sketch(values), values);
    double[] descending = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      descending[i] = values[values.length - 1 - i];
    }
    worst(sketch(descending), values);
  }

  @Test
  void theStatedErrorStaysBelowOnePercent() {
    for (int n : new int[] {10_000, 100_000, 3_000_000}) {
      double error = sketch(Shape.UNIFORM.values(3, n)).rankError();
      assertThat(error).isGreaterThan(0.005).isLessThan(0.008);
    }
  }

  /** Were the coins all alike, these would add up: each block of 512 is sorted the same. */
  @Test
  void patternsThatComeAgainAndAgainDoNotAddUp() {
    double[] values = new double[1 << 19];
    Arrays.setAll(values, i -> i % 257);
    assertThat(worst(sketch(values), values)).isLessThan(0.006);
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void mergedPartsStayWithinTheStatedErrorHoweverTheyAreCut(Shape shape) {
    double[] values = shape.values(11, 200_000);
    Random random = new Random(5);
    List<QuantileSketch> parts = new ArrayList<>();
    for (int from = 0; from < values.length; ) {
      int to = Math.min(values.length, from + 1 + random.nextInt(random.nextBoolean() ? 90 : 9000));
      parts.add(sketch(values, from, to));
      from = to;
    }
    while (parts.size() > 1) {
      Collections.shuffle(parts, random);
      QuantileSketch last = parts.remove(parts.size() - 1);
      parts.get(0).combine(QuantileSketch.fromBytes(last.toBytes()));
    }
    assertThat(parts.get(0).rankError()).isLessThan(0.009);
    worst(parts.get(0), values);
    assertThat(parts.get(0).toBytes().length).isLessThan(20_000);
  }

  @Test
  void fewValuesAreKeptExactly() {
    double[] values = Shape.CAUCHY.values(2, 511);
    QuantileSketch sketch = sketch(values);
    assertThat(sketch.rankError()).isZero();
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    assertThat(sketch.quantiles(0, 0.5, 1)).containsExactly(sorted[0], sorted[255], sorted[510]);
    assertThat(sketch(new double[] {3}).quantiles(0, 0.5, 1)).containsExactly(3, 3, 3);
  }

  @Test
  void noValuesHaveNoQuantiles() {
    QuantileSketch sketch = new QuantileSketch();
    assertThat(sketch.quantiles(0, 0.5, 1)).containsOnly(Double.NaN);
    assertThat(sketch.rankError()).isZero();
    sketch.combine(QuantileSketch.fromBytes(sketch.toBytes()));
    assertThat(sketch.count()).isZero();
  }

  @Test
  void theSameValuesInTheSameOrderGiveTheSameBytes() {
    double[] values = Shape.EXPONENTIAL.values(13, 50_000);
    QuantileSketch sketch = sketch(values);
    assertThat(sketch(values).toBytes()).isEqualTo(sketch.toBytes());
    assertThat(QuantileSketch.fromBytes(sketch.toBytes()).toBytes()).isEqualTo(sketch.toBytes());
    assertThat(Blob.read(Blob.write(sketch), QuantileSketch.class).toBytes())
        .isEqualTo(sketch.toBytes());
  }

  @Test
  void refusesBytesOfAnotherMaking() {
    byte[] bytes = sketch(new double[] {1, 2, 3}).toBytes();
    assertThatThrownBy(() -> QuantileSketch.fromBytes(Arrays.copyOf(bytes, 40)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("quantile sketch of 40 bytes: it is cut short");
    byte[] more = bytes.clone();
    more[11] = 4;
    assertThatThrownBy(() -> QuantileSketch.fromBytes(more))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("quantile sketch of 4 values stands for 3");
    bytes[3] = 2;
    assertThatThrownBy(() -> QuantileSketch.fromBytes(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("quantile sketch of version 2: must be version 1");
  }
}
