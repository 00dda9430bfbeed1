package io.sparkmixup.pairing;

import io.sparkmixup.plan.ClassName;
import io.sparkmixup.plan.Duplicates;
import io.sparkmixup.plan.LargeStrata;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.plan.Quotas;
import io.sparkmixup.rows.Murmur3;
import io.sparkmixup.rows.RowCodec;
import io.sparkmixup.testing.LocalRows;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What {@link Pairing} does, with lists in place of shuffles: the same places, guests and order for
 * any seed, without a job for each.
 */
public final class LocalPairing {

  private final MixupPlan plan;
  private final List<byte[]> encoded = new ArrayList<>();

  /** By encoded row: its number among its duplicates, where they are numbered before pairing. */
  private final List<Long> ordinals = new ArrayList<>();

  /** Runs one job, to encode the rows. */
  public LocalPairing(Dataset<Row> rows, MixupPlan plan) {
    this(plan);
    for (Parcel parcel : Pairing.pair(rows, plan).collectAsList()) {
      byte[] row = parcel.getRow();
      encoded.add(Arrays.copyOfRange(row, Label.end(row), row.length));
    }
    number();
  }

  /** Runs no job. */
  public LocalPairing(LocalRows rows, MixupPlan plan) {
    this(plan);
    RowCodec codec = plan.layout().codec();
    EncodedRows all = EncodedRows.of(rows.decoded(codec.shape()), codec);
    while (all.advance()) {
      encoded.add(Arrays.copyOf(all.bytes(), all.size()));
    }
    number();
  }

  private LocalPairing(MixupPlan plan) {
    if (plan.blocks().count(plan.quotas()) > 1) {
      throw new IllegalArgumentException("more than one block of replicates");
    }
    this.plan = plan;
  }

  private void number() {
    boolean before = plan.duplicates() == Duplicates.BEFORE_SHUFFLE;
    Map<ByteBuffer, Long> copies = new HashMap<>();
    for (byte[] row : encoded) {
      ordinals.add(before ? copies.merge(ByteBuffer.wrap(row), 1L, Long::sum) - 1 : 0L);
    }
  }

  /** The rows as they would come out of the shuffle under a seed. */
  public Iterator<Parcel> pair(long seed) {
    LargeStrata strata = plan.strata();
    Address address = new Address(plan.layout(), strata, quotas(seed), plan.blocks(), seed);
    List<Parcel> parcels = new ArrayList<>();
    if (plan.settleGuests()) {
      Placing.settled(rows(), address).forEachRemaining(parcels::add);
      List<Unsettled> unsettled = new ArrayList<>();
      Placing.unsettled(rows(), address).forEachRemaining(unsettled::add);
      unsettled.sort(Comparator.comparingLong(Unsettled::getPlace));
      new Settling(unsettled.iterator()).forEachRemaining(parcels::add);
    } else {
      Placing.all(rows(), address).forEachRemaining(parcels::add);
    }
    parcels.sort(Comparator.comparingLong(Parcel::getPlace));
    return parcels.iterator();
  }

  /** Thresholds by sorting, class by class. */
  private Quotas quotas(long seed) {
    Quotas quotas = plan.quotas();
    if (!quotas.select()) {
      return quotas;
    }
    Layout layout = plan.layout();
    RowCodec.Locator locator = layout.codec().locator();
    Murmur3 className = new Murmur3();
    List<List<long[]>> hashes = new ArrayList<>();
    for (int c = 0; c < quotas.classes(); c++) {
      hashes.add(new ArrayList<>());
    }
    Selection.Hash hash = new Selection.Hash(seed);
    for (int r = 0; r < encoded.size(); r++) {
      byte[] row = encoded.get(r);
      int c = quotas.classes() - 1;
      if (layout.label() >= 0) {
        ClassName.hash(layout, row, locator.locate(row, 0)[layout.label()], className);
        c = quotas.classOf(className.high(), className.low());
      }
      hash.read(row, row.length, ordinals.get(r));
      hashes.get(c).add(new long[] {hash.high(), hash.low()});
    }
    long[] high = new long[quotas.classes()];
    long[] low = new long[quotas.classes()];
    for (int c = 0; c < high.length; c++) {
      if (quotas.selected(c) > 0) {
        hashes.get(c).sort(LocalPairing::unsigned);
        long[] last = hashes.get(c).get((int) quotas.selected(c) - 1);
        high[c] = last[0];
        low[c] = last[1];
      }
    }
    return quotas.withThresholds(high, low);
  }

  private static int unsigned(long[] a, long[] b) {
    int byHigh = Long.compareUnsigned(a[0], b[0]);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(a[1], b[1]);
  }

  private EncodedRows rows() {
    return new EncodedRows() {
      private int at = -1;

      @Override
      boolean advance() {
        at++;
        return at < encoded.size();
      }

      @Override
      byte[] bytes() {
        return encoded.get(at);
      }

      @Override
      int size() {
        return bytes().length;
      }

      @Override
      long ordinal() {
        return ordinals.get(at);
      }
    };
  }
}
