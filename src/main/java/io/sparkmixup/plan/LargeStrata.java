package io.sparkmixup.plan;

import io.sparkmixup.rows.Murmur3;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;

/**
 * How many rows the strata have that are larger than a cell. Strata are named by 128-bit hashes,
 * sorted; there are at most rows / {@value #CELL_ROWS} of them, 24 bytes each.
 */
public final class LargeStrata implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The number of rows a cell is made for, and the largest stratum that is one cell. */
  public static final int CELL_ROWS = 1000;

  private final Names names;
  private final long[] counts;

  /** Takes parallel arrays in any order. */
  public LargeStrata(long[] high, long[] low, long[] counts) {
    int[] order = Names.order(high, low);
    names = Names.of(high, low, order);
    this.counts = Names.pick(counts, order);
  }

  /** The number of strata larger than a cell. */
  public int size() {
    return names.size();
  }

  /** The number of rows in a stratum, 0 where it is no larger than a cell. */
  public long count(long stratumHigh, long stratumLow) {
    int at = names.indexOf(stratumHigh, stratumLow);
    return at < 0 ? 0 : counts[at];
  }

  /** The number of cells over which a stratum is scattered: a function of its count alone. */
  public long cells(long stratumHigh, long stratumLow) {
    return cells(count(stratumHigh, stratumLow));
  }

  private static long cells(long count) {
    return Math.max(1, (count + CELL_ROWS - 1) / CELL_ROWS);
  }

  /** The number of cells of all large strata together. */
  public long totalCells() {
    return Arrays.stream(counts).map(LargeStrata::cells).sum();
  }

  /** A 128-bit hash of the whole table, for the record of the plan. */
  public String digest() {
    Murmur3 hash = new Murmur3();
    long a = 0;
    long b = 0;
    for (int i = 0; i < names.size(); i++) {
      hash.hash(names.high(i) ^ a, names.low(i) ^ b, counts[i], i);
      a = hash.high();
      b = hash.low();
    }
    return String.format(Locale.ROOT, "%016x%016x", a, b);
  }
}
