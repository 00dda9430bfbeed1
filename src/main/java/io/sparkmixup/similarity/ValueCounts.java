package io.sparkmixup.similarity;

import io.sparkmixup.rows.Murmur3;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The values of one column, each counted once it is known how often it occurs on both sides. Kept
 * are sums over all of them, the most frequent ones, and hashes as long as there are few. Mutable;
 * mergeable.
 */
final class ValueCounts implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The most values that are listed. */
  static final int LISTED = 20;

  /** The most values of a column whose pairs are compared. */
  static final int FEW = 1000;

  /** The most characters of a value that are shown. */
  private static final int CHARACTERS = 60;

  /** As many bytes hold more characters than that. */
  private static final int BYTES = 4 * CHARACTERS + 4;

  /**
   * A value and the number of rows that hold it.
   *
   * @param value its text, null for null
   */
  private record Counted(String value, long before, long after) implements Serializable {}

  /** What hashes are made of. */
  enum Hashed {
    TEXT,
    /** The whole number, or the boolean, whose text the value is. */
    WHOLE_NUMBER,
    NOTHING
  }

  /** How many values there are in all: rows for shares in lists, values for the total variation. */
  record Totals(long rowsBefore, long rowsAfter, long heldBefore, long heldAfter)
      implements Serializable {}

  private final Totals totals;
  private final Hashed hashed;
  private double apart;
  private long distinct;
  private List<Counted> frequent = new ArrayList<>();

  /** Null where they are not asked for, and once there are too many. */
  private long[] hashes;

  /**
   * @param hashed what is hashed, so that values are found again
   */
  ValueCounts(Totals totals, Hashed hashed) {
    this.totals = totals;
    this.hashed = hashed;
    hashes = hashed == Hashed.NOTHING ? null : new long[0];
  }

  /**
   * Counts a value, all its rows at once.
   *
   * @param value as text in UTF-8, null for null
   */
  void accept(byte[] value, long before, long after) {
    if (value != null) {
      distinct++;
      apart += Math.abs((double) before / totals.heldBefore - (double) after / totals.heldAfter);
      if (hashes != null) {
        addHashes(new long[] {hash(value)});
      }
    }
    frequent.add(new Counted(value == null ? null : text(value), before, after));
    if (frequent.size() >= 2 * LISTED) {
      prune();
    }
  }

  private long hash(byte[] value) {
    if (hashed == Hashed.TEXT) {
      return RowValues.hash(new Murmur3(), value, 0, value.length);
    }
    String text = new String(value, StandardCharsets.UTF_8);
    return RowValues.hash(
        switch (text) {
          case "true" -> 1;
          case "false" -> 0;
          default -> Long.parseLong(text);
        });
  }

  private void addHashes(long[] more) {
    if (hashes != null && more != null && hashes.length + more.length <= FEW) {
      int size = hashes.length;
      hashes = Arrays.copyOf(hashes, size + more.length);
      System.arraycopy(more, 0, hashes, size, more.length);
    } else {
      hashes = null;
    }
  }

  void combine(ValueCounts other) {
    apart += other.apart;
    distinct += other.distinct;
    frequent.addAll(other.frequent);
    addHashes(other.hashes);
    prune();
  }

  private double share(Counted c) {
    return before(c) + after(c);
  }

  private double before(Counted c) {
    return (double) c.before() / totals.rowsBefore;
  }

  private double after(Counted c) {
    return (double) c.after() / totals.rowsAfter;
  }

  private void prune() {
    frequent.sort(
        Comparator.comparingDouble(this::share)
            .reversed()
            .thenComparing(c -> c.value() == null ? "" : c.value()));
    frequent = new ArrayList<>(frequent.subList(0, Math.min(LISTED, frequent.size())));
  }

  /** The total variation distance, of values that are there; NaN where a side has none. */
  double totalVariation() {
    return totals.heldBefore == 0 || totals.heldAfter == 0 ? Double.NaN : apart / 2;
  }

  /** How many different values there are on both sides together. */
  long distinct() {
    return distinct;
  }

  /** The hashes of all values, ascending; null where there are none, or more than {@value #FEW}. */
  long[] hashes() {
    long[] sorted = hashes == null ? null : hashes.clone();
    if (sorted != null) {
      Arrays.sort(sorted);
    }
    return sorted;
  }

  /** The most frequent values, the most frequent first. */
  List<Similarity.ValueShare> listed() {
    prune();
    return frequent.stream()
        .map(c -> new Similarity.ValueShare(Optional.ofNullable(c.value()), before(c), after(c)))
        .toList();
  }

  /** For the reader, cut where it is long. */
  private static String text(byte[] value) {
    String text = new String(value, 0, Math.min(BYTES, value.length), StandardCharsets.UTF_8);
    return text.length() <= CHARACTERS ? text : text.substring(0, CHARACTERS) + "…";
  }
}
