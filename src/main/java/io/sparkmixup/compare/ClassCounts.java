package io.sparkmixup.compare;

import io.sparkmixup.io.Jobs;
import io.sparkmixup.plan.ClassName;
import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.plan.KeySource;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.rows.Iterators;
import io.sparkmixup.rows.Murmur3;
import io.sparkmixup.rows.RowCodec;
import io.sparkmixup.rows.RowShape;
import io.sparkmixup.survey.Survey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Counts the classes of two samples where not all of them are listed. Each question is one job,
 * that reads labels alone.
 *
 * @param original hashes of its classes, each with so many rows {@code before}
 * @param synthetic its rows
 */
record ClassCounts(Supplier<Dataset<Row>> original, Dataset<Row> synthetic, ColumnRoles roles)
    implements ClassShares.Counting {

  /** So many invented classes are named at the most. */
  private static final int NAMED = 100;

  /** How long a hash is. */
  private static final int BYTES = 16;

  private static final byte[] NONE = {};

  /** Of rows. */
  static ClassCounts of(Dataset<Row> original, Dataset<Row> synthetic, ColumnRoles roles) {
    return new ClassCounts(
        () -> labels(original, roles, false).selectExpr("label as hash", "1L as before"),
        synthetic,
        roles);
  }

  /** Of synthetic rows beside an original whose classes are known. */
  static ClassCounts of(
      List<Survey.ClassSize> original, Dataset<Row> synthetic, ColumnRoles roles) {
    StructType schema =
        new StructType().add("hash", DataTypes.BinaryType).add("before", DataTypes.LongType);
    List<Row> rows =
        original.stream()
            .map(c -> RowFactory.create(hash(c.high(), c.low()).array(), c.rows()))
            .toList();
    return new ClassCounts(
        () -> synthetic.sparkSession().createDataFrame(rows, schema), synthetic, roles);
  }

  @Override
  public ClassTable table() {
    return Jobs.describe(
        synthetic.sparkSession(),
        "spark-mixup: counting classes",
        () ->
            new ClassTable(
                original
                    .get()
                    .selectExpr("hash", "before", "0L as after")
                    .union(
                        labels(synthetic, roles, false)
                            .selectExpr("label as hash", "0L as before", "1L as after"))
                    .groupBy("hash")
                    .agg(functions.sum("before").as("before"), functions.sum("after").as("after"))
                    .groupBy("before", "after")
                    .count()
                    .collectAsList()
                    .stream()
                    .map(row -> new ClassTable.Cell(row.getLong(0), row.getLong(1), row.getLong(2)))
                    // Sums of doubles over them come out the same however they were found.
                    .sorted(
                        Comparator.comparingLong(ClassTable.Cell::original)
                            .thenComparingLong(ClassTable.Cell::synthetic))
                    .toList()));
  }

  @Override
  public List<Comparison.ClassShare> invented() {
    Dataset<Row> named =
        labels(synthetic, roles, true)
            .selectExpr(
                "substring(label, 1, " + BYTES + ") as hash",
                "string(substring(label, " + (BYTES + 1) + ")) as name");
    Dataset<Row> known = original.get().select("hash").distinct();
    return Jobs.describe(
        synthetic.sparkSession(),
        "spark-mixup: naming classes that the original does not have",
        () ->
            named
                .groupBy("hash", "name")
                .count()
                .join(known, named.col("hash").equalTo(known.col("hash")), "left_anti")
                .orderBy(functions.desc("count"), functions.col("hash"))
                .limit(NAMED)
                .collectAsList()
                .stream()
                .map(row -> new Comparison.ClassShare(row.getString(1), 0, row.getLong(2)))
                .toList());
  }

  private static ByteBuffer hash(long high, long low) {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low);
  }

  /**
   * The hash of each row's class, and after it the name, if that is asked for; nothing but the
   * label is decoded.
   */
  private static Dataset<Row> labels(Dataset<Row> rows, ColumnRoles roles, boolean named) {
    String label = roles.classLabel().orElseThrow();
    ColumnRoles own = roles.only(c -> c.name().equals(label));
    Layout layout = Layout.of(rows.schema(), own, KeySource.WHOLE_ROW);
    RowShape.PartitionFunction<byte[]> scan = decoded -> labels(decoded, layout, named);
    return layout.shape().decode(rows, scan, Encoders.BINARY()).toDF("label");
  }

  private static Iterator<byte[]> labels(Iterator<Row> rows, Layout layout, boolean named) {
    RowCodec.Encoder encoder = layout.codec().encoder();
    RowCodec.Locator locator = layout.codec().locator();
    Murmur3 hash = new Murmur3();
    return Iterators.map(
        rows,
        row -> {
          byte[] encoded = encoder.encode(row);
          int at = locator.locate(encoded, 0)[layout.label()];
          ClassName.hash(layout, encoded, at, hash);
          byte[] name =
              named ? ClassName.of(layout, encoded, at).getBytes(StandardCharsets.UTF_8) : NONE;
          return ByteBuffer.allocate(BYTES + name.length)
              .putLong(hash.high())
              .putLong(hash.low())
              .put(name)
              .array();
        });
  }
}
