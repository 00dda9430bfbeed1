package io.sparkmixup.rows;

/**
 * The columns of one row to be written that are plain numbers, without boxing. A bean, because that
 * is the one encoder of Spark that reads and writes primitive arrays directly.
 */
public final class Lanes {

  private double[] doubles = {};
  private long[] longs = {};
  private boolean[] nulls = {};

  /** Values of the columns in the double lane; 0 where null. */
  public double[] getDoubles() {
    return doubles;
  }

  public void setDoubles(double[] doubles) {
    this.doubles = doubles;
  }

  /** Values of the columns in the long lane; 0 where null. */
  public long[] getLongs() {
    return longs;
  }

  public void setLongs(long[] longs) {
    this.longs = longs;
  }

  /** Whether a value is null: first those of the double lane, then those of the long lane. */
  public boolean[] getNulls() {
    return nulls;
  }

  public void setNulls(boolean[] nulls) {
    this.nulls = nulls;
  }
}
