package io.sparkmixup.benchmark;

import io.sparkmixup.moments.Moments;
import io.sparkmixup.moments.MomentsAggregator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.linalg.Matrix;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.linalg.distributed.RowMatrix;
import org.apache.spark.storage.StorageLevel;

/** The covariance matrix of rows in memory, against Spark MLlib on the same rows. */
final class CachedCovariance {

  /** Rows of the usual input for one of these, by columns: some seconds each. */
  private static final int[] COLUMNS = {30, 200, 1000};

  private static final double[] SHARES = {1, 0.15, 0.02};
  private static final double[] AIMS = {2.5, 4, 5};

  private CachedCovariance() {}

  static void measure(Bench bench) throws IOException {
    bench.report().heading("Covariance of cached rows");
    bench.report().line("Rows of an RDD of dense vectors, cached in memory.");
    Timings timings = new Timings();
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < COLUMNS.length; i++) {
      int d = COLUMNS[i];
      int perPartition = (int) Math.max(2, bench.rows() * SHARES[i] / Inputs.PARTITIONS);
      JavaRDD<Vector> rows = cached(bench, perPartition, d);
      String size = String.format(Locale.ROOT, "%,d x %d", rows.count(), d);
      String ours = "ours, " + size;
      String theirs = "`RowMatrix.computeCovariance`, " + size;
      timings.addAll(
          bench
              .timer()
              .time(
                  List.of(
                      Contender.of(ours, output -> ours(rows, d)),
                      Contender.of(theirs, output -> theirs(rows)))));
      requireAgreement(rows, d);
      rows.unpersist(true);
      comparisons.add(Comparison.base(ours));
      comparisons.add(Comparison.atLeast(AIMS[i], theirs, ours));
    }
    bench.report().comparisons(timings, comparisons);
  }

  private static JavaRDD<Vector> cached(Bench bench, int perPartition, int d) {
    List<Integer> seeds = new ArrayList<>();
    for (int seed = 1; seed <= Inputs.PARTITIONS; seed++) {
      seeds.add(seed);
    }
    return JavaSparkContext.fromSparkContext(bench.spark().sparkContext())
        .parallelize(seeds, seeds.size())
        .flatMap(
            seed -> {
              Random random = new Random(seed);
              return random
                  .ints(perPartition)
                  .mapToObj(i -> Vectors.dense(random.doubles(d).toArray()))
                  .iterator();
            })
        .persist(StorageLevel.MEMORY_ONLY());
  }

  /** All entries, since theirs are computed, too. */
  private static double[][] ours(JavaRDD<Vector> rows, int d) {
    // A dense vector gives its own array.
    Moments moments = MomentsAggregator.of(rows.map(Vector::toArray), d);
    double[][] covariances = new double[d][d];
    for (int j = 0; j < d; j++) {
      for (int k = 0; k < d; k++) {
        covariances[j][k] = moments.sampleCovariance(j, k);
      }
    }
    return covariances;
  }

  private static Matrix theirs(JavaRDD<Vector> rows) {
    return new RowMatrix(rows.rdd()).computeCovariance();
  }

  private static void requireAgreement(JavaRDD<Vector> rows, int d) {
    double[][] ours = ours(rows, d);
    Matrix theirs = theirs(rows);
    for (int j = 0; j < d; j++) {
      for (int k = 0; k < d; k++) {
        if (!(Math.abs(ours[j][k] - theirs.apply(j, k)) < 1e-9)) {
          throw new IllegalStateException(
              "covariance (" + j + ", " + k + "): " + ours[j][k] + ", not " + theirs.apply(j, k));
        }
      }
    }
  }
}
