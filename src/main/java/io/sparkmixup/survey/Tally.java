package io.sparkmixup.survey;

import io.sparkmixup.rows.Blob;
import io.sparkmixup.rows.Murmur3;
import java.nio.charset.StandardCharsets;

/** A count that travels from a scanning task to the task that adds it up. A bean for Spark. */
public final class Tally {

  // In the order in which a group's tallies are needed: its complete stratum comes first.
  static final int COMPLETE = 0;
  static final int INCOMPLETE = 1;
  static final int CLASS = 2;
  static final int CLASS_NAME = 3;

  /** Rows of a class that take no part; its other rows and its name come first. */
  static final int DROPPED = 4;

  static final int SUMMARY = 5;

  private long high;
  private int kind;
  private long low;
  private long count;
  private byte[] data = {};

  static Tally of(int kind, long high, long low, long count) {
    Tally result = new Tally();
    result.kind = kind;
    result.high = high;
    result.low = low;
    result.count = count;
    return result;
  }

  static Tally className(long high, long low, String name) {
    Tally result = of(CLASS_NAME, high, low, 0);
    result.data = name.getBytes(StandardCharsets.UTF_8);
    return result;
  }

  static Tally summary(SurveySummary summary) {
    // Spread over the adding tasks by what was seen, which differs from task to task.
    Tally result = of(SUMMARY, Murmur3.mix(summary.fingerprint.low()), 0, 0);
    result.data = Blob.write(summary);
    return result;
  }

  public long getHigh() {
    return high;
  }

  public void setHigh(long high) {
    this.high = high;
  }

  public int getKind() {
    return kind;
  }

  public void setKind(int kind) {
    this.kind = kind;
  }

  public long getLow() {
    return low;
  }

  public void setLow(long low) {
    this.low = low;
  }

  public long getCount() {
    return count;
  }

  public void setCount(long count) {
    this.count = count;
  }

  public byte[] getData() {
    return data;
  }

  public void setData(byte[] data) {
    this.data = data;
  }
}
