package io.sparkmixup.profile;

import io.sparkmixup.plan.ClassName;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.MixedValues;
import io.sparkmixup.rows.Lane;
import io.sparkmixup.rows.Murmur3;
import io.sparkmixup.rows.RowCodec;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.sql.Row;

/** Sums the rows of one partition. */
final class ProfileScan {

  private final Layout layout;
  private final MixedValues values;
  private final int[] numberColumns;
  private final ProfileSums sums;
  private final Murmur3 hash = new Murmur3();
  private final int[] starts;
  private final double[][] vectors;

  /** The components of a row, NaN where it has none. */
  private double[] row;

  private ProfileScan(Layout layout) {
    this.layout = layout;
    values = new MixedValues(layout);
    numberColumns = layout.mixed();
    sums = new ProfileSums(layout);
    for (int i = 0; i < numberColumns.length; i++) {
      if (values.isScalar(i)) {
        sums.ensureSize(i, 1);
      }
    }
    starts = new int[numberColumns.length];
    vectors = new double[numberColumns.length][];
    place();
  }

  static ProfileSums of(Iterator<Row> rows, Layout layout) {
    ProfileScan scan = new ProfileScan(layout);
    RowCodec codec = layout.codec();
    Murmur3 signature = codec.signature(layout.fingerprintedSections());
    RowCodec.Locator locator = codec.locator();
    RowCodec.Encoder encoder = codec.encoder();
    while (rows.hasNext()) {
      byte[] bytes = encoder.encode(rows.next());
      scan.hash.hash(bytes, 0, encoder.size(), signature.high(), signature.low());
      scan.sums.fingerprint.add(scan.hash.high(), scan.hash.low());
      scan.accept(bytes, locator.locate(bytes, 0));
    }
    return scan.sums;
  }

  /** Takes over where components stand now. */
  private void place() {
    Arrays.setAll(starts, sums::start);
    row = new double[sums.moments().dimension()];
  }

  private void accept(byte[] bytes, int[] offsets) {
    acceptColumns(bytes, offsets);
    if (layout.label() >= 0) {
      int at = offsets[layout.label()];
      ClassName.hash(layout, bytes, at, hash);
      sums.classes.add(hash.high(), hash.low(), () -> ClassName.of(layout, bytes, at));
    }
    readVectors(bytes, offsets);
    Arrays.fill(row, Double.NaN);
    for (int i = 0; i < numberColumns.length; i++) {
      if (vectors[i] != null) {
        acceptVector(vectors[i], starts[i]);
      } else if (values.isScalar(i) && offsets[numberColumns[i]] >= 0) {
        acceptNumber(bytes, offsets, i);
      }
    }
    sums.moments().accept(row);
  }

  private void acceptColumns(byte[] bytes, int[] offsets) {
    for (int c = 0; c < offsets.length; c++) {
      ColumnSums column = sums.columns[c];
      int at = offsets[c];
      if (at < 0) {
        column.nulls++;
      } else if (column.distinct != null) {
        column.distinct.accept(hashOf(bytes, at, c));
      }
    }
  }

  /** Whole numbers are hashed as the survey does, which takes many distinct ones for an id. */
  private long hashOf(byte[] bytes, int at, int column) {
    if (layout.shape().lane(column) == Lane.LONG) {
      return Murmur3.mix(RowCodec.getLong(bytes, at));
    }
    RowCodec.hash(bytes, at, hash);
    return hash.high();
  }

  /** Before anything of the row is summed: a longer vector than those before moves components. */
  private void readVectors(byte[] bytes, int[] offsets) {
    boolean longer = false;
    for (int i = 0; i < numberColumns.length; i++) {
      if (!values.isScalar(i)) {
        vectors[i] = values.components(bytes, offsets, i);
        if (vectors[i] != null && vectors[i].length > sums.size(i)) {
          sums.ensureSize(i, vectors[i].length);
          longer = true;
        }
      }
    }
    if (longer) {
      place();
    }
  }

  private void acceptNumber(byte[] bytes, int[] offsets, int i) {
    if (starts[i] < sums.followed()) {
      NumberSums number = sums.number(starts[i]);
      if (values.isWhole(i)) {
        number.acceptWhole(RowCodec.getLong(bytes, offsets[numberColumns[i]]));
      }
      row[starts[i]] = number.accept(values.scalar(bytes, offsets, i));
    }
  }

  private void acceptVector(double[] vector, int start) {
    for (int e = 0; e < vector.length && start + e < sums.followed(); e++) {
      row[start + e] = sums.number(start + e).accept(vector[e]);
    }
  }
}
