package io.sparkmixup.utility;

import io.sparkmixup.plan.ColumnPlan;
import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.plan.KeySource;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.MixedValues;
import io.sparkmixup.plan.Role;
import io.sparkmixup.rows.Iterators;
import io.sparkmixup.rows.Lane;
import io.sparkmixup.rows.RowCodec;
import io.sparkmixup.rows.RowShape;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Some columns of rows in their canonical encoding: columns of numbers (vectors and arrays of them
 * too), and columns of words. Equal rows have equal bytes, on every Spark, whatever read them.
 */
final class Fields implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Layout layout;
  private final int numbers;
  private final int[] words;

  /**
   * @param schema of the rows; on either side columns may be nullable that are not on the other
   * @param numbers columns of numbers, in the schema's order
   * @param words columns that are read as words
   */
  Fields(StructType schema, List<String> numbers, List<String> words) {
    StructType nullable =
        new StructType(
            Arrays.stream(schema.fields())
                .map(f -> new StructField(f.name(), f.dataType(), true, f.metadata()))
                .toArray(StructField[]::new));
    List<ColumnPlan> columns =
        Arrays.stream(nullable.fields())
            .map(
                f ->
                    new ColumnPlan(
                        f.name(),
                        f.dataType().catalogString(),
                        numbers.contains(f.name())
                            ? Role.MIXED
                            : words.contains(f.name()) ? Role.CARRIED : Role.DROPPED,
                        ""))
            .toList();
    layout =
        Layout.of(
            nullable, new ColumnRoles(columns, List.of(), Optional.empty()), KeySource.WHOLE_ROW);
    this.numbers = numbers.size();
    this.words = words.stream().mapToInt(layout.shape().schema()::fieldIndex).toArray();
  }

  /** How many columns of numbers there are. */
  int numbers() {
    return numbers;
  }

  /** How many columns of words there are. */
  int words() {
    return words.length;
  }

  /** The rows as bytes. */
  Dataset<byte[]> encoded(Dataset<Row> rows) {
    RowShape.PartitionFunction<byte[]> encode =
        decoded -> {
          Reader reader = new Reader();
          return Iterators.map(decoded, reader::encode);
        };
    return decode(rows, encode, Encoders.BINARY());
  }

  Reader reader() {
    return new Reader();
  }

  <T> Dataset<T> decode(
      Dataset<Row> rows, RowShape.PartitionFunction<T> function, Encoder<T> encoder) {
    return layout.shape().decode(rows, function, encoder);
  }

  /** Reads one row after the other. */
  final class Reader {
    private final RowCodec.Encoder encoder = layout.codec().encoder();
    private final RowCodec.Locator locator = layout.codec().locator();
    private final MixedValues values = new MixedValues(layout);
    private byte[] bytes;
    private int[] offsets;

    private byte[] encode(Row row) {
      return Arrays.copyOf(encoder.encode(row), encoder.size());
    }

    /** Moves to an encoded row. */
    Reader read(byte[] row) {
      bytes = row;
      offsets = locator.locate(row, 0);
      return this;
    }

    /** Moves to a decoded row. */
    Reader read(Row row) {
      return read(encoder.encode(row));
    }

    /** The i-th column of numbers: one, or the elements of a vector; null where it is missing. */
    double[] numbers(int i) {
      if (!values.isScalar(i)) {
        return values.components(bytes, offsets, i);
      }
      double value = values.scalar(bytes, offsets, i);
      return Double.isNaN(value) ? null : new double[] {value};
    }

    /** All columns of numbers one after the other; null where one is missing or not finite. */
    double[] allNumbers() {
      double[] all = {};
      for (int i = 0; i < numbers; i++) {
        double[] some = numbers(i);
        if (some == null || !Arrays.stream(some).allMatch(Double::isFinite)) {
          return null;
        }
        int before = all.length;
        all = Arrays.copyOf(all, before + some.length);
        System.arraycopy(some, 0, all, before, some.length);
      }
      return all;
    }

    /** The i-th column of words; null where it is missing. */
    String word(int i) {
      int at = offsets[words[i]];
      if (at < 0) {
        return null;
      }
      if (layout.shape().lane(words[i]) == Lane.BYTES) {
        return new String(bytes, at, RowCodec.length(bytes, at), StandardCharsets.UTF_8);
      }
      long value = RowCodec.getLong(bytes, at);
      boolean isBoolean = layout.shape().schema().apply(words[i]).dataType() instanceof BooleanType;
      return isBoolean ? String.valueOf(value == 1) : String.valueOf(value);
    }
  }
}
