package io.sparkmixup.rows;

import java.io.Serializable;
import java.util.Locale;

/**
 * A fingerprint of a multiset of rows that does not depend on their order: the sum of the rows'
 * 128-bit hashes, modulo 2^128, and their count. Mutable; {@code combine} adds another's rows.
 */
public final class Fingerprint implements Serializable {

  private static final long serialVersionUID = 1L;

  private long high;
  private long low;
  private long count;

  public Fingerprint() {}

  public Fingerprint(long high, long low, long count) {
    this.high = high;
    this.low = low;
    this.count = count;
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static Fingerprint parse(String text) {
    if (!text.matches("[0-9a-f]{32}-[0-9]+")) {
      throw new IllegalArgumentException("'" + text + "' is no fingerprint");
    }
    return new Fingerprint(
        Long.parseUnsignedLong(text.substring(0, 16), 16),
        Long.parseUnsignedLong(text.substring(16, 32), 16),
        Long.parseLong(text.substring(33)));
  }

  public void add(long rowHigh, long rowLow) {
    add(rowHigh, rowLow, 1);
  }

  public void combine(Fingerprint other) {
    add(other.high, other.low, other.count);
  }

  private void add(long otherHigh, long otherLow, long rows) {
    long sum = low + otherLow;
    int carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    low = sum;
    high += otherHigh + carry;
    count += rows;
  }

  public long high() {
    return high;
  }

  public long low() {
    return low;
  }

  public long count() {
    return count;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fingerprint f && f.high == high && f.low == low && f.count == count;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(high ^ low ^ count);
  }

  /** 32 hexadecimal digits, a dash, and the count. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%016x%016x-%d", high, low, count);
  }
}
