package io.sparkmixup.mixing;

import io.sparkmixup.pairing.RowKey;
import io.sparkmixup.plan.Ids;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.rows.Lane;
import io.sparkmixup.rows.Lanes;
import io.sparkmixup.rows.RowCodec;
import io.sparkmixup.rows.RowShape;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.RowFactory;

/**
 * Writes synthetic rows: mixed values from a {@link Mixture}, ids as asked, everything else from
 * the primary. The row it gives out is overwritten by the next one.
 */
final class RowWriter {

  private enum Kind {
    MIXED,
    CARRIED,
    NEW_ID
  }

  private final RowShape out;
  private final RowCodec codec;
  private final MixedColumns columns;
  private final Kind[] kinds;
  private final int[] sources;
  private final int[] mixedIndex;
  private final Lanes lanes;
  private final Object[] objects;
  private final RowShape.Encoded encoded;
  private final RowKey.Draws draws = new RowKey.Draws();

  RowWriter(MixTask task, MixedColumns columns, RowShape out) {
    this.out = out;
    this.columns = columns;
    Layout layout = task.layout();
    RowShape in = layout.shape();
    codec = layout.codec();
    int n = out.columns();
    kinds = new Kind[n];
    sources = new int[n];
    mixedIndex = new int[n];
    for (int c = 0; c < n; c++) {
      int source = in.schema().fieldIndex(out.schema().apply(c).name());
      sources[c] = source;
      mixedIndex[c] = Arrays.stream(layout.mixed()).boxed().toList().indexOf(source);
      boolean isId = Arrays.stream(layout.ids()).anyMatch(i -> i == source);
      kinds[c] =
          mixedIndex[c] >= 0
              ? Kind.MIXED
              : isId && task.ids() == Ids.NEW ? Kind.NEW_ID : Kind.CARRIED;
    }
    lanes = out.newLanes();
    objects = new Object[out.objects()];
    encoded = new RowShape.Encoded(lanes, RowFactory.create(objects));
  }

  RowShape.Encoded write(CellRow primary, Mixture mixture, long replicate) {
    byte[] bytes = primary.bytes();
    for (int c = 0; c < kinds.length; c++) {
      boolean missing = primary.offsets[sources[c]] < 0;
      switch (out.lane(c)) {
        case DOUBLE, LONG -> lanes.getNulls()[out.nullSlot(c)] = missing;
        case BYTES, OBJECT -> objects[out.slot(c)] = null;
        default -> {}
      }
      switch (kinds[c]) {
        case MIXED -> {
          if (!missing) {
            writeMixed(c, mixture);
          }
        }
        case CARRIED -> {
          if (!missing) {
            writeCarried(c, primary, bytes);
          }
        }
        default -> writeId(c, primary, replicate);
      }
    }
    return encoded;
  }

  private void writeMixed(int c, Mixture mixture) {
    int slot = columns.slot(mixedIndex[c]);
    switch (out.lane(c)) {
      case DOUBLE -> lanes.getDoubles()[out.slot(c)] = mixture.doubles[slot];
      case LONG -> lanes.getLongs()[out.slot(c)] = mixture.longs[slot];
      default -> objects[out.slot(c)] = mixture.objects[slot];
    }
  }

  private void writeCarried(int c, CellRow primary, byte[] bytes) {
    int at = primary.offsets[sources[c]];
    switch (out.lane(c)) {
      case DOUBLE -> lanes.getDoubles()[out.slot(c)] = RowCodec.getDouble(bytes, at);
      case LONG -> lanes.getLongs()[out.slot(c)] = RowCodec.getLong(bytes, at);
      case BYTES, OBJECT -> objects[out.slot(c)] = codec.getObject(bytes, at, sources[c]);
      default -> {}
    }
  }

  private void writeId(int c, CellRow primary, long replicate) {
    draws.start(primary.keyHigh, primary.keyLow, RowKey.Purpose.NEW_ID, replicate);
    long first = draws.nextLong();
    if (out.lane(c) == Lane.LONG) {
      lanes.getLongs()[out.slot(c)] = first >>> 1;
      lanes.getNulls()[out.nullSlot(c)] = false;
    } else {
      String hex = String.format(Locale.ROOT, "%016x%016x", first, draws.nextLong());
      objects[out.slot(c)] = hex.getBytes(StandardCharsets.US_ASCII);
    }
  }
}
