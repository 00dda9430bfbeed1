package io.sparkmixup.testing;

import io.sparkmixup.rows.Lane;
import io.sparkmixup.rows.RowShape;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
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
  public Iterator<Row> decoded(RowShape shape) {
    return IntStream.range(0, rows.values().length).mapToObj(row -> decoded(shape, row)).iterator();
  }

  private Row decoded(RowShape shape, int row) {
    Object[] result = new Object[shape.columns()];
    for (int c = 0; c < result.length; c++) {
      String name = shape.schema().apply(c).name();
      double value =
          name.equals(LABEL)
              ? rows.classes()[row]
              : rows.values()[row][Integer.parseInt(name.substring(1))];
      if (!Double.isNaN(value)) {
        result[c] = shape.lane(c) == Lane.DOUBLE ? (Object) value : (Object) (long) value;
      }
    }
    return RowFactory.create(result);
  }
}
