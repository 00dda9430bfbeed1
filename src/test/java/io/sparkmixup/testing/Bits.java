package io.sparkmixup.testing;

import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Collected values as text that is equal exactly where their types and bits are. */
public final class Bits {

  private Bits() {}

  /** The text of a value out of a row. */
  public static String of(Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Double d) {
      return "double " + Long.toHexString(Double.doubleToRawLongBits(d));
    }
    if (value instanceof Float f) {
      return "float " + Integer.toHexString(Float.floatToRawIntBits(f));
    }
    if (value instanceof byte[] bytes) {
      return "bytes " + HexFormat.of().formatHex(bytes);
    }
    if (value instanceof DenseVector v) {
      return "dense " + IntStream.range(0, v.size()).mapToObj(i -> of(v.apply(i))).toList();
    }
    if (value instanceof SparseVector v) {
      return "sparse "
          + v.size()
          + IntStream.range(0, v.indices().length)
              .mapToObj(i -> v.indices()[i] + " " + of(v.values()[i]))
              .toList();
    }
    if (value instanceof Row row) {
      return IntStream.range(0, row.length())
          .mapToObj(i -> of(row.get(i)))
          .collect(Collectors.joining(", ", "(", ")"));
    }
    if (value instanceof scala.collection.Map) {
      TreeMap<String, String> entries = new TreeMap<>();
      RowFactory.create(value).getJavaMap(0).forEach((k, v) -> entries.put(of(k), of(v)));
      return "map " + entries;
    }
    if (value instanceof scala.collection.Seq) {
      List<Object> elements = RowFactory.create(value).getList(0);
      return elements.stream().map(Bits::of).collect(Collectors.joining(", ", "[", "]"));
    }
    return value.getClass().getSimpleName() + " " + value;
  }

  /** The texts of rows, sorted: equal where the rows are equal as multisets. */
  public static List<String> sorted(List<Row> rows) {
    return rows.stream().map(Bits::of).sorted().toList();
  }
}
