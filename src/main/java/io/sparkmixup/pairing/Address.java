package io.sparkmixup.pairing;

import io.sparkmixup.plan.Blocks;
import io.sparkmixup.plan.ClassName;
import io.sparkmixup.plan.LargeStrata;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.Quotas;
import io.sparkmixup.plan.Stratum;
import io.sparkmixup.rows.ByteSink;
import io.sparkmixup.rows.Murmur3;
import io.sparkmixup.rows.RowCodec;

/**
 * Gives encoded rows their place, and the number of synthetic rows that they make. The key scatters
 * a stratum over its cells; a place is a hash of stratum, cell and block of replicates.
 */
final class Address {

  private final Layout layout;
  private final LargeStrata strata;
  private final Quotas quotas;
  private final boolean equalQuotas;
  private final Blocks division;
  private final long seed;
  private final RowCodec codec;
  private final Stratum stratum;
  private final Murmur3 signature;
  private final Murmur3 hash = new Murmur3();
  private final Murmur3 placeHash = new Murmur3();
  private final Selection.Hash selection;
  private final Murmur3 classHash = new Murmur3();
  private final RowKey key = new RowKey();
  private final ByteSink out = new ByteSink();
  private long blocks;
  private long copies = -1;

  Address(Layout layout, LargeStrata strata, Quotas quotas, Blocks division, long seed) {
    this.layout = layout;
    this.strata = strata;
    this.quotas = quotas;
    this.division = division;
    this.seed = seed;
    equalQuotas = quotas.equal();
    codec = layout.codec();
    stratum = new Stratum(layout);
    signature = codec.signature(1);
    selection = new Selection.Hash(seed);
    blocks = division.count(quotas);
  }

  /** Hashes what identifies the current row, and its stratum. */
  void read(EncodedRows row) {
    byte[] bytes = row.bytes();
    hash.hash(bytes, 0, codec.end(bytes, 0, 1), signature.high(), signature.low());
    stratum.read(bytes, 0);
    if (!equalQuotas) {
      int c = quotaOf(bytes);
      blocks = division.count(quotas, c);
      selection.read(bytes, row.size(), row.ordinal());
      copies = quotas.copies(c, selection.high(), selection.low());
    }
  }

  private int quotaOf(byte[] bytes) {
    if (layout.label() < 0) {
      return quotas.classes() - 1;
    }
    ClassName.hash(layout, bytes, stratum.offsets()[layout.label()], classHash);
    return quotas.classOf(classHash.high(), classHash.low());
  }

  /** Whether the row last read may be alone in its null pattern: {@link Settling} finds out. */
  boolean mayBeLone() {
    return !stratum.complete() && strata.count(stratum.high(), stratum.low()) == 0;
  }

  /** How many rows the stratum of the row last read has, 0 where it is no larger than a cell. */
  long stratumRows() {
    return strata.count(stratum.high(), stratum.low());
  }

  long stratumLow() {
    return stratum.low();
  }

  /** Where the values of the row last read begin, by column. */
  int[] offsets() {
    return stratum.offsets();
  }

  /** How many synthetic rows the row last read makes, where not all make the same number. */
  long copies() {
    return copies;
  }

  long selectionHigh() {
    return selection.high();
  }

  long selectionLow() {
    return selection.low();
  }

  /** In how many units of work the row last read takes part, one for each block of replicates. */
  long blocks() {
    return blocks;
  }

  /** The parcel of the row last read for a block of replicates. */
  Parcel parcel(EncodedRows row, long block) {
    label(row, block);
    Parcel parcel = new Parcel();
    parcel.setPlace(Parcel.hostsPlace(place(stratum.low(), row.ordinal(), block)));
    parcel.setRow(labelled(row));
    return parcel;
  }

  /** The same for a row that may be lone, with its place among complete rows should it be. */
  Unsettled unsettled(EncodedRows row, long block) {
    label(row, block);
    Label.writeHosts(out, stratum.completeLow());
    Unsettled result = new Unsettled();
    result.setPlace(Parcel.hostsPlace(place(stratum.low(), row.ordinal(), block)));
    result.setGuestsPlace(Parcel.guestsPlace(place(stratum.completeLow(), row.ordinal(), block)));
    result.setRow(labelled(row));
    return result;
  }

  private void label(EncodedRows row, long block) {
    out.clear();
    Label.write(out, stratum.low(), hash.high(), hash.low(), block, row.ordinal(), copies);
  }

  private byte[] labelled(EncodedRows row) {
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
