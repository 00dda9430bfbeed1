package io.sparkmixup.pairing;

import io.sparkmixup.rows.Iterators;
import java.util.Iterator;
import java.util.function.Predicate;

/**
 * Turns encoded rows into what is shuffled: a piece for each block of replicates, one at a time.
 */
final class Placing {

  /** Makes the piece of the current row for a block. */
  @FunctionalInterface
  private interface Piece<T> {
    T of(EncodedRows row, long block);
  }

  private Placing() {}

  /** All rows. */
  static Iterator<Parcel> all(EncodedRows rows, Address address) {
    return place(rows, address, a -> true, address::parcel);
  }

  /** The rows that cannot be alone in their null pattern. */
  static Iterator<Parcel> settled(EncodedRows rows, Address address) {
    return place(rows, address, a -> !a.mayBeLone(), address::parcel);
  }

  /** The others. */
  static Iterator<Unsettled> unsettled(EncodedRows rows, Address address) {
    return place(rows, address, Address::mayBeLone, address::unsettled);
  }

  private static <T> Iterator<T> place(
      EncodedRows rows, Address address, Predicate<Address> takes, Piece<T> piece) {
    long[] block = {0, 0};
    return Iterators.whileTrue(
        () -> {
          block[0]++;
          while (block[0] >= block[1]) {
            if (!rows.advance()) {
              return false;
            }
            address.read(rows);
            block[0] = 0;
            block[1] = takes.test(address) ? address.blocks() : 0;
          }
          return true;
        },
        () -> piece.of(rows, block[0]));
  }
}
