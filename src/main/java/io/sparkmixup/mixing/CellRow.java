package io.sparkmixup.mixing;

import io.sparkmixup.pairing.Label;
import io.sparkmixup.pairing.RowKey;
import java.util.Arrays;

/** A row in a cell: where its values begin, its key, and its mixed values once they are decoded. */
final class CellRow implements Comparable<CellRow> {

  /** The label and the encoded row; null while they are in a {@link RowStore}. */
  private byte[] bytes;

  private RowStore store;
  private long storedAt;
  private int length;

  private final long rowHigh;
  private final long rowLow;
  private final long stratumLow;
  private final long cellStratumLow;
  private final long ordinal;
  private final boolean guest;

  /** How many synthetic rows this row makes. */
  final long copies;

  long keyHigh;
  long keyLow;

  /** Where each column's value begins in {@link #bytes()}; -1 for null. */
  int[] offsets;

  /** Values of the mixed columns of the double lane; NaN where missing. */
  double[] doubles;

  /** Values of the mixed columns of the long lane. */
  long[] longs;

  /** Values of the mixed columns that are objects, null where missing; not kept in a stored row. */
  Object[] objects;

  /** The followed components less their centres; 0 where missing. Null when nothing is verified. */
  double[] centred;

  /** The followed components that are missing, ascending. */
  int[] missing;

  /** The group of the row's class; see {@link Groups}. */
  int group;

  /** Whether the row lies {@link FarOut}; not looked at where every row counts. */
  boolean far;

  /**
   * Takes a labelled row.
   *
   * @param copies how many synthetic rows it makes, where all rows make the same number
   */
  CellRow(byte[] bytes, long copies) {
    this.bytes = bytes;
    this.copies = Label.copies(bytes, copies);
    rowHigh = Label.rowHigh(bytes);
    rowLow = Label.rowLow(bytes);
    stratumLow = Label.stratumLow(bytes);
    cellStratumLow = Label.cellStratumLow(bytes);
    ordinal = Label.ordinal(bytes);
    guest = Label.isGuest(bytes);
  }

  /** The label and the encoded row, from wherever they are. */
  byte[] bytes() {
    return bytes != null ? bytes : store.read(storedAt, length);
  }

  /** Hands the bytes to a store, once the row is read; what was decoded stays, but for objects. */
  void moveTo(RowStore target) {
    store = target;
    length = bytes.length;
    storedAt = target.write(bytes);
    bytes = null;
    objects = null;
  }

  /** Whether bytes and objects have to be read again. */
  boolean isStored() {
    return bytes == null;
  }

  long rowHigh() {
    return rowHigh;
  }

  long rowLow() {
    return rowLow;
  }

  long ordinal() {
    return ordinal;
  }

  void computeKey(RowKey key, long seed, long newOrdinal) {
    key.set(rowHigh, rowLow, stratumLow, seed, newOrdinal);
    keyHigh = key.high();
    keyLow = key.low();
  }

  boolean sameKey(CellRow other) {
    return keyHigh == other.keyHigh && keyLow == other.keyLow;
  }

  boolean isGuest() {
    return guest;
  }

  /** The last 64 bits of its stratum. */
  long stratumLow() {
    return stratumLow;
  }

  /** The last 64 bits of the stratum whose cell takes the row: not its own if it is a guest. */
  long cellStratumLow() {
    return cellStratumLow;
  }

  /**
   * By key, unsigned, its last bits first: the first bits chose the cell, so that they are nearly
   * alike in it but for renumbered duplicates, which would stand side by side. Equal keys by their
   * bytes, so that the order never depends on arrival.
   */
  @Override
  public int compareTo(CellRow other) {
    int byKey = Long.compareUnsigned(keyLow, other.keyLow);
    if (byKey == 0) {
      byKey = Long.compareUnsigned(keyHigh, other.keyHigh);
    }
    return byKey != 0 ? byKey : Arrays.compareUnsigned(bytes(), other.bytes());
  }
}
