package io.sparkmixup.similarity;

import io.sparkmixup.rows.Blob;
import io.sparkmixup.rows.SqlNames;
import io.sparkmixup.similarity.ComparedColumns.Compared;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * Counts the values of columns on both sides, however many there are: Spark groups them, and what
 * comes out is summed as it passes. Mergeable.
 */
final class Counting implements Partial<Counting> {

  private static final long serialVersionUID = 1L;

  private final ValueCounts[] columns;

  private Counting(ValueCounts[] columns) {
    this.columns = columns;
  }

  /**
   * Counts the values of the columns that are to be counted; one job.
   *
   * @param totals of each of them
   */
  static Counting of(
      Dataset<Row> original,
      Dataset<Row> synthetic,
      ComparedColumns compared,
      ValueCounts.Totals[] totals) {
    List<Compared> counted = compared.counted();
    ValueCounts.Hashed[] hashed =
        counted.stream().map(c -> hashed(c, original.schema())).toArray(ValueCounts.Hashed[]::new);
    MapPartitionsFunction<Row, byte[]> sum =
        rows -> List.of(Blob.write(of(rows, totals, hashed))).iterator();
    Dataset<byte[]> parts =
        values(original, counted, true)
            .union(values(synthetic, counted, false))
            .groupBy("c", "v")
            .agg(functions.sum("before").as("before"), functions.sum("after").as("after"))
            .mapPartitions(sum, Encoders.BINARY());
    return Partial.sum(parts.javaRDD(), Counting.class, empty(totals, hashed));
  }

  private static ValueCounts.Hashed hashed(Compared column, StructType schema) {
    if (column.kind().isNumber()) {
      return ValueCounts.Hashed.NOTHING;
    }
    return schema.apply(column.name()).dataType() instanceof StringType
        ? ValueCounts.Hashed.TEXT
        : ValueCounts.Hashed.WHOLE_NUMBER;
  }

  private static Counting empty(ValueCounts.Totals[] totals, ValueCounts.Hashed[] hashed) {
    return new Counting(
        IntStream.range(0, hashed.length)
            .mapToObj(i -> new ValueCounts(totals[i], hashed[i]))
            .toArray(ValueCounts[]::new));
  }

  private static Counting of(
      Iterator<Row> rows, ValueCounts.Totals[] totals, ValueCounts.Hashed[] hashed) {
    Counting part = empty(totals, hashed);
    while (rows.hasNext()) {
      Row row = rows.next();
      part.columns[row.getInt(0)].accept((byte[]) row.get(1), row.getLong(2), row.getLong(3));
    }
    return part;
  }

  /** A row for each value: its column, its bytes, one row before or after. */
  private static Dataset<Row> values(Dataset<Row> rows, List<Compared> counted, boolean before) {
    Column[] values = new Column[counted.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          functions.struct(
              functions.lit(i).as("c"),
              functions
                  .col(SqlNames.quote(counted.get(i).name()))
                  .cast("string")
                  .cast("binary")
                  .as("v"));
    }
    return rows.select(functions.explode(functions.array(values)).as("e"))
        .select(
            functions.col("e.c"),
            functions.col("e.v"),
            functions.lit(before ? 1L : 0L).as("before"),
            functions.lit(before ? 0L : 1L).as("after"));
  }

  @Override
  public void combine(Counting other) {
    for (int i = 0; i < columns.length; i++) {
      columns[i].combine(other.columns[i]);
    }
  }

  /** The {@code i}-th column that is counted. */
  ValueCounts column(int i) {
    return columns[i];
  }
}
