package io.sparkmixup.utility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.testing.LocalSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Distances against a plain double loop over all pairs. */
class ClosenessTest {

  private static final SparkSession SPARK = LocalSpark.session();

  private static final StructType SCHEMA =
      new StructType()
          .add("x", DataTypes.DoubleType, true)
          .add("v", SQLDataTypes.VectorType(), true)
          .add("constant", DataTypes.DoubleType, false)
          .add("word", DataTypes.StringType, true);

  private static final List<String> COLUMNS = List.of("x", "v", "constant");

  private final Random random = new Random(11);

  private double[] point() {
    return new double[] {
      random.nextGaussian(), 100 * random.nextGaussian(), 1e-3 * random.nextGaussian() + 5
    };
  }

  private List<double[]> points(int n) {
    List<double[]> result = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      result.add(point());
    }
    return result;
  }

  private static Row row(double[] p) {
    return RowFactory.create(p[0], Vectors.dense(p[1], p[2]), 3.0, "any");
  }

  private static Dataset<Row> rows(List<double[]> points, int partitions) {
    return SPARK
        .createDataFrame(points.stream().map(ClosenessTest::row).toList(), SCHEMA)
        .repartition(partitions);
  }

  private static Optional<Closeness> measure(Dataset<Row> original, Dataset<Row> synthetic) {
    return Closeness.of(
        original, synthetic, COLUMNS, new long[] {original.count(), synthetic.count()});
  }

  private static Closeness measure(List<double[]> original, List<double[]> synthetic) {
    return measure(rows(original, 3), rows(synthetic, 2)).orElseThrow();
  }

  private static double[] spreads(List<double[]> original) {
    double[] result = new double[original.get(0).length];
    for (int k = 0; k < result.length; k++) {
      int column = k;
      double mean = original.stream().mapToDouble(p -> p[column]).average().orElseThrow();
      result[k] =
          Math.sqrt(
              original.stream()
                  .mapToDouble(p -> Math.pow(p[column] - mean, 2))
                  .average()
                  .orElseThrow());
    }
    return result;
  }

  /** The smallest distances from each point to the originals, itself excepted by position. */
  private static double[] bruteForce(List<double[]> from, List<double[]> original) {
    double[] spreads = spreads(original);
    double[] result = new double[from.size()];
    for (int i = 0; i < result.length; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < original.size(); j++) {
        if (from == original && i == j) {
          continue;
        }
        double sum = 0;
        for (int k = 0; k < spreads.length; k++) {
          sum += Math.pow((from.get(i)[k] - original.get(j)[k]) / spreads[k], 2);
        }
        least = Math.min(least, Math.sqrt(sum));
      }
      result[i] = least;
    }
    Arrays.sort(result);
    return result;
  }

  private static void check(Closeness.Distances found, double[] want) {
    assertThat(found.rows()).isEqualTo(want.length);
    int n = want.length;
    assertThat(found.percent1()).isCloseTo(want[(n + 99) / 100 - 1], within(1e-9));
    assertThat(found.percent5()).isCloseTo(want[(n + 19) / 20 - 1], within(1e-9));
    assertThat(found.median()).isCloseTo(want[(n + 1) / 2 - 1], within(1e-9));
  }

  @Test
  void distancesAreThoseOfAllPairs() {
    List<double[]> original = points(400);
    // A twin, and half of the synthetic rows close to an original.
    original.add(original.get(7));
    List<double[]> synthetic = points(150);
    for (int i = 0; i < 150; i++) {
      double[] near = original.get(i).clone();
      near[0] += 0.01;
      synthetic.add(near);
    }
    Closeness found = measure(original, synthetic);
    double[] between = bruteForce(original, original);
    double[] from = bruteForce(synthetic, original);
    check(found.originals(), between);
    check(found.synthetic(), from);
    double most = between[(401 + 19) / 20 - 1];
    double share = Arrays.stream(from).filter(d -> d <= most).count() / 300.0;
    assertThat(found.syntheticShare()).isEqualTo(share).isBetween(0.5, 0.6);
    // Two rows that are each other's closest share a distance: more than 5 % may be within it.
    double expected = Arrays.stream(between).filter(d -> d <= most).count() / 401.0;
    assertThat(found.originalShare()).isEqualTo(expected).isBetween(0.05, 0.06);
    assertThat(found.components()).isEqualTo(3);
    assertThat(found.standardError())
        .isCloseTo(
            Math.sqrt(share * (1 - share) / 300 + expected * (1 - expected) / 401), within(1e-12));
  }

  @Test
  void copiesAreAllNear() {
    List<double[]> original = points(200);
    Closeness found = measure(original, original);
    assertThat(found.syntheticShare()).isEqualTo(1);
    assertThat(found.synthetic().median()).isZero();
  }

  /** Where originals repeat, repeating one is nothing special. */
  @Test
  void repeatedOriginalsAreNear() {
    List<double[]> original = new ArrayList<>(points(100));
    original.addAll(original.subList(0, 30));
    Closeness found = measure(original, points(130));
    assertThat(found.originals().percent5()).isZero();
    // Thirty pairs of twins among 130 rows.
    assertThat(found.originalShare()).isEqualTo(60.0 / 130);
    assertThat(found.syntheticShare()).isZero();
  }

  /** Beyond 1,000 rows a sample is measured, the same one whatever the order. */
  @Test
  void aSampleOfNewRowsIsAsNearAsOriginalsAre() {
    List<double[]> original = points(5000);
    List<double[]> synthetic = points(5000);
    Closeness found = measure(original, synthetic);
    assertThat(found.synthetic().rows()).isBetween(880, 1120);
    assertThat(Math.abs(found.syntheticShare() - found.originalShare()))
        .isLessThan(3.89 * found.standardError());
    Collections.shuffle(original, random);
    Closeness again = measure(rows(original, 7), rows(synthetic, 5)).orElseThrow();
    assertThat(again.synthetic().rows()).isEqualTo(found.synthetic().rows());
    assertThat(again.synthetic().median()).isCloseTo(found.synthetic().median(), within(1e-12));
    assertThat(again.syntheticShare()).isEqualTo(found.syntheticShare());
  }

  @Test
  void rowsThatMissAValueAreLeftOut() {
    List<Row> some = new ArrayList<>(points(30).stream().map(ClosenessTest::row).toList());
    some.add(RowFactory.create(null, Vectors.dense(1, 2), 3.0, "any"));
    some.add(RowFactory.create(Double.NaN, Vectors.dense(1, 2), 3.0, "any"));
    some.add(RowFactory.create(1.0, null, 3.0, "any"));
    Dataset<Row> rows = SPARK.createDataFrame(some, SCHEMA);
    assertThat(measure(rows, rows).orElseThrow().originals().rows()).isEqualTo(30);
  }

  @Test
  void fewRowsOrConstantOnesAreNotMeasured() {
    assertThat(measure(rows(points(19), 1), rows(points(30), 1))).isEmpty();
    assertThat(measure(rows(points(30), 1), rows(points(19), 1))).isEmpty();
    List<double[]> same = Collections.nCopies(30, point());
    assertThat(measure(rows(same, 2), rows(same, 2))).isEmpty();
  }
}
