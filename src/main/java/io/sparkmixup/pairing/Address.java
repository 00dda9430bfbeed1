package io.sparkmixup.pairing;

import io.sparkmixup.plan.LargeStrata;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.Stratum;
import io.sparkmixup.rows.ByteSink;
import io.sparkmixup.rows.Murmur3;
import io.sparkmixup.rows.RowCodec;
import java.util.function.Consumer;

/**
 * Gives encoded rows their place. The key scatters a stratum over its cells; a place is a hash of
 * stratum, cell and block of replicates.
 */
final class Address {

  private final LargeStrata strata;
  private final long seed;
  private final long blocks;
  private final RowCodec codec;
  private final Stratum stratum;
  private final Murmur3 signature;
  private final Murmur3 hash = new Murmur3();
  private final Murmur3 placeHash = new Murmur3();
  private final RowKey key = new RowKey();
  private final ByteSink out = new ByteSink();

  /**
   * @param blocks the number of units of work that a cell makes
   */
  Address(Layout layout, LargeStrata strata, long seed, long blocks) {
    this.strata = strata;
    this.seed = seed;
    this.blocks = blocks;
    codec = layout.codec();
    stratum = new Stratum(layout);
    signature = codec.signature(1);
  }

  /** Hashes what identifies the current row, and its stratum. */
  void read(EncodedRows row) {
    byte[] bytes = row.bytes();
    hash.hash(bytes, 0, codec.end(bytes, 0, 1), signature.high(), signature.low());
    stratum.read(bytes, 0);
  }

  /** Whether the row last read may be alone in its null pattern: {@link Settling} finds out. */
  boolean mayBeLone() {
    return !stratum.complete() && strata.count(stratum.high(), stratum.low()) == 0;
  }

  /** The parcels of the row last read, one for each block of replicates. */
  void parcels(EncodedRows row, Consumer<Parcel> to) {
    for (long block = 0; block < blocks; block++) {
      Parcel parcel = new Parcel();
      parcel.setPlace(place(stratum.low(), row.ordinal(), block));
      parcel.setRow(labelled(row, block));
      to.accept(parcel);
    }
  }

  /** The same for a row that may be lone, with its place among complete rows should it be. */
  void unsettled(EncodedRows row, Consumer<Unsettled> to) {
    for (long block = 0; block < blocks; block++) {
      Unsettled result = new Unsettled();
      result.setPlace(place(stratum.low(), row.ordinal(), block));
      result.setHostsPlace(place(stratum.completeLow(), row.ordinal(), block));
      result.setHostsStratumLow(stratum.completeLow());
      result.setRow(labelled(row, block));
      to.accept(result);
    }
  }

  private byte[] labelled(EncodedRows row, long block) {
    out.clear();
    Label.write(out, stratum.low(), hash.high(), hash.low(), block, row.ordinal());
    out.putBytes(row.bytes(), 0, row.size());
    return out.toBytes();
  }

  private long place(long stratumLow, long ordinal, long block) {
    long cells = strata.cells(stratum.high(), stratumLow);
    long cell = 0;
    if (cells > 1) {
      key.set(hash.high(), hash.low(), stratumLow, seed, ordinal);
      // The key's first 63 bits, as a fraction of their range, times the number of cells.
      cell = Math.multiplyHigh(key.high() >>> 1, cells << 1);
    }
    placeHash.hash(stratum.high(), stratumLow, cell, block);
    return placeHash.high();
  }
}
