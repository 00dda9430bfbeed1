package io.sparkmixup.survey;

import io.sparkmixup.moments.ColumnMoments;
import io.sparkmixup.plan.ClassName;
import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.MixedValues;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.plan.Stratum;
import io.sparkmixup.rows.Lane;
import io.sparkmixup.rows.Murmur3;
import io.sparkmixup.rows.RowCodec;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/** Surveys the rows of one partition and gives out its tallies as they fill up. */
final class SurveyScan implements Iterator<Tally> {

  private final Iterator<Row> rows;
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

  private final RowCodec.Encoder encoder;

  /** What a survey looks for in the values of a mixed column. */
  private enum Look {
    FLOATS,
    WHOLE,
    WHOLE_DECIMALS,
    OTHER_DECIMALS,
    TIMES,
    COMPONENTS
  }

  private final Look[] looks;
  private final Depth depth;
  private final Murmur3 valueHash = new Murmur3();

  private final Tallies strata = new Tallies();
  private final Tallies incomplete = new Tallies();
  private final Tallies classes = new Tallies();

  /** Classes of rows that take no part. */
  private final Optional<Tallies> dropped;

  private final Queue<Tally> ready = new ArrayDeque<>();
  private boolean done;

  SurveyScan(Iterator<Row> rows, Layout layout, Rules.Nulls nulls, Depth depth) {
    this.rows = rows;
    this.depth = depth;
    this.layout = layout;
    dropping = nulls == Rules.Nulls.DROP;
    dropped = dropping && layout.label() >= 0 ? Optional.of(new Tallies()) : Optional.empty();
    codec = layout.codec();
    stratum = new Stratum(layout);
    values = new MixedValues(layout);
    mixed = layout.mixed();
    looks = new Look[mixed.length];
    for (int i = 0; i < mixed.length; i++) {
      looks[i] = look(i);
    }
    summary = new SurveySummary(layout.mixed().length);
    keySignature = codec.signature(1);
    rowSignature = codec.signature(layout.fingerprintedSections());
    encoder = codec.encoder();
    keyIsRow = layout.ids().length == 0;
  }

  private Look look(int i) {
    DataType type = layout.shape().schema().apply(mixed[i]).dataType();
    if (layout.shape().lane(mixed[i]) == Lane.DOUBLE) {
      return Look.FLOATS;
    }
    if (values.isWhole(i)) {
      return Look.WHOLE;
    }
    if (values.isTime(i)) {
      return Look.TIMES;
    }
    if (!values.isScalar(i)) {
      return Look.COMPONENTS;
    }
    return ColumnRoles.holdsWholeNumbers(type) ? Look.WHOLE_DECIMALS : Look.OTHER_DECIMALS;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !done) {
      if (rows.hasNext()) {
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
    byte[] bytes = encoder.encode(rows.next());
    stratum.read(bytes, 0);
    if (dropping && !stratum.complete()) {
      summary.dropped++;
      dropped.ifPresent(counts -> tallyClass(counts, bytes, stratum.offsets()[layout.label()]));
      drainIfFull();
      return;
    }
    hash.hash(bytes, 0, encoder.size(), rowSignature.high(), rowSignature.low());
    summary.fingerprint.add(hash.high(), hash.low());
    if (!keyIsRow) {
      hash.hash(bytes, 0, encoder.end(0), keySignature.high(), keySignature.low());
    }
    summary.duplicates.accept(hash.low());
    (stratum.complete() ? strata : incomplete).add(stratum.high(), stratum.low());
    int[] offsets = stratum.offsets();
    if (layout.label() >= 0) {
      tallyClass(classes, bytes, offsets[layout.label()]);
    }
    look(bytes, offsets);
    drainIfFull();
  }

  private void look(byte[] bytes, int[] offsets) {
    boolean sums = depth == Depth.MOMENTS;
    // The class's hash is the last one that was computed.
    ColumnMoments[] ofClass =
        sums && layout.label() >= 0 ? summary.classMeans.of(hash.high()) : null;
    for (int i = 0; i < looks.length; i++) {
      if (looks[i] == Look.COMPONENTS) {
        look(i, values.components(bytes, offsets, i), ofClass);
        continue;
      }
      int at = offsets[mixed[i]];
      double value;
      if (looks[i] == Look.FLOATS) {
        value = at < 0 ? Double.NaN : RowCodec.getDouble(bytes, at);
        if (!sums && Double.isFinite(value)) {
          continue;
        }
      } else {
        value = values.scalar(bytes, offsets, i);
        if (at >= 0) {
          lookCloser(i, bytes, offsets);
        }
      }
      summary.columns[i].accept(value);
      if (sums) {
        summary.covariance.put(i, value);
      }
      if (ofClass != null) {
        ofClass[i].accept(0, value);
      }
    }
    if (sums) {
      summary.covariance.accept();
    }
  }

  private void look(int i, double[] components, ColumnMoments[] ofClass) {
    summary.columns[i].accept(components);
    if (depth == Depth.MOMENTS) {
      summary.covariance.put(i, components);
    }
    if (components != null && ofClass != null) {
      summary.classMeans.accept(ofClass[i], components);
    }
  }

  /** What a double would not tell: how many distinct values there are, and exact ends. */
  private void lookCloser(int i, byte[] bytes, int[] offsets) {
    int at = offsets[mixed[i]];
    switch (looks[i]) {
      case WHOLE -> summary.columns[i].acceptWhole(RowCodec.getLong(bytes, at));
      case WHOLE_DECIMALS -> {
        RowCodec.hash(bytes, at, valueHash);
        summary.columns[i].tellApart(valueHash.high());
      }
      case TIMES -> summary.columns[i].acceptEnds(values.steps(bytes, offsets, i));
      default -> {}
    }
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
