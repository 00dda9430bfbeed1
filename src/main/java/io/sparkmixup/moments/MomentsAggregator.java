package io.sparkmixup.moments;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Aggregator;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;

/**
 * {@link Moments} on Spark: as an aggregate function on a column of {@code array<double>},
 *
 * <pre>{@code
 * spark.udf().register("moments", MomentsAggregator.udaf());
 * spark.sql("SELECT species, moments(array(length, width)).covariance FROM iris GROUP BY species");
 * }</pre>
 *
 * and over whole datasets ({@link #of}). Null elements and NaN are missing values, null arrays are
 * left out and not counted, arrays of different lengths are refused. A group without arrays has
 * count 0 and empty arrays.
 */
public final class MomentsAggregator
    extends Aggregator<MomentsAggregator.Values, MomentsAggregator.Buffer, MomentsSummary> {

  private static final long serialVersionUID = 1L;

  private static final String DESCRIPTION = "spark.job.description";

  /** Returns the aggregate function. */
  public static UserDefinedFunction udaf() {
    return functions.udaf(new MomentsAggregator(), Encoders.bean(Values.class));
  }

  /**
   * Returns the moments of numeric columns, in the order given, nulls as missing values. One job;
   * partial results are merged in a tree on the executors, and only few of them reach the driver.
   */
  public static Moments of(Dataset<?> dataset, String... columns) {
    Column[] doubles =
        Stream.of(columns).map(c -> dataset.col(c).cast("double")).toArray(Column[]::new);
    int d = columns.length;
    return of(dataset.select(doubles).javaRDD().map(row -> toArray(row, d)), d);
  }

  /** Returns the moments of rows of d values, as {@link #of(Dataset, String...)} does. */
  public static Moments of(JavaRDD<double[]> rows, int d) {
    Moments none = Moments.create(d);
    if (rows.getNumPartitions() == 0) {
      return none;
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(rows.context());
    String before = context.getLocalProperty(DESCRIPTION);
    context.setLocalProperty(DESCRIPTION, "Moments of " + d + " columns");
    try {
      // Bytes, so that it does not matter which serializer the user chose for shuffled objects.
      return Moments.fromBytes(
          rows.mapPartitions(part -> List.of(sum(part, d).toBytes()).iterator())
              .treeReduce((a, b) -> Moments.fromBytes(a).combine(Moments.fromBytes(b)).toBytes()));
    } finally {
      context.setLocalProperty(DESCRIPTION, before);
    }
  }

  @Override
  public Buffer zero() {
    return new Buffer();
  }

  @Override
  public Buffer reduce(Buffer buffer, Values row) {
    if (row.values != null) {
      buffer.accept(row.values);
    }
    return buffer;
  }

  @Override
  public Buffer merge(Buffer a, Buffer b) {
    if (a.moments == null) {
      return b;
    }
    if (b.moments != null) {
      a.moments.combine(b.moments);
    }
    return a;
  }

  @Override
  public MomentsSummary finish(Buffer buffer) {
    return buffer.moments == null ? new MomentsSummary() : MomentsSummary.of(buffer.moments);
  }

  @Override
  public Encoder<Buffer> bufferEncoder() {
    return Encoders.bean(Buffer.class);
  }

  @Override
  public Encoder<MomentsSummary> outputEncoder() {
    return Encoders.bean(MomentsSummary.class);
  }

  private static Moments sum(Iterator<double[]> rows, int d) {
    Moments moments = Moments.create(d);
    rows.forEachRemaining(moments::accept);
    return moments;
  }

  private static double[] toArray(Row row, int d) {
    double[] values = new double[d];
    for (int j = 0; j < d; j++) {
      values[j] = row.isNullAt(j) ? Double.NaN : row.getDouble(j);
    }
    return values;
  }

  /**
   * The function's argument. Boxed, since Spark reads the null elements of an array as zeros where
   * the bean has a {@code double[]}.
   */
  public static final class Values {

    private Double[] values;

    /** Returns the values of one row. */
    public Double[] getValues() {
      return values;
    }

    /** Sets the values of one row. */
    public void setValues(Double[] values) {
      this.values = values;
    }
  }

  /**
   * Moments on their way: between rows Spark keeps the object, and asks for its one property, the
   * bytes, only when a partial result leaves the task.
   */
  public static final class Buffer {

    private Moments moments;

    private void accept(Double[] values) {
      double[] row = new double[values.length];
      for (int j = 0; j < row.length; j++) {
        row[j] = values[j] == null ? Double.NaN : values[j];
      }
      if (moments == null) {
        moments = Moments.create(row.length);
      }
      moments.accept(row);
    }

    /** Returns the moments' bytes, null before the first row. */
    public byte[] getPartial() {
      return moments == null ? null : moments.toBytes();
    }

    /** Sets the moments' bytes, null for none. */
    public void setPartial(byte[] partial) {
      moments = partial == null ? null : Moments.fromBytes(partial);
    }
  }
}
