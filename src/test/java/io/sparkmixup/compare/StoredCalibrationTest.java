package io.sparkmixup.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.compare.CalibrationTest.Rejections;
import io.sparkmixup.moments.Moments;
import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.plan.Dimensions;
import io.sparkmixup.plan.Reading;
import io.sparkmixup.similarity.StoredColumns;
import io.sparkmixup.testing.SampleLaw;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often tests at 1 % reject where a profile stands for the original: see {@link
 * CalibrationTest}.
 */
class StoredCalibrationTest {

  private static final boolean TABLE = Boolean.getBoolean("calibration.table");

  private static final int RUNS = TABLE ? 2000 : 400;

  private static GroupComparison compare(double[][] a, double[][] b) {
    return compare(a, b, IntStream.range(0, a[0].length).toArray());
  }

  /** The same where covariances are followed among some components only. */
  static GroupComparison compare(double[][] a, double[][] b, int[] matrix) {
    int d = a[0].length;
    Moments moments = Moments.create(d).withShape();
    Arrays.stream(a).forEach(moments::accept);
    Dimensions.Builder dimensions = new Dimensions.Builder();
    double[] centre = new double[d];
    for (int k = 0; k < d; k++) {
      centre[k] = moments.mean(k);
      dimensions.add(
          new Dimensions.Component(
              "x" + k,
              k,
              0,
              true,
              centre[k],
              moments.covariance(k, k),
              (double) moments.count(k, k) / a.length,
              Double.NEGATIVE_INFINITY,
              Double.POSITIVE_INFINITY,
              false,
              Reading.NUMBER));
    }
    StoredOriginal original =
        new StoredOriginal(
            new ColumnRoles(List.of(), List.of(), Optional.empty()),
            a.length,
            dimensions.build(),
            IntStream.range(0, d).boxed().toList(),
            0,
            Optional.empty(),
            new StoredColumns(new StructType(), List.of(), moments));
    Dimensions all = original.dimensions();
    Scale scale = new Scale(all.names(), centre, all.variances(), all.shares(), matrix);
    SampleSums other = new SampleSums(scale, centre);
    Arrays.stream(b).forEach(other::accept);
    return new GroupComparison(
        "all rows", true, scale, centre, new StoredSample(original, scale, other), other);
  }

  @ParameterizedTest
  @CsvSource({
    "GAUSSIAN, 300, 300, 10",
    "GAUSSIAN, 3000, 300, 10",
    "GAUSSIAN, 10000, 10000, 10",
    "T5, 300, 300, 10",
    "T5, 3000, 300, 10",
    "T5, 10000, 10000, 10",
    "LOGNORMAL, 300, 300, 10",
    "LOGNORMAL, 3000, 300, 10",
    "LOGNORMAL, 300, 3000, 10",
    "LOGNORMAL, 10000, 10000, 10",
    "A_TENTH_MISSING, 300, 300, 10",
  })
  void testsAtOnePerCentRejectAtMostTwo(SampleLaw law, int before, int after, int d) {
    List<GroupComparison> runs =
        IntStream.range(0, RUNS)
            .parallel()
            .mapToObj(
                run ->
                    compare(
                        law.rows(before, d, 2L * run + 1).values(),
                        law.rows(after, d, -2L * run - 2).values()))
            .toList();
    Rejections found = Rejections.of(runs);
    if (TABLE) {
      System.out.println(
          String.format(
              Locale.ROOT,
              "| %s | %,d, %,d | %d | %.2f | %.1f | %.1f | %.1f | %.1f |",
              law.words(),
              before,
              after,
              d,
              found.spread(),
              100 * found.entries(),
              100 * found.anyEntry(),
              100 * found.scale(),
              100 * found.means()));
    }
    assertThat(100 * found.scale()).as("mean variance ratio").isLessThanOrEqualTo(2);
    assertThat(100 * found.entries()).as("entries").isLessThanOrEqualTo(2);
    assertThat(100 * found.anyEntry()).as("any entry, Bonferroni").isLessThanOrEqualTo(2);
    assertThat(100 * found.means()).as("means").isLessThanOrEqualTo(2);
  }
}
