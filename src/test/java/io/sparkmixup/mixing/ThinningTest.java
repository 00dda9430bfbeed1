package io.sparkmixup.mixing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.testing.LocalRows;
import io.sparkmixup.testing.SampleLaw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.apache.spark.sql.types.DataTypes;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/**
 * What is random about many rows, of which some stand for the others, is what is random about the
 * same rows a few at a time, where each counts: variances and fourth moments of parts add up.
 * Estimates from one row in eight of 300,000 have relative standard errors below 1 % for standard
 * errors of products of Gaussian numbers, so that 4 % are four of them.
 */
class ThinningTest {

  private static final int ROWS = 300_000;

  /** So few that every row counts. */
  private static final int PART = 30_000;

  private static final Percentage CLOSE = Percentage.withPercentage(4);

  /** Fourth moments are of powers twice as high. */
  private static final Percentage NEAR = Percentage.withPercentage(40);

  /** Both classes in one go, and in parts. */
  private record Mixed(MixSums whole, List<MixSums> parts) {

    void isTheSame(Function<MixSums, Fluctuation> term) {
      double variance = 0;
      double fourth = 0;
      for (MixSums part : parts) {
        Fluctuation one = term.apply(part);
        double ofOne = one.standardError() * one.standardError();
        variance += ofOne;
        fourth += one.fourth() * ofOne * ofOne;
      }
      Fluctuation found = term.apply(whole);
      assertThat(found.standardError()).isCloseTo(Math.sqrt(variance), CLOSE);
      assertThat(found.fourth()).isCloseTo(fourth / variance / variance, NEAR);
    }
  }

  private static double[][] rows(int[] classes) {
    Random random = new Random(20261201);
    double[][] values = new double[ROWS][];
    for (int r = 0; r < ROWS; r++) {
      classes[r] = r % 6 == 0 ? 1 : 0;
      double common = random.nextGaussian();
      values[r] =
          new double[] {
            // Classes lie far apart, and differ in their deviations.
            20 * classes[r] + common,
            (1 + classes[r]) * (common + random.nextGaussian()),
            random.nextGaussian(),
            random.nextInt(10) == 0 ? Double.NaN : random.nextGaussian()
          };
    }
    return values;
  }

  private static Mixed mix(double[][] values, int[] classes) {
    List<MixSums> parts = new ArrayList<>();
    for (int from = 0; from < ROWS; from += PART) {
      parts.add(sums(values, classes, from, from + PART));
    }
    return new Mixed(sums(values, classes, 0, ROWS), parts);
  }

  private static MixSums sums(double[][] values, int[] classes, int from, int to) {
    LocalRows rows =
        new LocalRows(
            SampleLaw.Rows.of(
                Arrays.copyOfRange(values, from, to), Arrays.copyOfRange(classes, from, to)),
            DataTypes.DoubleType);
    MixupRequest request =
        MixupRequest.standard().withLabel(Optional.of(LocalRows.LABEL)).withMaxVerbatim(1);
    return new LocalMixing(rows, request).run(5).sums();
  }

  @Test
  void ofAllRowsAndOfClasses() {
    int[] classes = new int[ROWS];
    Mixed mixed = mix(rows(classes), classes);
    List<Function<MixSums, GroupSums>> groups =
        List.of(MixSums::overall, s -> s.group(0), s -> s.group(1));
    for (Function<MixSums, GroupSums> group : groups) {
      for (int j = 0; j < 4; j++) {
        int component = j;
        mixed.isTheSame(sums -> group.apply(sums).ofSum(component));
        mixed.isTheSame(sums -> group.apply(sums).ofSquares(component));
        for (int k = 0; k <= j; k++) {
          int other = k;
          mixed.isTheSame(sums -> group.apply(sums).ofProduct(component, other));
        }
      }
      mixed.isTheSame(sums -> group.apply(sums).ofScale());
    }
    mixed.isTheSame(sums -> sums.overall().ofTrace());
  }

  /** Next to all that is random comes of a few rows, none of which may be left out. */
  @Test
  void ofRowsThatLieFarOut() {
    int[] classes = new int[ROWS];
    double[][] values = rows(classes);
    for (int r = 0; r < ROWS; r += PART) {
      values[r][2] = 3000 + r % 7 * 500;
    }
    Mixed mixed = mix(values, classes);
    mixed.isTheSame(sums -> sums.overall().ofSum(2));
    mixed.isTheSame(sums -> sums.overall().ofSquares(2));
    mixed.isTheSame(sums -> sums.group(1).ofSum(2));
    mixed.isTheSame(sums -> sums.group(1).ofSquares(2));
  }

  /**
   * A few rows break what nearly holds of all others, x1 = x0, and lie near the mean in every
   * column.
   */
  @Test
  void ofRowsThatLieFarOutInADirection() {
    int[] classes = new int[ROWS];
    double[][] values = rows(classes);
    for (int r = 0; r < ROWS; r++) {
      values[r][0] = values[r][2];
      values[r][1] = values[r][2] + (r % PART == 7 ? 1.5 : 0);
      values[r][2] = values[r][1] * values[r][1];
    }
    mix(values, classes).isTheSame(sums -> sums.overall().ofTrace());
  }
}
