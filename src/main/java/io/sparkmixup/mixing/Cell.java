package io.sparkmixup.mixing;

import io.sparkmixup.pairing.RowKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The rows that are mixed with one another, in the order of their keys. Each host is mixed with the
 * hosts that follow it, cyclically; a guest with the hosts that follow its place, and is partner to
 * none. A cell makes the synthetic rows of its hosts, or of one guest.
 */
final class Cell {

  private final List<CellRow> hosts;
  private final CellRow guest;
  private final int guestsPlace;
  private final long block;

  private Cell(List<CellRow> hosts, CellRow guest, long block) {
    this.hosts = hosts;
    this.guest = guest;
    this.block = block;
    guestsPlace = guest == null ? 0 : place(guest);
  }

  /** Orders the hosts of one stratum and block that arrived together. */
  static Cell of(List<CellRow> hosts, long block, long seed) {
    RowKey key = new RowKey();
    for (CellRow row : hosts) {
      row.computeKey(key, seed, row.ordinal());
    }
    List<CellRow> sorted = new ArrayList<>(hosts);
    Collections.sort(sorted);
    if (numberDuplicates(sorted, key, seed)) {
      Collections.sort(sorted);
    }
    return new Cell(sorted, null, block);
  }

  /** The same hosts, there for one guest. */
  Cell withGuest(CellRow row, long seed) {
    row.computeKey(new RowKey(), seed, row.ordinal());
    return new Cell(hosts, row, block);
  }

  /** Where a guest would stand among the hosts. */
  private int place(CellRow row) {
    int found = Collections.binarySearch(hosts, row);
    return found < 0 ? -1 - found : found;
  }

  /** Rows with equal keys get keys of their own, by their order among each other. */
  private static boolean numberDuplicates(List<CellRow> rows, RowKey key, long seed) {
    boolean any = false;
    int first = 0;
    for (int i = 1; i <= rows.size(); i++) {
      if (i < rows.size() && rows.get(i).sameKey(rows.get(first))) {
        continue;
      }
      for (int k = first + 1; k < i; k++) {
        // Ordinals given before the shuffle leave no equal keys, so this starts from 0.
        rows.get(k).computeKey(key, seed, k - first);
        any = true;
      }
      first = i;
    }
    return any;
  }

  /** Whether it is there for one guest. */
  boolean isOfGuest() {
    return guest != null;
  }

  /** The number of primaries. */
  int size() {
    return guest == null ? hosts.size() : 1;
  }

  /** A primary. */
  CellRow primary(int index) {
    return guest == null ? hosts.get(index) : guest;
  }

  /** The most synthetic rows that one of the primaries makes. */
  long mostCopies() {
    long most = 0;
    for (int i = 0; i < size(); i++) {
      most = Math.max(most, primary(i).copies);
    }
    return most;
  }

  /** Which block of replicates is made from this cell here. */
  long block() {
    return block;
  }

  /**
   * The partner of a primary. Over n - 1 replicates a host meets each other host once, a guest over
   * n replicates each host; then again.
   *
   * @return null where there is nobody else
   */
  CellRow partner(int index, long replicate) {
    int n = hosts.size();
    if (guest != null) {
      return n == 0 ? null : hosts.get((int) ((guestsPlace + replicate % n) % n));
    }
    return n == 1 ? null : hosts.get((index + 1 + (int) (replicate % (n - 1))) % n);
  }
}
