package io.sparkmixup.testing;

import io.sparkmixup.rows.Lane;
import io.sparkmixup.rows.Lanes;
import io.sparkmixup.rows.RowShape;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Rows in memory as they come out of a dataset's decoder, without a job. */
public final class LocalRows {

  /** The label's column, where there is one. */
  public static final String LABEL = "class";

  private final StructType schema;
  private final SampleLaw.Rows rows;

  /**
   * Columns x0, x1, ... and, where rows have classes, {@value #LABEL}.
   *
   * @param type of the columns: doubles or integers
   */
  public LocalRows(SampleLaw.Rows rows, DataType type) {
    this.rows = rows;
    List<StructField> fields = new ArrayList<>();
    for (int k = 0; k < rows.values()[0].length; k++) {
      fields.add(DataTypes.createStructField("x" + k, type, true));
    }
    if (rows.classes().length > 0) {
      fields.add(DataTypes.createStructField(LABEL, DataTypes.IntegerType, false));
    }
    schema = DataTypes.createStructType(fields);
  }

  public StructType schema() {
    return schema;
  }

  /** The rows in a shape that holds all columns. */
  public RowShape.Decoded decoded(RowShape shape) {
    return new RowShape.Decoded() {
      private final Lanes lanes = shape.newLanes();
      private int next;

      @Override
      public boolean advance() {
        if (next == rows.values().length) {
          return false;
        }
        fill(shape, next, lanes);
        next++;
        return true;
      }

      @Override
      public Lanes lanes() {
        return lanes;
      }

      @Override
      public Row objects() {
        return null;
      }
    };
  }

  private void fill(RowShape shape, int row, Lanes lanes) {
    for (int c = 0; c < shape.columns(); c++) {
      String name = shape.schema().apply(c).name();
      double value =
          name.equals(LABEL)
              ? rows.classes()[row]
              : rows.values()[row][Integer.parseInt(name.substring(1))];
      boolean isNull = Double.isNaN(value);
      lanes.getNulls()[shape.nullSlot(c)] = isNull;
      if (shape.lane(c) == Lane.DOUBLE) {
        lanes.getDoubles()[shape.slot(c)] = isNull ? 0 : value;
      } else {
        lanes.getLongs()[shape.slot(c)] = isNull ? 0 : (long) value;
      }
    }
  }
}
