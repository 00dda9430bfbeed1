package io.sparkmixup.mixing;

import io.sparkmixup.pairing.RowKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The rows that are mixed with one another, in the order of their keys. Each host is mixed with the
 * hosts that follow it, cyclically; a guest with the hosts that follow its place, and is partner to
 * none.
 */
final class Cell {

  private final List<CellRow> hosts = new ArrayList<>();
  private final List<CellRow> guests = new ArrayList<>();
  private final long block;

  private Cell(long block) {
    this.block = block;
  }

  /** Orders the rows of one stratum and block that arrived together. */
  static Cell of(List<CellRow> rows, long block, long seed) {
    Cell cell = new Cell(block);
    RowKey key = new RowKey();
    for (CellRow row : rows) {
      row.computeKey(key, seed, row.ordinal());
    }
    Collections.sort(rows);
    if (numberDuplicates(rows, key, seed)) {
      Collections.sort(rows);
    }
    for (CellRow row : rows) {
      (row.isGuest() ? cell.guests : cell.hosts).add(row);
    }
    return cell;
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

  List<CellRow> hosts() {
    return hosts;
  }

  List<CellRow> guests() {
    return guests;
  }

  /** The number of rows, hosts and guests. */
  int size() {
    return hosts.size() + guests.size();
  }

  /** A row by its place: the hosts first. */
  CellRow row(int index) {
    return index < hosts.size() ? hosts.get(index) : guests.get(index - hosts.size());
  }

  /** The most synthetic rows that one of the rows makes. */
  long mostCopies() {
    long most = 0;
    for (int i = 0; i < size(); i++) {
      most = Math.max(most, row(i).copies);
    }
    return most;
  }

  /** Which block of replicates is made from this cell here. */
  long block() {
    return block;
  }

  /**
   * The partner of a host: over n - 1 replicates it meets each other host once, then again.
   *
   * @return the host itself where it is alone
   */
  CellRow partnerOfHost(int host, long replicate) {
    int n = hosts.size();
    if (n == 1) {
      return hosts.get(0);
    }
    int step = 1 + (int) (replicate % (n - 1));
    return hosts.get((host + step) % n);
  }

  /** The partner of a guest, null where there are no hosts. */
  CellRow partnerOfGuest(CellRow guest, long replicate) {
    int n = hosts.size();
    if (n == 0) {
      return null;
    }
    int place = -1 - Collections.binarySearch(hosts, guest);
    return hosts.get((int) ((place + replicate) % n));
  }
}
