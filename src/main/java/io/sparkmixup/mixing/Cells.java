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

/** Cuts parcels sorted by place into cells, holding one cell at a time. */
final class Cells implements Iterator<Cell> {

  private final Iterator<Parcel> parcels;
  private final MixTask task;
  private final RowStore store;
  private final Reader reader;
  private final Queue<Cell> ready = new ArrayDeque<>();
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
    next = parcels.hasNext() ? parcels.next() : null;
  }

  @Override
  public boolean hasNext() {
    return !ready.isEmpty() || next != null;
  }

  @Override
  public Cell next() {
    if (ready.isEmpty()) {
      readPlace();
    }
    return ready.remove();
  }

  private record Name(long stratumLow, long block) {}

  private void readPlace() {
    store.clear();
    long place = next.getPlace();
    Map<Name, List<CellRow>> cells = new LinkedHashMap<>(2);
    Name lastName = null;
    List<CellRow> last = null;
    while (next != null && next.getPlace() == place) {
      byte[] row = next.getRow();
      long stratumLow = Label.stratumLow(row);
      long block = Label.block(row);
      // Two cells share a place once in 2^64 pairs; still they must not mix.
      if (lastName == null || lastName.stratumLow != stratumLow || lastName.block != block) {
        lastName = new Name(stratumLow, block);
        last = cells.computeIfAbsent(lastName, n -> new ArrayList<>());
      }
      CellRow arrived = new CellRow(row, task.copies());
      reader.accept(arrived, block);
      if (store.isFull()) {
        arrived.moveTo(store);
      } else {
        store.keep(row.length);
      }
      last.add(arrived);
      next = parcels.hasNext() ? parcels.next() : null;
    }
    cells.forEach((name, rows) -> ready.add(Cell.of(rows, name.block, task.seed())));
  }
}
