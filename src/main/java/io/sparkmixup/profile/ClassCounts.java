package io.sparkmixup.profile;

import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The number of rows of each class, as long as there are at most {@value #MOST} of them. Beyond
 * that it holds nothing, whatever the order of the rows was. Mutable; mergeable.
 */
final class ClassCounts implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The most classes that are counted. */
  static final int MOST = 10_000;

  /** A class, by the 128 bits of its hash. */
  record Hash(long high, long low) implements Serializable {}

  /** A class: its hash, its name for the reader, its number of rows. */
  record Count(Hash hash, String name, long rows) implements Serializable {}

  private Map<Hash, Count> counts = new HashMap<>();

  /** Counts a row; the name is asked for where the class is new. */
  void add(long high, long low, Supplier<String> name) {
    if (counts != null) {
      Hash hash = new Hash(high, low);
      Count before = counts.get(hash);
      add(new Count(hash, before == null ? name.get() : before.name(), 1));
    }
  }

  /** Adds rows of a class. */
  void add(Count more) {
    if (counts == null) {
      return;
    }
    counts.merge(more.hash(), more, (a, b) -> new Count(a.hash(), a.name(), a.rows() + b.rows()));
    if (counts.size() > MOST) {
      forget();
    }
  }

  /** Holds nothing from now on: there were too many classes. */
  void forget() {
    counts = null;
  }

  void combine(ClassCounts other) {
    if (other.counts == null) {
      forget();
    } else {
      other.counts.values().forEach(this::add);
    }
  }

  /** Whether there are few enough classes. */
  boolean known() {
    return counts != null;
  }

  /** The classes, the most frequent first; among equals by hash. */
  List<Count> sorted() {
    return counts.values().stream()
        .sorted(
            Comparator.comparingLong(Count::rows)
                .reversed()
                .thenComparingLong(c -> c.hash().high())
                .thenComparingLong(c -> c.hash().low()))
        .toList();
  }
}
