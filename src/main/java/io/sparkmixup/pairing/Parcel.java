package io.sparkmixup.pairing;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * A row on its way to the cell at a place; places of different cells differ. In a place the last
 * bit tells guests, so that a cell's hosts come before them. A bean for Spark.
 */
public final class Parcel {

  private long place;
  private byte[] row = {};

  /** Where the row belongs: what is shuffled and sorted by. */
  public long getPlace() {
    return place;
  }

  public void setPlace(long place) {
    this.place = place;
  }

  static long hostsPlace(long hash) {
    return hash & ~1L;
  }

  static long guestsPlace(long hash) {
    return hash | 1L;
  }

  /** What hosts and guests of one cell have in common. */
  public static long cell(long place) {
    return place >>> 1;
  }

  /** The same of a column of places, for a shuffle. */
  static Column cell(Column place) {
    return functions.shiftright(place, 1);
  }

  /** The row with its {@link Label}. */
  public byte[] getRow() {
    return row;
  }

  public void setRow(byte[] row) {
    this.row = row;
  }
}
