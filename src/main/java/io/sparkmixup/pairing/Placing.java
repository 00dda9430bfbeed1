package io.sparkmixup.pairing;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.function.Consumer;

/** Turns encoded rows into what is shuffled, holding one row at a time. */
final class Placing<T> implements Iterator<T> {

  /** Gives what the current row becomes: nothing, or one piece per block of replicates. */
  @FunctionalInterface
  private interface Step<T> {
    void apply(EncodedRows row, Consumer<T> to);
  }

  private final EncodedRows rows;
  private final Step<T> step;
  private final Queue<T> ready = new ArrayDeque<>();

  private Placing(EncodedRows rows, Step<T> step) {
    this.rows = rows;
    this.step = step;
  }

  /** All rows. */
  static Iterator<Parcel> all(EncodedRows rows, Address address) {
    return new Placing<>(
        rows,
        (row, to) -> {
          address.read(row);
          address.parcels(row, to);
        });
  }

  /** The rows that cannot be alone in their null pattern. */
  static Iterator<Parcel> settled(EncodedRows rows, Address address) {
    return new Placing<>(
        rows,
        (row, to) -> {
          address.read(row);
          if (!address.mayBeLone()) {
            address.parcels(row, to);
          }
        });
  }

  /** The others. */
  static Iterator<Unsettled> unsettled(EncodedRows rows, Address address) {
    return new Placing<>(
        rows,
        (row, to) -> {
          address.read(row);
          if (address.mayBeLone()) {
            address.unsettled(row, to);
          }
        });
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && rows.advance()) {
      step.apply(rows, ready::add);
    }
    return !ready.isEmpty();
  }

  @Override
  public T next() {
    return ready.remove();
  }
}
