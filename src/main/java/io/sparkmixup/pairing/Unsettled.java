package io.sparkmixup.pairing;

/**
 * A row that may be alone in its null pattern, with both places it could take. A bean for Spark.
 */
public final class Unsettled {

  private long place;
  private long hostsPlace;
  private long hostsStratumLow;
  private byte[] row = {};

  public long getPlace() {
    return place;
  }

  public void setPlace(long place) {
    this.place = place;
  }

  /** Where complete rows of its group would take it in. */
  public long getHostsPlace() {
    return hostsPlace;
  }

  public void setHostsPlace(long hostsPlace) {
    this.hostsPlace = hostsPlace;
  }

  /** The last 64 bits of those rows' stratum. */
  public long getHostsStratumLow() {
    return hostsStratumLow;
  }

  public void setHostsStratumLow(long hostsStratumLow) {
    this.hostsStratumLow = hostsStratumLow;
  }

  public byte[] getRow() {
    return row;
  }

  public void setRow(byte[] row) {
    this.row = row;
  }
}
