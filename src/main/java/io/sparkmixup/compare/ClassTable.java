package io.sparkmixup.compare;

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
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How many classes there are with so many rows in the original and so many among the synthetic
 * rows: of all classes that either side has, however many they are. There are fewer such pairs of
 * numbers than the two thirds power of the rows.
 */
record ClassTable(List<Cell> cells) {

  /** So many classes have this many rows on each side. */
  record Cell(long original, long synthetic, long classes) {

    /** Rows of one such class. */
    double rows() {
      return (double) original + synthetic;
    }
  }

  /** Of classes that are known one by one. */
  static ClassTable of(List<Comparison.ClassShare> shares) {
    return new ClassTable(
        shares.stream()
            .filter(s -> s.original() > 0 || s.synthetic() > 0)
            .map(s -> new Cell(s.original(), s.synthetic(), 1))
            .toList());
  }

  /** Counts the classes of both sides: one job, that reads their labels once. */
  static ClassTable of(Dataset<Row> original, Dataset<Row> synthetic, ColumnRoles roles) {
    return of(
        hashes(original, roles).selectExpr("hash", "1L as before", "0L as after"),
        hashes(synthetic, roles));
  }

  /** Counts the classes of synthetic rows beside the original's, which are known. */
  static ClassTable of(List<Survey.ClassSize> original, Dataset<Row> synthetic, ColumnRoles roles) {
    StructType schema =
        new StructType()
            .add("hash", DataTypes.BinaryType)
            .add("before", DataTypes.LongType)
            .add("after", DataTypes.LongType);
    List<Row> rows =
        original.stream()
            .map(c -> RowFactory.create(bytes(c.high(), c.low()), c.rows(), 0L))
            .toList();
    return of(synthetic.sparkSession().createDataFrame(rows, schema), hashes(synthetic, roles));
  }

  private static ClassTable of(Dataset<Row> before, Dataset<Row> after) {
    List<Cell> cells =
        before
            .union(after.selectExpr("hash", "0L as before", "1L as after"))
            .groupBy("hash")
            .agg(functions.sum("before").as("before"), functions.sum("after").as("after"))
            .groupBy("before", "after")
            .count()
            .collectAsList()
            .stream()
            .map(row -> new Cell(row.getLong(0), row.getLong(1), row.getLong(2)))
            // Sums of doubles over them come out the same however they were found.
            .sorted(Comparator.comparingLong(Cell::original).thenComparingLong(Cell::synthetic))
            .toList();
    return new ClassTable(cells);
  }

  double originalRows() {
    return sum(Cell::original);
  }

  double syntheticRows() {
    return sum(Cell::synthetic);
  }

  /** The sum of a number over all classes. */
  double sum(ToDoubleFunction<Cell> ofOne) {
    return cells.stream().mapToDouble(c -> c.classes() * ofOne.applyAsDouble(c)).sum();
  }

  private static byte[] bytes(long high, long low) {
    return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }

  /** The hash of each row's class; nothing but the label is decoded. */
  private static Dataset<Row> hashes(Dataset<Row> rows, ColumnRoles roles) {
    String label = roles.classLabel().orElseThrow();
    ColumnRoles own = roles.only(c -> c.name().equals(label));
    Layout layout = Layout.of(rows.schema(), own, KeySource.WHOLE_ROW);
    RowShape.PartitionFunction<byte[]> scan = decoded -> hashes(decoded, layout);
    return layout.shape().decode(rows, scan, Encoders.BINARY()).toDF("hash");
  }

  private static Iterator<byte[]> hashes(Iterator<Row> rows, Layout layout) {
    RowCodec.Encoder encoder = layout.codec().encoder();
    RowCodec.Locator locator = layout.codec().locator();
    Murmur3 hash = new Murmur3();
    return Iterators.map(
        rows,
        row -> {
          byte[] encoded = encoder.encode(row);
          ClassName.hash(layout, encoded, locator.locate(encoded, 0)[layout.label()], hash);
          return bytes(hash.high(), hash.low());
        });
  }
}
