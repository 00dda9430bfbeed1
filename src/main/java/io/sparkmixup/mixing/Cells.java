package io.sparkmixup.mixing;

import io.sparkmixup.pairing.Label;
import io.sparkmixup.pairing.Parcel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Cuts parcels sorted by place into cells, holding the hosts of one cell at a time; its guests, of
 * whom there may be any number, come one by one.
 */
final class Cells implements Iterator<Cell> {

  private final Iterator<Parcel> parcels;
  private final MixTask task;
  private final RowStore store;
  private final Reader reader;

  /** The cells of the last place that was read, and those of them that were not given out. */
  private Map<Name, Cell> cells = Map.of();

  private final Queue<Cell> ready = new ArrayDeque<>();
  private long place;
  private Parcel next;

  /** Decodes a row as it arrives, given the block of replicates that it came for. */
  @FunctionalInterface
  interface Reader {
    void accept(CellRow row, long block);
  }

  Cells(Iterator<Parcel> parcels, MixTask task, RowStore store, Reader reader) {
    this.parcels = parcels;
    this.task = task;
    this.store = store;
    this.reader = reader;
    advance();
  }

  private void advance() {
    next = parcels.hasNext() ? parcels.next() : null;
  }

  @Override
  public boolean hasNext() {
    return !ready.isEmpty() || next != null;
  }

  @Override
  public Cell next() {
    if (!ready.isEmpty()) {
      return ready.remove();
    }
    if (!Label.isGuest(next.getRow())) {
      readHosts();
      return ready.remove();
    }
    if (cells.isEmpty() || Parcel.cell(next.getPlace()) != place) {
      cells = Map.of();
    }
    Name name = Name.of(next.getRow());
    CellRow guest = read();
    Cell hosts = cells.get(name);
    return (hosts == null ? Cell.of(List.of(), name.block, task.seed()) : hosts)
        .withGuest(guest, task.seed());
  }

  /** Two cells share a place once in 2^63 pairs; still they must not mix. */
  private record Name(long stratumLow, long block) {
    static Name of(byte[] row) {
      return new Name(Label.cellStratumLow(row), Label.block(row));
    }
  }

  private void readHosts() {
    store.clear();
    place = Parcel.cell(next.getPlace());
    Map<Name, List<CellRow>> rows = new LinkedHashMap<>(2);
    Name lastName = null;
    List<CellRow> last = null;
    while (next != null && Parcel.cell(next.getPlace()) == place && !Label.isGuest(next.getRow())) {
      Name name = Name.of(next.getRow());
      if (!name.equals(lastName)) {
        lastName = name;
        last = rows.computeIfAbsent(name, n -> new ArrayList<>());
      }
      int length = next.getRow().length;
      CellRow arrived = read();
      if (store.isFull()) {
        arrived.moveTo(store);
      } else {
        store.keep(length);
      }
      last.add(arrived);
    }
    cells = new LinkedHashMap<>(2);
    rows.forEach((name, hosts) -> cells.put(name, Cell.of(hosts, name.block, task.seed())));
    ready.addAll(cells.values());
  }

  private CellRow read() {
    CellRow row = new CellRow(next.getRow(), task.copies());
    reader.accept(row, Label.block(next.getRow()));
    advance();
    return row;
  }
}
