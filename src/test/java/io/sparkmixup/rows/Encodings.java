package io.sparkmixup.rows;

import io.sparkmixup.testing.LocalSpark;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Encodes datasets, in their order, and decodes them again. */
final class Encodings {

  private Encodings() {}

  static Dataset<Row> sql(String query) {
    return LocalSpark.session().sql(query);
  }

  static RowCodec codec(Dataset<Row> rows) {
    RowShape shape = RowShape.of(rows.schema());
    return new RowCodec(shape, new int[][] {IntStream.range(0, shape.columns()).toArray()});
  }

  /** The encodings of the rows of one partition. */
  static List<byte[]> of(Dataset<Row> rows) {
    return encoded(rows.coalesce(1), codec(rows)).collectAsList();
  }

  static Dataset<byte[]> encoded(Dataset<Row> rows, RowCodec codec) {
    return codec.shape().decode(rows, in -> encode(in, codec), Encoders.BINARY());
  }

  private static Iterator<byte[]> encode(Iterator<Row> in, RowCodec codec) {
    RowCodec.Encoder encoder = codec.encoder();
    return Iterators.map(in, row -> Arrays.copyOf(encoder.encode(row), encoder.size()));
  }

  /** Rows to bytes and back. */
  static Dataset<Row> roundTrip(Dataset<Row> rows) {
    RowCodec codec = codec(rows);
    return codec
        .shape()
        .restore(encoded(rows, codec), in -> Iterators.map(in, bytes -> decode(bytes, codec)));
  }

  private static RowShape.Encoded decode(byte[] bytes, RowCodec codec) {
    RowShape shape = codec.shape();
    int[] offsets = codec.locator().locate(bytes, 0);
    Lanes lanes = shape.newLanes();
    Object[] objects = new Object[shape.objects()];
    for (int c = 0; c < shape.columns(); c++) {
      int at = offsets[c];
      switch (shape.lane(c)) {
        case DOUBLE -> {
          lanes.getNulls()[shape.nullSlot(c)] = at < 0;
          lanes.getDoubles()[shape.slot(c)] = at < 0 ? 0 : RowCodec.getDouble(bytes, at);
        }
        case LONG -> {
          lanes.getNulls()[shape.nullSlot(c)] = at < 0;
          lanes.getLongs()[shape.slot(c)] = at < 0 ? 0 : RowCodec.getLong(bytes, at);
        }
        case BYTES, OBJECT ->
            objects[shape.slot(c)] = at < 0 ? null : codec.getObject(bytes, at, c);
        case VOID -> {}
      }
    }
    return new RowShape.Encoded(lanes, RowFactory.create(objects));
  }
}
