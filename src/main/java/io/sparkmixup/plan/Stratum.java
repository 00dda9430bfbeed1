package io.sparkmixup.plan;

import io.sparkmixup.rows.ByteSink;
import io.sparkmixup.rows.Lane;
import io.sparkmixup.rows.Murmur3;
import io.sparkmixup.rows.RowCodec;
import io.sparkmixup.rows.RowShape;

/**
 * Names the stratum of encoded rows, one after the other: 128 bits, hashed from the values of the
 * {@code --within} columns and from which mixed columns are missing (null or NaN). Rows of one
 * {@code --within} group share the first 64 bits.
 */
public final class Stratum {

  private final RowCodec.Locator locator;
  private final RowShape shape;
  private final int[] within;
  private final int[] mixed;
  private int[] offsets;
  private final ByteSink values = new ByteSink();
  private final Murmur3 hash = new Murmur3();
  private long high;
  private long completeLow;
  private long low;
  private boolean complete;

  public Stratum(Layout layout) {
    locator = layout.codec().locator();
    shape = layout.shape();
    within = layout.within();
    mixed = layout.mixed();
    hashGroup();
  }

  /** Looks at the row encoded at {@code from}. */
  public void read(byte[] bytes, int from) {
    offsets = locator.locate(bytes, from);
    if (within.length > 0) {
      values.clear();
      for (int column : within) {
        append(bytes, column);
      }
      hashGroup();
    }
    complete = true;
    low = completeLow;
    long pattern = 0;
    for (int i = 0; i < mixed.length; i++) {
      if (isMissing(bytes, mixed[i])) {
        complete = false;
        pattern = Murmur3.mix(pattern + i + 1);
      }
    }
    if (!complete) {
      hash.hash(high, completeLow, pattern, 1);
      low = hash.low();
    }
  }

  private void hashGroup() {
    hash.hash(values.array(), 0, values.size(), 0, 0);
    high = hash.high();
    completeLow = hash.low();
    low = completeLow;
  }

  private void append(byte[] bytes, int column) {
    int at = offsets[column];
    values.putByte(at < 0 ? 0 : 1);
    if (at < 0) {
      return;
    }
    Lane lane = shape.lane(column);
    if (lane == Lane.DOUBLE || lane == Lane.LONG) {
      values.putLong(RowCodec.getLong(bytes, at));
    } else {
      int length = RowCodec.length(bytes, at);
      values.putInt(length);
      values.putBytes(bytes, at, length);
    }
  }

  private boolean isMissing(byte[] bytes, int column) {
    int at = offsets[column];
    return at < 0
        || (shape.lane(column) == Lane.DOUBLE && Double.isNaN(RowCodec.getDouble(bytes, at)));
  }

  /** Where the values of the row last read begin, by column; -1 for null. */
  public int[] offsets() {
    return offsets;
  }

  /** The first 64 bits: those of the group. */
  public long high() {
    return high;
  }

  /** The last 64 bits. */
  public long low() {
    return low;
  }

  /** The last 64 bits of the stratum of complete rows in the same group. */
  public long completeLow() {
    return completeLow;
  }

  /** Whether no mixed column is missing. */
  public boolean complete() {
    return complete;
  }
}
