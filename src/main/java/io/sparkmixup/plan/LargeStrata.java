package io.sparkmixup.plan;

import io.sparkmixup.rows.Murmur3;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How many rows the strata have that are larger than a cell. Strata are named by 128-bit hashes,
 * sorted; there are at most rows / {@value #CELL_ROWS} of them, 24 bytes each.
 */
public final class LargeStrata implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The number of rows a cell is made for, and the largest stratum that is one cell. */
  public static final int CELL_ROWS = 1000;

  private final long[] high;
  private final long[] low;
  private final long[] counts;

  /** Takes parallel arrays in any order. */
  public LargeStrata(long[] high, long[] low, long[] counts) {
    int[] order =
        IntStream.range(0, high.length)
            .boxed()
            .sorted(
                (a, b) ->
                    high[a] != high[b]
                        ? Long.compare(high[a], high[b])
                        : Long.compare(low[a], low[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    this.high = Arrays.stream(order).mapToLong(i -> high[i]).toArray();
    this.low = Arrays.stream(order).mapToLong(i -> low[i]).toArray();
    this.counts = Arrays.stream(order).mapToLong(i -> counts[i]).toArray();
  }

  /** The number of strata larger than a cell. */
  public int size() {
    return high.length;
  }

  /** The number of rows in a stratum, 0 where it is no larger than a cell. */
  public long count(long stratumHigh, long stratumLow) {
    int at = Arrays.binarySearch(high, stratumHigh);
    if (at < 0) {
      return 0;
    }
    while (at > 0 && high[at - 1] == stratumHigh) {
      at--;
    }
    for (; at < high.length && high[at] == stratumHigh; at++) {
      if (low[at] == stratumLow) {
        return counts[at];
      }
    }
    return 0;
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
    for (int i = 0; i < high.length; i++) {
      hash.hash(high[i] ^ a, low[i] ^ b, counts[i], i);
      a = hash.high();
      b = hash.low();
    }
    return String.format(Locale.ROOT, "%016x%016x", a, b);
  }
}
