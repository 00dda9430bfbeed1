package io.sparkmixup.utility;

import io.sparkmixup.io.Jobs;
import io.sparkmixup.moments.ColumnMoments;
import io.sparkmixup.plan.Dimensions;
import io.sparkmixup.rows.Blob;
import io.sparkmixup.rows.RowShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How near synthetic rows come to the originals. With s_k the standard deviation of column k in the
 * original, the distance of two rows is
 *
 * <pre>
 *    sqrt( sum_k ((x_k - y_k) / s_k)^2 )
 * </pre>
 *
 * over the components that vary; rows that miss one have no distance. A sample of synthetic rows is
 * measured to the closest original, a sample of originals to the closest <em>other</em> original,
 * all of the originals being looked at. A synthetic row is <em>near-verbatim</em> when its distance
 * is no larger than the 5 % quantile of those of the originals. Of new rows of the same law as many
 * would be near-verbatim as of the originals themselves, 5 % where distances do not repeat.
 *
 * <p>This is no guarantee of privacy: a row can be far by this measure and still tell about a
 * person.
 *
 * @param columns those that are compared
 * @param components how many numbers of them vary, 1,000 at the most
 * @param originals distances of originals to their closest other original
 * @param synthetic distances of synthetic rows to their closest original
 * @param originalShare the share of originals whose distance is at or below their 5 % quantile
 * @param syntheticShare the share of near-verbatim rows
 * @param standardError of the difference of the two shares
 */
public record Closeness(
    List<String> columns,
    int components,
    Distances originals,
    Distances synthetic,
    double originalShare,
    double syntheticShare,
    double standardError) {

  /** About so many rows of each side are measured. */
  private static final int SAMPLE = 1000;

  /** Of fewer rows the 5 % quantile is the smallest one. */
  private static final int FEWEST = 20;

  /**
   * Quantiles of distances: the smallest distance that at least that share of the rows keeps.
   *
   * @param rows how many were measured
   */
  public record Distances(int rows, double percent1, double percent5, double median) {

    static Distances of(double[] sorted) {
      return new Distances(
          sorted.length, quantile(sorted, 0.01), quantile(sorted, 0.05), quantile(sorted, 0.5));
    }

    private static double quantile(double[] sorted, double share) {
      return sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)];
    }
  }

  /**
   * Measures it: two scans of the original, and one shuffle of each side.
   *
   * @param columns of numbers
   * @param rows how many rows the original and the other side have
   * @return nothing where no column varies, or fewer than 20 rows of a side hold all of them
   */
  static Optional<Closeness> of(
      Dataset<Row> original, Dataset<Row> synthetic, List<String> columns, long[] rows) {
    Fields fields = new Fields(original.schema(), columns, List.of());
    SparkSession spark = original.sparkSession();
    ColumnMoments moments =
        Jobs.describe(
            spark, "spark-mixup: spreads of the original", () -> moments(original, fields));
    int[] varying =
        IntStream.range(0, moments.dimension())
            .filter(k -> moments.variance(k) > 0)
            .limit(Dimensions.LIMIT)
            .toArray();
    double[] spreads =
        Arrays.stream(varying).mapToDouble(k -> Math.sqrt(moments.variance(k))).toArray();
    List<double[]> points = new ArrayList<>();
    int originals = add(points, original, fields, moments.dimension(), rows[0]);
    int others = add(points, synthetic, fields, moments.dimension(), rows[1]);
    if (varying.length == 0 || originals < FEWEST || others < FEWEST) {
      return Optional.empty();
    }
    double[][] scaled =
        points.stream().map(p -> scaled(p, varying, spreads)).toArray(double[][]::new);
    Closest closest =
        Jobs.describe(
            spark,
            "spark-mixup: distances to the closest original",
            () -> scan(original, fields, scaled, varying, spreads));
    double[] between =
        IntStream.range(0, originals).mapToDouble(closest::closestOther).sorted().toArray();
    double[] from =
        IntStream.range(originals, scaled.length).mapToDouble(closest::closest).sorted().toArray();
    return Optional.of(of(columns, varying.length, between, from));
  }

  private static Closeness of(
      List<String> columns, int components, double[] between, double[] from) {
    Distances originals = Distances.of(between);
    double expected = share(between, originals.percent5());
    double found = share(from, originals.percent5());
    double variance =
        expected * (1 - expected) / between.length + found * (1 - found) / from.length;
    return new Closeness(
        columns, components, originals, Distances.of(from), expected, found, Math.sqrt(variance));
  }

  private static double share(double[] distances, double most) {
    return (double) Arrays.stream(distances).filter(d -> d <= most).count() / distances.length;
  }

  private static double[] scaled(double[] row, int[] varying, double[] spreads) {
    double[] result = new double[varying.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = row[varying[i]] / spreads[i];
    }
    return result;
  }

  private static ColumnMoments moments(Dataset<Row> rows, Fields fields) {
    RowShape.PartitionFunction<byte[]> scan =
        decoded -> {
          Fields.Reader reader = fields.reader();
          ColumnMoments moments = new ColumnMoments(0);
          while (decoded.hasNext()) {
            double[] numbers = reader.read(decoded.next()).allNumbers();
            if (numbers != null) {
              moments.ensureDimension(numbers.length);
              moments.accept(numbers);
            }
          }
          return List.of(Blob.write(moments)).iterator();
        };
    JavaRDD<byte[]> parts = fields.decode(rows, scan, Encoders.BINARY()).javaRDD();
    return Blob.read(
        parts.treeReduce(
            (a, b) -> {
              ColumnMoments sum = Blob.read(a, ColumnMoments.class);
              sum.combine(Blob.read(b, ColumnMoments.class));
              return Blob.write(sum);
            }),
        ColumnMoments.class);
  }

  /** Adds a sample of the rows; returns how many. */
  private static int add(
      List<double[]> points, Dataset<Row> rows, Fields fields, int size, long count) {
    double share = (double) SAMPLE / count;
    MapPartitionsFunction<Row, byte[]> take =
        in -> {
          Fields.Reader reader = fields.reader();
          Draw draw = new Draw();
          List<byte[]> taken = new ArrayList<>();
          while (in.hasNext()) {
            Row row = in.next();
            byte[] bytes = row.getAs(0);
            double[] numbers = reader.read(bytes).allNumbers();
            draw.of(bytes);
            for (long n = 0; numbers != null && numbers.length == size && n < row.getLong(1); n++) {
              if (draw.copy(n).takes(Draw.Purpose.NEAR, share)) {
                taken.add(Blob.write(numbers));
              }
            }
          }
          return taken.iterator();
        };
    List<byte[]> sample =
        Jobs.describe(
            rows.sparkSession(),
            "spark-mixup: a sample of rows to measure distances of",
            () ->
                Drawn.counted(fields.encoded(rows))
                    .mapPartitions(take, Encoders.BINARY())
                    .collectAsList());
    sample.forEach(b -> points.add(Blob.read(b, double[].class)));
    return sample.size();
  }

  private static Closest scan(
      Dataset<Row> original, Fields fields, double[][] points, int[] varying, double[] spreads) {
    RowShape.PartitionFunction<byte[]> scan =
        decoded -> {
          Fields.Reader reader = fields.reader();
          Closest closest = new Closest(points.length);
          while (decoded.hasNext()) {
            double[] numbers = reader.read(decoded.next()).allNumbers();
            if (numbers != null) {
              closest.accept(scaled(numbers, varying, spreads), points);
            }
          }
          return List.of(Blob.write(closest)).iterator();
        };
    JavaRDD<byte[]> parts = fields.decode(original, scan, Encoders.BINARY()).javaRDD();
    return Blob.read(
        parts.treeReduce(
            (a, b) -> {
              Closest both = Blob.read(a, Closest.class);
              both.combine(Blob.read(b, Closest.class));
              return Blob.write(both);
            }),
        Closest.class);
  }
}
