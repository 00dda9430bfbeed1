package io.sparkmixup.similarity;

import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.MixedValues;
import io.sparkmixup.rows.Lane;
import io.sparkmixup.rows.Murmur3;
import io.sparkmixup.rows.RowCodec;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/** The compared columns of one partition, row by row. */
final class RowValues {

  private final Iterator<Row> rows;
  private final Layout layout;
  private final RowCodec.Encoder encoder;
  private final RowCodec.Locator locator;
  private final MixedValues values;
  private final Murmur3 hash = new Murmur3();
  private final int[] categories;
  private final double[] numbers;
  private int[] offsets;

  RowValues(Iterator<Row> rows, Layout layout) {
    this.rows = rows;
    this.layout = layout;
    encoder = layout.codec().encoder();
    locator = layout.codec().locator();
    values = new MixedValues(layout);
    numbers = new double[layout.mixed().length];
    int[] mixed = layout.mixed();
    categories =
        IntStream.range(0, layout.shape().columns())
            .filter(c -> Arrays.binarySearch(mixed, c) < 0)
            .toArray();
  }

  /** Moves to the next row; false at the end. */
  boolean advance() {
    if (!rows.hasNext()) {
      return false;
    }
    byte[] bytes = encoder.encode(rows.next());
    offsets = locator.locate(bytes, 0);
    for (int i = 0; i < numbers.length; i++) {
      // So that -0.0 is 0.0.
      numbers[i] = values.scalar(bytes, offsets, i) + 0.0;
    }
    return true;
  }

  /** The numbers of the row, NaN where missing; the same array for every row. */
  double[] numbers() {
    return numbers;
  }

  int categories() {
    return categories.length;
  }

  /** Whether the row holds a value of the {@code i}-th categorical column. */
  boolean holds(int i) {
    return offsets[categories[i]] >= 0;
  }

  /** A hash of the value of the {@code i}-th categorical column, which is there. */
  long category(int i) {
    int at = offsets[categories[i]];
    byte[] bytes = encoder.bytes();
    return layout.shape().lane(categories[i]) == Lane.LONG
        ? hash(RowCodec.getLong(bytes, at))
        : hash(hash, bytes, at, at + RowCodec.length(bytes, at));
  }

  /** The hash of a whole number, or of a boolean that is 0 or 1. */
  static long hash(long value) {
    return Murmur3.mix(value);
  }

  /** The hash of a text. */
  static long hash(Murmur3 hash, byte[] bytes, int from, int to) {
    hash.hash(bytes, from, to, 1, 1);
    return hash.high();
  }
}
