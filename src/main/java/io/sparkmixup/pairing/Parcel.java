package io.sparkmixup.pairing;

/** A row on its way to the cell at a place; places of different cells differ. A bean for Spark. */
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

  /** The row with its {@link Label}. */
  public byte[] getRow() {
    return row;
  }

  public void setRow(byte[] row) {
    this.row = row;
  }
}
