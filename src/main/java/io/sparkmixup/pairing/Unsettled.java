package io.sparkmixup.pairing;

/**
 * A row that may be alone in its null pattern, with both places it could take. A bean for Spark.
 */
public final class Unsettled {

  private long place;
  private long guestsPlace;
  private byte[] row = {};

  public long getPlace() {
    return place;
  }

  public void setPlace(long place) {
    this.place = place;
  }

  /** Where complete rows of its group would take it in. */
  public long getGuestsPlace() {
    return guestsPlace;
  }

  public void setGuestsPlace(long guestsPlace) {
    this.guestsPlace = guestsPlace;
  }

  public byte[] getRow() {
    return row;
  }

  public void setRow(byte[] row) {
    this.row = row;
  }
}
