package io.sparkmixup.mixing;

import io.sparkmixup.pairing.Label;
import io.sparkmixup.plan.Dimensions;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.MixedValues;
import io.sparkmixup.rows.RowCodec;

/** Decodes the mixed values of the rows of a cell, each row once. */
final class RowReader {

  private static final int[] NONE = {};

  private final RowCodec codec;
  private final RowCodec.Locator locator;
  private final MixedColumns columns;
  private final MixedValues values;
  private final Dimensions dimensions;

  /** The followed components of the last row. */
  private final double[] components;

  /**
   * @param dimensions the components to be followed; null for none
   */
  RowReader(Layout layout, MixedColumns columns, Dimensions dimensions) {
    codec = layout.codec();
    locator = codec.locator();
    this.columns = columns;
    values = new MixedValues(layout);
    this.dimensions = dimensions;
    components = new double[dimensions == null ? 0 : dimensions.size()];
  }

  /** The followed components of the row that was read last, NaN where missing; used again. */
  double[] components() {
    return components;
  }

  void read(CellRow row) {
    byte[] bytes = row.bytes();
    row.offsets = locator.locate(bytes, Label.end(bytes));
    row.doubles = new double[columns.doubles.length];
    for (int i = 0; i < row.doubles.length; i++) {
      int at = row.offsets[columns.doubles[i]];
      row.doubles[i] = at < 0 ? Double.NaN : RowCodec.getDouble(bytes, at);
    }
    row.longs = new long[columns.longs.length];
    for (int i = 0; i < row.longs.length; i++) {
      int at = row.offsets[columns.longs[i]];
      row.longs[i] = at < 0 ? 0 : RowCodec.getLong(bytes, at);
    }
    row.objects = objects(row, bytes);
    if (dimensions != null) {
      centre(row, bytes);
    }
  }

  /** The objects among the mixed values, decoded anew for a stored row. */
  Object[] objects(CellRow row, byte[] bytes) {
    Object[] objects = new Object[columns.objects.length];
    for (int i = 0; i < objects.length; i++) {
      int column = columns.objects[i];
      int at = row.offsets[column];
      objects[i] = at < 0 ? null : codec.getObject(bytes, at, column);
    }
    return objects;
  }

  private void centre(CellRow row, byte[] bytes) {
    values.components(bytes, row.offsets, dimensions, components);
    double[] centres = dimensions.centres();
    double[] centred = new double[centres.length];
    int gaps = 0;
    for (int k = 0; k < centred.length; k++) {
      centred[k] = components[k] - centres[k];
      gaps += Double.isNaN(centred[k]) ? 1 : 0;
    }
    row.centred = centred;
    row.missing = gaps == 0 ? NONE : missing(centred, gaps);
  }

  /** The components that are missing, whose values become 0. */
  private static int[] missing(double[] centred, int gaps) {
    int[] missing = new int[gaps];
    int found = 0;
    for (int k = 0; k < centred.length; k++) {
      if (Double.isNaN(centred[k])) {
        missing[found++] = k;
        centred[k] = 0;
      }
    }
    return missing;
  }
}
