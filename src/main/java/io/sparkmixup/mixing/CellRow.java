package io.sparkmixup.mixing;

import io.sparkmixup.pairing.Label;
import io.sparkmixup.pairing.RowKey;
import java.util.Arrays;

/** A row in a cell: where its values begin, its key, and its mixed values once they are decoded. */
final class CellRow implements Comparable<CellRow> {

  final byte[] bytes;
  long keyHigh;
  long keyLow;

  /** Where each column's value begins in {@link #bytes}; -1 for null. */
  int[] offsets;

  /** Values of the mixed columns of the double lane; NaN where missing. */
  double[] doubles;

  /** Values of the mixed columns of the long lane. */
  long[] longs;

  /** Values of the mixed columns that are objects; null where missing. */
  Object[] objects;

  /** The followed components less their centres; 0 where missing. Null when nothing is verified. */
  double[] centred;

  /** The followed components that are missing, ascending. */
  int[] missing;

  CellRow(byte[] bytes) {
    this.bytes = bytes;
  }

  void computeKey(RowKey key, long seed, long ordinal) {
    key.set(Label.rowHigh(bytes), Label.rowLow(bytes), Label.stratumLow(bytes), seed, ordinal);
    keyHigh = key.high();
    keyLow = key.low();
  }

  boolean sameKey(CellRow other) {
    return keyHigh == other.keyHigh && keyLow == other.keyLow;
  }

  boolean isGuest() {
    return Label.isGuest(bytes);
  }

  /** By key, unsigned; equal keys by their bytes, so that the order never depends on arrival. */
  @Override
  public int compareTo(CellRow other) {
    int byKey = Long.compareUnsigned(keyHigh, other.keyHigh);
    if (byKey == 0) {
      byKey = Long.compareUnsigned(keyLow, other.keyLow);
    }
    return byKey != 0 ? byKey : Arrays.compareUnsigned(bytes, other.bytes);
  }
}
