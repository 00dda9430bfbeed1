package io.sparkmixup.survey;

import io.sparkmixup.rows.Murmur3;
import java.util.Arrays;

/** Counts by 128-bit name, in an open-addressed table that the owner empties when it is full. */
final class Tallies {

  private static final int SLOTS = 1 << 16;
  private static final int LIMIT = SLOTS / 2;

  private final long[] high = new long[SLOTS];
  private final long[] low = new long[SLOTS];
  private final long[] counts = new long[SLOTS];
  private int size;
  private int last;

  /** Receives each name and its count. */
  @FunctionalInterface
  interface Visitor {
    void visit(long high, long low, long count);
  }

  /** Counts one row; true where the name is new to the table. */
  boolean add(long nameHigh, long nameLow) {
    if (counts[last] > 0 && high[last] == nameHigh && low[last] == nameLow) {
      counts[last]++;
      return false;
    }
    int at = (int) Murmur3.mix(nameHigh ^ nameLow) & (SLOTS - 1);
    while (counts[at] > 0 && (high[at] != nameHigh || low[at] != nameLow)) {
      at = (at + 1) & (SLOTS - 1);
    }
    last = at;
    boolean isNew = counts[at] == 0;
    if (isNew) {
      high[at] = nameHigh;
      low[at] = nameLow;
      size++;
    }
    counts[at]++;
    return isNew;
  }

  boolean full() {
    return size >= LIMIT;
  }

  /** Gives out all counts and forgets them. */
  void drain(Visitor visitor) {
    for (int i = 0; i < SLOTS && size > 0; i++) {
      if (counts[i] > 0) {
        visitor.visit(high[i], low[i], counts[i]);
        size--;
      }
    }
    Arrays.fill(counts, 0);
    size = 0;
  }
}
