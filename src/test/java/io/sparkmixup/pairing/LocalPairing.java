package io.sparkmixup.pairing;

import io.sparkmixup.plan.Duplicates;
import io.sparkmixup.plan.LargeStrata;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.plan.Quotas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What {@link Pairing} does, with lists in place of shuffles: the same places, guests and order for
 * any seed, without a job for each.
 */
public final class LocalPairing {

  private final MixupPlan plan;
  private final List<byte[]> encoded = new ArrayList<>();

  /** Runs one job, to encode the rows. */
  public LocalPairing(Dataset<Row> rows, MixupPlan plan) {
    if (plan.duplicates() != Duplicates.IN_CELL) {
      throw new IllegalArgumentException("duplicates are numbered before the shuffle");
    }
    if (plan.blocks().count(plan.quotas()) > 1) {
      throw new IllegalArgumentException("more than one block of replicates");
    }
    this.plan = plan;
    for (Parcel parcel : Pairing.pair(rows, plan).collectAsList()) {
      byte[] row = parcel.getRow();
      encoded.add(Arrays.copyOfRange(row, Label.end(row), row.length));
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

  /** Thresholds by sorting, for data without classes. */
  private Quotas quotas(long seed) {
    Quotas quotas = plan.quotas();
    if (!quotas.select()) {
      return quotas;
    }
    int rest = quotas.classes() - 1;
    if (rest > 0) {
      throw new IllegalArgumentException("selection by class");
    }
    List<long[]> hashes = new ArrayList<>();
    Selection.Hash hash = new Selection.Hash(seed);
    for (byte[] row : encoded) {
      hash.read(row, row.length, 0);
      hashes.add(new long[] {hash.high(), hash.low()});
    }
    hashes.sort(
        (a, b) -> {
          int byHigh = Long.compareUnsigned(a[0], b[0]);
          return byHigh != 0 ? byHigh : Long.compareUnsigned(a[1], b[1]);
        });
    long[] last = hashes.get((int) quotas.selected(rest) - 1);
    return quotas.withThresholds(new long[] {last[0]}, new long[] {last[1]});
  }

  private EncodedRows rows() {
    Iterator<byte[]> all = encoded.iterator();
    return new EncodedRows() {
      private byte[] current;

      @Override
      boolean advance() {
        boolean more = all.hasNext();
        current = more ? all.next() : null;
        return more;
      }

      @Override
      byte[] bytes() {
        return current;
      }

      @Override
      int size() {
        return current.length;
      }

      @Override
      long ordinal() {
        return 0;
      }
    };
  }
}
