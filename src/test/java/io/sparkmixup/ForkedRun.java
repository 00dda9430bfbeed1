package io.sparkmixup;

import io.sparkmixup.io.FileFormat;
import io.sparkmixup.io.FolderSink;
import io.sparkmixup.io.OutputRequest;
import io.sparkmixup.io.Sink;
import io.sparkmixup.io.Staged;
import io.sparkmixup.mixing.MixSums;
import io.sparkmixup.testing.Bits;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Runs in a JVM and with a master of its own; the last lines it prints say what came out.
 * Arguments: the master, whether tasks fail the first time, the output folder.
 */
public final class ForkedRun {

  private ForkedRun() {}

  /** Runs. */
  public static void main(String[] args) throws IOException {
    SparkSession spark =
        SparkSession.builder()
            .master(args[0])
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", "4")
            .getOrCreate();
    spark.sparkContext().setLogLevel("WARN");
    boolean failing = Boolean.parseBoolean(args[1]);
    Dataset<Row> rows =
        spark
            .range(0, 40_000, 1, 5)
            .selectExpr(
                "id",
                "pmod(xxhash64(id), 3) = 0 as label",
                "if(id = 5, null, xxhash64(id, 1) / 1e18) as x",
                "if(id = 50, null, if(id % 10 = 0, 1D, xxhash64(id, 2) / 1e18)) as y");
    Sink sink = FolderSink.of(spark, OutputRequest.of(args[2], FileFormat.PARQUET));
    MixupResult result =
        Mixup.of(failing ? failing(rows, 2) : rows)
            .idColumns("id")
            .label("label")
            .writeTo(failing ? failing(sink) : sink);
    MixSums sums = result.sums();
    System.out.printf(
        "%nplan %s input %s output %s rows %d guests %d lone %d verbatim %d twins %d%n",
        result.plan().input(),
        sums.input(),
        result.verification().orElseThrow().output(),
        sums.rows(),
        sums.guests(),
        sums.lone(),
        sums.verbatim(),
        sums.twins());
    for (SampleRows sample : failing ? List.<SampleRows>of() : SampleRows.ALL_KEYS) {
      Dataset<Row> laid =
          spark
              .createDataFrame(sample.rows(), sample.schema())
              .repartition(spark.sparkContext().defaultParallelism() + 1);
      List<Row> mixed = sample.settings(Mixup.of(laid)).dataset().collectAsList();
      System.out.printf("bits of %s %d%n", sample, Bits.sorted(mixed).hashCode());
    }
    spark.stop();
  }

  /** Fails the first attempt of every task, after some rows went through. */
  private static Dataset<Row> failing(Dataset<Row> rows, int after) {
    MapPartitionsFunction<Row, Row> f = in -> new Failing(in, after);
    return rows.mapPartitions(f, Encoders.row(rows.schema()));
  }

  /** Writes rows whose tasks fail the first time when all of them are made. */
  private static Sink failing(Sink sink) {
    return new Sink() {
      @Override
      public Set<Capability> capabilities() {
        return sink.capabilities();
      }

      @Override
      public void check(StructType schema) throws IOException {
        sink.check(schema);
      }

      @Override
      public Staged stage(Dataset<Row> rows) throws IOException {
        return sink.stage(failing(rows, Integer.MAX_VALUE));
      }
    };
  }

  private static final class Failing implements Iterator<Row> {
    private final Iterator<Row> in;
    private int left;

    Failing(Iterator<Row> in, int after) {
      this.in = in;
      left = after;
    }

    @Override
    public boolean hasNext() {
      boolean more = in.hasNext();
      if (TaskContext.get().attemptNumber() == 0 && (left == 0 || !more)) {
        throw new IllegalStateException("the first attempt fails on purpose");
      }
      return more;
    }

    @Override
    public Row next() {
      left--;
      return in.next();
    }
  }
}
