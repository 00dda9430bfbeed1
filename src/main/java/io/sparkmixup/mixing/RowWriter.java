package io.sparkmixup.mixing;

import io.sparkmixup.pairing.RowKey;
import io.sparkmixup.plan.ClassName;
import io.sparkmixup.plan.Ids;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.SoftLabel;
import io.sparkmixup.rows.Lane;
import io.sparkmixup.rows.Lanes;
import io.sparkmixup.rows.Murmur3;
import io.sparkmixup.rows.RowCodec;
import io.sparkmixup.rows.RowShape;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.RowFactory;

/**
 * Writes synthetic rows: mixed values from a {@link Mixture}, ids as asked, everything else from
 * the primary; and original rows as they are. The row it gives out is overwritten by the next one.
 */
final class RowWriter {

  private enum Kind {
    MIXED,
    CARRIED,
    NEW_ID,
    ADDED
  }

  private final RowShape out;
  private final RowCodec codec;
  private final MixedColumns columns;
  private final Kind[] kinds;
  private final AddedColumns.Content[] added;

  /** The classes of the columns of soft labels; null for all others. */
  private final SoftLabel[] soft;

  private final Layout layout;
  private final Murmur3 hash = new Murmur3();
  private final int[] sources;
  private final int[] mixedIndex;

  /** Whether whole numbers of the input are doubles in the output. */
  private final boolean[] widened;

  private final Lanes lanes;
  private final Object[] objects;
  private final RowShape.Encoded encoded;
  private final RowKey.Draws draws = new RowKey.Draws();

  RowWriter(MixTask task, MixedColumns columns, RowShape out) {
    this.out = out;
    this.columns = columns;
    layout = task.layout();
    codec = layout.codec();
    List<AddedColumns.Column> last = task.added();
    int n = out.columns();
    kinds = new Kind[n];
    added = new AddedColumns.Content[n];
    soft = new SoftLabel[n];
    sources = new int[n];
    mixedIndex = new int[n];
    widened = new boolean[n];
    for (int c = 0; c < n; c++) {
      int extra = c - (n - last.size());
      String source = extra < 0 ? out.schema().apply(c).name() : last.get(extra).source();
      // A column of the input may have an empty name; an added one without a name repeats none.
      boolean none = extra >= 0 && source.isEmpty();
      sources[c] = none ? -1 : layout.shape().schema().fieldIndex(source);
      mixedIndex[c] = extra < 0 ? indexOf(layout.mixed(), sources[c]) : -1;
      added[c] = extra < 0 ? null : last.get(extra).content();
      soft[c] = extra < 0 ? null : last.get(extra).soft();
      kinds[c] = kind(c, task);
      widened[c] =
          kinds[c] == Kind.MIXED
              && !layout
                  .shape()
                  .schema()
                  .apply(sources[c])
                  .dataType()
                  .equals(out.schema().apply(c).dataType());
    }
    lanes = out.newLanes();
    objects = new Object[out.objects()];
    encoded = new RowShape.Encoded(lanes, RowFactory.create(objects));
  }

  private static int indexOf(int[] values, int value) {
    return Arrays.stream(values).boxed().toList().indexOf(value);
  }

  private Kind kind(int c, MixTask task) {
    if (added[c] != null) {
      return Kind.ADDED;
    }
    if (mixedIndex[c] >= 0) {
      return Kind.MIXED;
    }
    boolean isId = indexOf(task.layout().ids(), sources[c]) >= 0;
    return isId && task.ids() == Ids.NEW ? Kind.NEW_ID : Kind.CARRIED;
  }

  /**
   * Writes a synthetic row.
   *
   * @param partner null where there is none
   */
  RowShape.Encoded write(
      CellRow primary, CellRow partner, double lambda, Mixture mixture, long replicate) {
    byte[] bytes = primary.bytes();
    for (int c = 0; c < kinds.length; c++) {
      switch (kinds[c]) {
        case MIXED -> {
          boolean missing = primary.offsets[sources[c]] < 0;
          setNull(c, missing);
          if (!missing) {
            writeMixed(c, mixture);
          }
        }
        case CARRIED -> carry(c, primary, bytes);
        case NEW_ID -> writeId(c, primary, replicate);
        default -> writeAdded(c, primary, partner, lambda, true);
      }
    }
    return encoded;
  }

  /** Writes an original row. */
  RowShape.Encoded writeOriginal(CellRow row) {
    byte[] bytes = row.bytes();
    for (int c = 0; c < kinds.length; c++) {
      if (kinds[c] == Kind.ADDED) {
        writeAdded(c, row, null, 1, false);
      } else {
        carry(c, row, bytes);
      }
    }
    return encoded;
  }

  private void setNull(int c, boolean isNull) {
    switch (out.lane(c)) {
      case DOUBLE, LONG -> lanes.getNulls()[out.nullSlot(c)] = isNull;
      case BYTES, OBJECT -> objects[out.slot(c)] = null;
      default -> {}
    }
  }

  private void writeMixed(int c, Mixture mixture) {
    int slot = columns.slot(mixedIndex[c]);
    switch (out.lane(c)) {
      case DOUBLE ->
          lanes.getDoubles()[out.slot(c)] =
              columns.lane(mixedIndex[c]) == Lane.LONG
                  ? mixture.unrounded[slot]
                  : mixture.doubles[slot];
      case LONG -> lanes.getLongs()[out.slot(c)] = mixture.longs[slot];
      default -> objects[out.slot(c)] = mixture.objects[slot];
    }
  }

  private void carry(int c, CellRow row, byte[] bytes) {
    int at = row.offsets[sources[c]];
    setNull(c, at < 0);
    if (at < 0) {
      return;
    }
    if (kinds[c] == Kind.MIXED && widened[c]) {
      writeWidened(c, bytes, at);
      return;
    }
    switch (out.lane(c)) {
      case DOUBLE -> lanes.getDoubles()[out.slot(c)] = RowCodec.getDouble(bytes, at);
      case LONG -> lanes.getLongs()[out.slot(c)] = RowCodec.getLong(bytes, at);
      case BYTES, OBJECT -> objects[out.slot(c)] = codec.getObject(bytes, at, sources[c]);
      default -> {}
    }
  }

  /** An original whole number, or an array of them, in a column that holds doubles now. */
  private void writeWidened(int c, byte[] bytes, int at) {
    if (out.lane(c) == Lane.DOUBLE) {
      lanes.getDoubles()[out.slot(c)] = (double) RowCodec.getLong(bytes, at);
    } else {
      Object[] elements = (Object[]) codec.getObject(bytes, at, sources[c]);
      objects[out.slot(c)] =
          Arrays.stream(elements).map(e -> e == null ? null : ((Number) e).doubleValue()).toArray();
    }
  }

  private void writeId(int c, CellRow primary, long replicate) {
    setNull(c, false);
    draws.start(primary.keyHigh, primary.keyLow, RowKey.Purpose.NEW_ID, replicate);
    long first = draws.nextLong();
    if (out.lane(c) == Lane.LONG) {
      lanes.getLongs()[out.slot(c)] = first >>> 1;
    } else {
      objects[out.slot(c)] = hex(first, draws.nextLong());
    }
  }

  private void writeAdded(
      int c, CellRow primary, CellRow partner, double lambda, boolean isSynthetic) {
    setNull(c, false);
    switch (added[c]) {
      case SYNTHETIC -> lanes.getLongs()[out.slot(c)] = isSynthetic ? 1 : 0;
      case PRIMARY -> carry(c, primary, primary.bytes());
      case PARTNER -> {
        if (partner == null) {
          setNull(c, true);
        } else {
          carry(c, partner, partner.bytes());
        }
      }
      case PRIMARY_KEY -> objects[out.slot(c)] = hex(primary.keyHigh, primary.keyLow);
      case PARTNER_KEY ->
          objects[out.slot(c)] = partner == null ? null : hex(partner.keyHigh, partner.keyLow);
      case WEIGHT -> lanes.getDoubles()[out.slot(c)] = lambda;
      case SOFT_LABEL ->
          lanes.getDoubles()[out.slot(c)] = weight(soft[c], primary, partner, lambda);
    }
  }

  /** The weight of the parents that are of a class. */
  private double weight(SoftLabel of, CellRow primary, CellRow partner, double lambda) {
    boolean first = isOf(of, primary);
    boolean second = partner == null ? first : isOf(of, partner);
    if (first == second) {
      return first ? 1 : 0;
    }
    return first ? lambda : 1 - lambda;
  }

  private boolean isOf(SoftLabel of, CellRow row) {
    ClassName.hash(layout, row.bytes(), row.offsets[layout.label()], hash);
    return hash.high() == of.high() && hash.low() == of.low();
  }

  private static byte[] hex(long high, long low) {
    return String.format(Locale.ROOT, "%016x%016x", high, low).getBytes(StandardCharsets.US_ASCII);
  }
}
