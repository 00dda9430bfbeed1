package io.sparkmixup.plan;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A sorted table of 128-bit names, 16 bytes each. */
final class Names implements Serializable {

  private static final long serialVersionUID = 1L;

  private final long[] high;
  private final long[] low;

  private Names(long[] high, long[] low) {
    this.high = high;
    this.low = low;
  }

  /** The order in which names given by parallel arrays are sorted. */
  static int[] order(long[] high, long[] low) {
    return IntStream.range(0, high.length)
        .boxed()
        .sorted(
            (a, b) ->
                high[a] != high[b] ? Long.compare(high[a], high[b]) : Long.compare(low[a], low[b]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The table of these names, in the order that {@link #order} gave. */
  static Names of(long[] high, long[] low, int[] order) {
    return new Names(pick(high, order), pick(low, order));
  }

  static long[] pick(long[] values, int[] order) {
    return Arrays.stream(order).mapToLong(i -> values[i]).toArray();
  }

  int size() {
    return high.length;
  }

  long high(int i) {
    return high[i];
  }

  long low(int i) {
    return low[i];
  }

  /** The place of a name, -1 where it is not in the table. */
  int indexOf(long nameHigh, long nameLow) {
    int at = Arrays.binarySearch(high, nameHigh);
    if (at < 0) {
      return -1;
    }
    while (at > 0 && high[at - 1] == nameHigh) {
      at--;
    }
    for (; at < high.length && high[at] == nameHigh; at++) {
      if (low[at] == nameLow) {
        return at;
      }
    }
    return -1;
  }
}
