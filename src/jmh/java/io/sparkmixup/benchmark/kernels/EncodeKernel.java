package io.sparkmixup.benchmark.kernels;

import io.sparkmixup.rows.RowCodec;
import io.sparkmixup.rows.RowShape;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The encoding of one decoded row: a long id in a section of its own, then everything else. */
@State(Scope.Thread)
public class EncodeKernel {

  private static final byte[] TEXT = "a value".getBytes(StandardCharsets.UTF_8);

  /** Columns of doubles, ints and strings. */
  @Param({"30/0/0", "10/5/6"})
  public String columns;

  private RowCodec.Encoder encoder;
  private Row row;

  @Setup
  public void makeRow() {
    RowShape shape = RowShape.of(schema());
    int[] others = IntStream.range(1, shape.columns()).toArray();
    encoder = new RowCodec(shape, new int[][] {{0}, others}).encoder();
    Object[] values = new Object[shape.columns()];
    for (int c = 0; c < values.length; c++) {
      values[c] =
          switch (shape.lane(c)) {
            case DOUBLE -> Math.sqrt(c);
            case LONG -> (long) c;
            default -> TEXT;
          };
    }
    row = RowFactory.create(values);
  }

  private StructType schema() {
    StructType schema = new StructType().add("id", "bigint");
    String[] types = {"double", "int", "string"};
    String[] counts = columns.split("/", -1);
    for (int t = 0; t < types.length; t++) {
      for (int i = 0; i < Integer.parseInt(counts[t]); i++) {
        schema = schema.add(types[t] + i, types[t]);
      }
    }
    return schema;
  }

  @Benchmark
  public int encode() {
    encoder.encode(row);
    return encoder.size();
  }
}
