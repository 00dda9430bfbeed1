package io.sparkmixup.pairing;

import io.sparkmixup.rows.Murmur3;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Numbers equal rows where there are many: groups them by their bytes, and deals out the ordinals
 * in blocks that are shuffled, so that no task expands all duplicates of one row.
 */
final class Numbering {

  private static final int BLOCK = 1024;

  private Numbering() {}

  /** Some duplicates of one row: ordinals from {@code first}. A bean for Spark. */
  public static final class Run {
    private long spread;
    private long first;
    private int length;
    private byte[] row = {};

    /** What the runs are shuffled by. */
    public long getSpread() {
      return spread;
    }

    public void setSpread(long spread) {
      this.spread = spread;
    }

    public long getFirst() {
      return first;
    }

    public void setFirst(long first) {
      this.first = first;
    }

    public int getLength() {
      return length;
    }

    public void setLength(int length) {
      this.length = length;
    }

    public byte[] getRow() {
      return row;
    }

    public void setRow(byte[] row) {
      this.row = row;
    }
  }

  /** The runs of equal rows, spread over the given number of partitions. */
  static Dataset<Run> runs(Dataset<byte[]> rows, int partitions) {
    FlatMapFunction<Row, Run> split = Numbering::split;
    return rows.toDF("row")
        .groupBy("row")
        .agg(functions.count(functions.lit(1)).as("copies"))
        .flatMap(split, Encoders.bean(Run.class))
        .repartition(partitions, functions.col("spread"));
  }

  private static Iterator<Run> split(Row group) {
    byte[] row = group.getAs(0);
    long copies = group.getLong(1);
    Murmur3 hash = new Murmur3();
    hash.hash(row, 0, row.length, 0, 0);
    return new Iterator<>() {
      private long first;

      @Override
      public boolean hasNext() {
        return first < copies;
      }

      @Override
      public Run next() {
        Run run = new Run();
        run.setSpread(Murmur3.mix(hash.high() + first));
        run.setFirst(first);
        run.setLength((int) Math.min(BLOCK, copies - first));
        run.setRow(row);
        first += BLOCK;
        return run;
      }
    };
  }
}
