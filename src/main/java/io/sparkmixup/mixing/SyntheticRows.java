package io.sparkmixup.mixing;

import static io.sparkmixup.pairing.RowKey.Purpose.ROUNDING;
import static io.sparkmixup.pairing.RowKey.Purpose.WEIGHT;

import io.sparkmixup.RequestException;
import io.sparkmixup.law.BitSource;
import io.sparkmixup.law.Law;
import io.sparkmixup.pairing.Label;
import io.sparkmixup.pairing.Parcel;
import io.sparkmixup.pairing.RowKey;
import io.sparkmixup.plan.ClassName;
import io.sparkmixup.plan.Dimensions;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.Ranges;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.plan.Sizes;
import io.sparkmixup.plan.UnevenStrata;
import io.sparkmixup.rows.Murmur3;
import io.sparkmixup.rows.RowCodec;
import io.sparkmixup.rows.RowShape;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.util.TaskCompletionListener;

/** Makes the synthetic rows of one partition, cell by cell, and adds up what it does. */
final class SyntheticRows implements Iterator<RowShape.Encoded> {

  private final Cells cells;
  private final RowStore store = new RowStore();
  private final MixTask task;
  private final UnevenStrata uneven;
  private final Law law;
  private final Layout layout;
  private final RowCodec codec;
  private final SumsRequest request;
  private final SumsAccumulator accumulator;
  private final RowReader reader;
  private final Mixture mixture;
  private final RowWriter writer;
  private final Predictions predictions;
  private final MixSums sums;

  /** Null where every row counts. */
  private final FarOut farOut;

  private final Limits limits;

  /** Null where moments are kept in expectation. */
  private final ExactMoments moments;

  private final RowKey.Draws weights = new RowKey.Draws();
  private final RowKey.Draws roundings = new RowKey.Draws();
  private final Murmur3 hash = new Murmur3();
  private final Murmur3 rowSignature;

  private Cell cell;
  private int[] order;
  private int index;
  private long replicate;
  private long lastReplicate;

  /** Whether the mixtures of this cell are moved. */
  private boolean moving;

  /** The stratum of this cell, if its cells make up for one another; else null. */
  private UnevenStrata.Stratum stratum;

  /** What is counted of it, if anything is added up. */
  private StratumUse used;

  /** How many original rows of the cell are still to be written as they are. */
  private int originalsLeft;

  /**
   * @param request what to add up; null for nothing
   * @param accumulator where the sums go; null for nowhere
   */
  SyntheticRows(
      Iterator<Parcel> parcels,
      MixTask task,
      UnevenStrata uneven,
      RowShape out,
      SumsRequest request,
      SumsAccumulator accumulator) {
    this.task = task;
    this.uneven = uneven;
    this.request = request;
    this.accumulator = accumulator;
    law = task.law();
    layout = task.layout();
    codec = layout.codec();
    rowSignature = codec.signature(layout.fingerprintedSections());
    MixedColumns columns = new MixedColumns(layout);
    reader = new RowReader(layout, columns, request == null ? null : request.dimensions());
    Dimensions compared = request != null && request.rounds() ? request.dimensions() : null;
    mixture = new Mixture(layout, columns, task.integers(), compared);
    limits = task.limits().isEmpty() ? null : new Limits(layout, columns, task.limits());
    moments = task.moments() == Rules.Moments.EXACT ? new ExactMoments(columns) : null;
    writer = new RowWriter(task, columns, out);
    sums = new MixSums(columns.size(), request == null ? 0 : request.groups().classes());
    farOut = request == null || request.thinning().every() == 1 ? null : new FarOut(request);
    predictions = request == null ? null : new Predictions(request, law, sums);
    cells = new Cells(parcels, task, store, this::read);
    TaskContext context = TaskContext.get();
    if (context != null) {
      TaskCompletionListener close = ended -> store.close();
      context.addTaskCompletionListener(close);
    }
  }

  /** Moves to the next primary that makes a row of this replicate. */
  @Override
  public boolean hasNext() {
    while (originalsLeft == 0) {
      if (cell == null || replicate >= lastReplicate) {
        if (!nextCell()) {
          return false;
        }
      } else if (index == cell.size()) {
        index = 0;
        replicate++;
      } else if (replicate < cell.primary(order[index]).copies) {
        return true;
      } else {
        index++;
      }
    }
    return true;
  }

  private boolean nextCell() {
    if (cell != null && predictions != null) {
      predictions.flush();
    }
    if (!cells.hasNext()) {
      if (predictions != null) {
        predictions.end();
      }
      if (cell != null && accumulator != null) {
        System.arraycopy(mixture.overflows, 0, sums.overflows, 0, sums.overflows.length);
        accumulator.add(sums);
      }
      cell = null;
      return false;
    }
    cell = cells.next();
    index = 0;
    replicate = cell.block() * task.blockReplicates();
    originalsLeft = task.originals() == Sizes.Originals.KEPT && cell.block() == 0 ? cell.size() : 0;
    lastReplicate = Math.min(replicate + task.blockReplicates(), cell.mostCopies());
    order = order(cell);
    boolean maybe = moments != null && !cell.isOfGuest();
    stratum = maybe ? uneven.find(cell.primary(0).stratumLow()) : null;
    moving = maybe && cell.size() > 1 && fitMoments();
    if (predictions != null) {
      expect();
    }
    return true;
  }

  /** Makes all mixtures of the cell once, to see how they have to be moved. */
  private boolean fitMoments() {
    moments.start(cell);
    for (long r = replicate; r < lastReplicate; r++) {
      for (int i = 0; i < cell.size(); i++) {
        CellRow primary = cell.primary(i);
        if (r < primary.copies) {
          CellRow partner = cell.partner(i, r);
          mixture.mix(weight(primary, r), primary, partner, roundings(primary));
          moments.add(mixture);
        }
      }
    }
    return stratum == null
        ? moments.fit()
        : moments.fit(stratum.point(), stratum.ratio() * cell.size() / made());
  }

  /** How many mixtures are made of this cell here. */
  private long made() {
    long made = 0;
    for (int i = 0; i < cell.size(); i++) {
      made += Math.min(lastReplicate, cell.primary(i).copies) - replicate;
    }
    return made;
  }

  /** Says what this cell's mixtures are expected to be. */
  private void expect() {
    if (stratum != null) {
      used = sums.used(cell.primary(0).stratumLow());
      used.addOriginals(cell.size());
    }
    if (moving) {
      double own = (double) made() / cell.size();
      predictions.expectParents(stratum == null ? own : stratum.ratio(), replicate, lastReplicate);
    } else if (stratum == null) {
      predictions.expectLaw();
    } else {
      predictions.expectLaw(stratum.ratio() * cell.size() / made() - 1, stratum.point());
    }
  }

  /** Class by class where they are followed and partners need not be of one class. */
  private static int[] order(Cell of) {
    return IntStream.range(0, of.size())
        .boxed()
        .sorted(Comparator.comparingInt(i -> of.primary(i).group))
        .mapToInt(i -> i)
        .toArray();
  }

  private void read(CellRow row, long block) {
    reader.read(row);
    if (request != null && block == 0) {
      sums.originals(request).accept(reader.components());
    }
    if (request != null && request.groups().classes() > 0) {
      ClassName.hash(layout, row.bytes(), row.offsets[layout.label()], hash);
      row.group = request.groups().of(hash.high());
    }
    row.far = farOut != null && farOut.has(row);
    if (block == 0) {
      fingerprint(row);
    }
  }

  private void fingerprint(CellRow row) {
    if (layout.ids().length == 0) {
      // The key is hashed from the whole row: the same hash.
      sums.input.add(row.rowHigh(), row.rowLow());
      return;
    }
    byte[] bytes = row.bytes();
    int from = Label.end(bytes);
    int to = codec.end(bytes, from, layout.fingerprintedSections());
    hash.hash(bytes, from, to, rowSignature.high(), rowSignature.low());
    sums.input.add(hash.high(), hash.low());
  }

  @Override
  public RowShape.Encoded next() {
    if (originalsLeft > 0) {
      originalsLeft--;
      return writer.writeOriginal(cell.primary(originalsLeft));
    }
    CellRow primary = cell.primary(order[index]);
    CellRow partner = cell.partner(order[index], replicate);
    index++;
    boolean lone = partner == null;
    load(primary);
    CellRow other = lone ? primary : partner;
    double first = 1;
    if (!lone) {
      load(partner);
      first = weight(primary, replicate);
    }
    double lambda = mix(first, primary, other);
    if (moving) {
      move(primary, other);
    }
    mixture.settle(first, primary, other);
    count(lone, primary.isGuest());
    if (predictions != null) {
      predictions.add(primary, other, replicate, mixture);
    }
    RowShape.Encoded written =
        writer.write(primary, lone ? null : partner, lambda, mixture, replicate);
    unload(primary);
    if (!lone) {
      unload(partner);
    }
    return written;
  }

  private double weight(CellRow primary, long ofReplicate) {
    return law.draw(weights.start(primary.keyHigh, primary.keyLow, WEIGHT, ofReplicate));
  }

  private void move(CellRow primary, CellRow partner) {
    if (cell.size() * (lastReplicate - cell.block() * task.blockReplicates()) == 2) {
      // Two points have the mean and variance of two others where they are those.
      mixture.mix(1, primary, primary, roundings(primary));
    } else {
      moments.move(mixture);
    }
    mixture.markMoved(primary, partner);
    sums.moved++;
  }

  /** Mixes within the limits, if there are any, and returns the weight that it took. */
  private double mix(double first, CellRow primary, CellRow partner) {
    double lambda = first;
    mixture.mix(lambda, primary, partner, roundings(primary));
    if (limits == null || limits.hold(mixture, primary)) {
      return lambda;
    }
    sums.limited++;
    if (task.ranges() == Ranges.How.REDRAW && partner != primary) {
      for (int t = 1; t < Limits.TRIES && !limits.hold(mixture, primary); t++) {
        lambda = law.draw(weights);
        mixture.mix(lambda, primary, partner, roundings(primary));
      }
    }
    limits.clip(mixture, primary);
    return lambda;
  }

  private BitSource roundings(CellRow primary) {
    return roundings.start(primary.keyHigh, primary.keyLow, ROUNDING, replicate);
  }

  private void load(CellRow row) {
    if (row.isStored()) {
      row.objects = reader.objects(row, row.bytes());
    }
  }

  private static void unload(CellRow row) {
    if (row.isStored()) {
      row.objects = null;
    }
  }

  private void count(boolean lone, boolean isGuest) {
    sums.rows++;
    sums.lone += lone ? 1 : 0;
    sums.verbatim += lone || mixture.isVerbatim() ? 1 : 0;
    sums.guests += isGuest && !lone ? 1 : 0;
    sums.twins += !lone && mixture.parentsEqual() ? 1 : 0;
    if (stratum != null && predictions != null) {
      used.addSynthetic();
    }
    if (accumulator == null) {
      failOnOverflow();
    }
  }

  /** Where nobody adds up what overflowed, the first overflow has to be the last. */
  private void failOnOverflow() {
    for (int i = 0; i < mixture.overflows.length; i++) {
      if (mixture.overflows[i] > 0) {
        StructField field = layout.shape().schema().apply(layout.mixed()[i]);
        throw new RequestException(
            String.format(
                Locale.ROOT,
                "mixed column '%s': a mixture lies beyond the range of its type: %s",
                field.name(),
                OverflowAdvice.of(field.dataType(), task.integers())));
      }
    }
  }
}
