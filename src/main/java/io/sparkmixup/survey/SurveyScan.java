package io.sparkmixup.survey;

import io.sparkmixup.moments.ColumnMoments;
import io.sparkmixup.plan.ClassName;
import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.MixedValues;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.plan.Stratum;
import io.sparkmixup.rows.ByteSink;
import io.sparkmixup.rows.Murmur3;
import io.sparkmixup.rows.RowCodec;
import io.sparkmixup.rows.RowShape;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.Queue;
import org.apache.spark.sql.types.DataType;

/** Surveys the rows of one partition and gives out its tallies as they fill up. */
final class SurveyScan implements Iterator<Tally> {

  private final RowShape.Decoded rows;
  private final Layout layout;
  private final RowCodec codec;
  private final Stratum stratum;
  private final MixedValues values;
  private final int[] mixed;
  private final SurveySummary summary;
  private final Murmur3 hash = new Murmur3();
  private final Murmur3 keySignature;
  private final Murmur3 rowSignature;
  private final boolean keyIsRow;

  /** Whether rows that miss a mixed value are counted and no more. */
  private final boolean dropping;

  private final ByteSink sink = new ByteSink();
  private final int[] ends;

  /** By mixed column, whether it holds decimals without a fraction. */
  private final boolean[] wholeDecimals;

  private final boolean[] isTime;

  private final Tallies strata = new Tallies();
  private final Tallies incomplete = new Tallies();
  private final Tallies classes = new Tallies();

  /** Classes of rows that take no part. */
  private final Optional<Tallies> dropped;

  private final Queue<Tally> ready = new ArrayDeque<>();
  private boolean done;

  SurveyScan(RowShape.Decoded rows, Layout layout, Rules.Nulls nulls) {
    this.rows = rows;
    this.layout = layout;
    dropping = nulls == Rules.Nulls.DROP;
    dropped = dropping && layout.label() >= 0 ? Optional.of(new Tallies()) : Optional.empty();
    codec = layout.codec();
    stratum = new Stratum(layout);
    values = new MixedValues(layout);
    mixed = layout.mixed();
    wholeDecimals = new boolean[mixed.length];
    isTime = new boolean[mixed.length];
    for (int i = 0; i < mixed.length; i++) {
      DataType type = layout.shape().schema().apply(mixed[i]).dataType();
      wholeDecimals[i] = ColumnRoles.holdsWholeNumbers(type) && !values.isWhole(i);
      isTime[i] = values.isTime(i);
    }
    summary = new SurveySummary(layout.mixed().length);
    keySignature = codec.signature(1);
    rowSignature = codec.signature(layout.fingerprintedSections());
    ends = new int[codec.sections()];
    keyIsRow = layout.ids().length == 0;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !done) {
      if (rows.advance()) {
        accept();
      } else {
        done = true;
        drain();
        ready.add(Tally.summary(summary));
      }
    }
    return !ready.isEmpty();
  }

  @Override
  public Tally next() {
    return ready.remove();
  }

  private void accept() {
    sink.clear();
    codec.encode(rows.lanes(), rows.objects(), sink, ends);
    byte[] bytes = sink.array();
    stratum.read(bytes, 0);
    if (dropping && !stratum.complete()) {
      summary.dropped++;
      dropped.ifPresent(counts -> tallyClass(counts, bytes, stratum.offsets()[layout.label()]));
      drainIfFull();
      return;
    }
    hash.hash(bytes, 0, sink.size(), rowSignature.high(), rowSignature.low());
    summary.fingerprint.add(hash.high(), hash.low());
    if (!keyIsRow) {
      hash.hash(bytes, 0, ends[0], keySignature.high(), keySignature.low());
    }
    summary.duplicates.accept(hash.low());
    (stratum.complete() ? strata : incomplete).add(stratum.high(), stratum.low());
    int[] offsets = stratum.offsets();
    ColumnMoments[] ofClass = null;
    if (layout.label() >= 0) {
      tallyClass(classes, bytes, offsets[layout.label()]);
      ofClass = summary.classMeans.of(hash.high());
    }
    for (int i = 0; i < summary.columns.length; i++) {
      if (values.isWhole(i) && offsets[mixed[i]] >= 0) {
        summary.columns[i].acceptWhole(RowCodec.getLong(bytes, offsets[mixed[i]]));
      } else if (wholeDecimals[i] && offsets[mixed[i]] >= 0) {
        RowCodec.hash(bytes, offsets[mixed[i]], hash);
        summary.columns[i].tellApart(hash.high());
      } else if (isTime[i] && offsets[mixed[i]] >= 0) {
        summary.columns[i].acceptEnds(values.steps(bytes, offsets, i));
      }
      if (values.isScalar(i)) {
        double value = values.scalar(bytes, offsets, i);
        summary.columns[i].accept(value);
        summary.covariance.put(i, value);
        if (ofClass != null) {
          ofClass[i].accept(0, value);
        }
      } else {
        double[] components = values.components(bytes, offsets, i);
        summary.covariance.put(i, components);
        if (components != null) {
          summary.columns[i].accept(components);
          if (ofClass != null) {
            summary.classMeans.accept(ofClass[i], components);
          }
        }
      }
    }
    summary.covariance.accept();
    drainIfFull();
  }

  private void drainIfFull() {
    if (strata.full()
        || incomplete.full()
        || classes.full()
        || dropped.map(Tallies::full).orElse(false)) {
      drain();
    }
  }

  private void tallyClass(Tallies counts, byte[] bytes, int at) {
    ClassName.hash(layout, bytes, at, hash);
    if (counts.add(hash.high(), hash.low())) {
      ready.add(Tally.className(hash.high(), hash.low(), ClassName.of(layout, bytes, at)));
    }
  }

  private void drain() {
    strata.drain((high, low, count) -> ready.add(Tally.of(Tally.COMPLETE, high, low, count)));
    incomplete.drain((high, low, count) -> ready.add(Tally.of(Tally.INCOMPLETE, high, low, count)));
    classes.drain((high, low, count) -> ready.add(Tally.of(Tally.CLASS, high, low, count)));
    dropped.ifPresent(
        counts ->
            counts.drain(
                (high, low, count) -> ready.add(Tally.of(Tally.DROPPED, high, low, count))));
  }
}
