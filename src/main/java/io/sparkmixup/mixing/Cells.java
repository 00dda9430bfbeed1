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
  private final long seed;
  private final Queue<Cell> ready = new ArrayDeque<>();
  private Parcel next;

  Cells(Iterator<Parcel> parcels, long seed) {
    this.parcels = parcels;
    this.seed = seed;
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
      last.add(new CellRow(row));
      next = parcels.hasNext() ? parcels.next() : null;
    }
    cells.values().forEach(rows -> ready.add(Cell.of(rows, seed)));
  }
}
