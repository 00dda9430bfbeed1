package io.sparkmixup.plan;

import io.sparkmixup.rows.Lane;
import io.sparkmixup.rows.Micros;
import io.sparkmixup.rows.RowCodec;
import io.sparkmixup.rows.RowShape;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;

/** Reads the mixed columns of encoded rows as doubles, for moments: a number is one component. */
public final class MixedValues {

  private final RowCodec codec;
  private final RowShape shape;
  private final int[] mixed;
  private final Lane[] lanes;
  private final boolean[] scalars;

  /** Whether a column is of the double lane, as most are. */
  private final boolean[] doubles;

  public MixedValues(Layout layout) {
    codec = layout.codec();
    shape = layout.shape();
    mixed = layout.mixed();
    lanes = new Lane[mixed.length];
    scalars = new boolean[mixed.length];
    doubles = new boolean[mixed.length];
    for (int i = 0; i < mixed.length; i++) {
      lanes[i] = shape.lane(mixed[i]);
      scalars[i] = isScalar(shape, mixed[i]);
      doubles[i] = lanes[i] == Lane.DOUBLE;
    }
  }

  /** Whether the {@code i}-th mixed column holds one number, and not a vector or an array. */
  public boolean isScalar(int i) {
    return scalars[i];
  }

  /** Whether the {@code i}-th mixed column holds whole numbers, dates or times. */
  public boolean isWhole(int i) {
    return lanes[i] == Lane.LONG;
  }

  /** Whether a column of a shape, if it is mixed, holds one number. */
  public static boolean isScalar(RowShape shape, int column) {
    DataType type = shape.schema().apply(column).dataType();
    return shape.lane(column) != Lane.OBJECT || type instanceof DecimalType || Micros.isTime(type);
  }

  /** Whether the {@code i}-th mixed column holds times that Spark gives out as objects. */
  public boolean isTime(int i) {
    return Micros.isTime(shape.schema().apply(mixed[i]).dataType());
  }

  /** The time in the {@code i}-th mixed column, which is there, in steps of its type. */
  public long steps(byte[] bytes, int[] offsets, int i) {
    int column = mixed[i];
    return Micros.steps(
        codec.getObject(bytes, offsets[column], column), shape.schema().apply(column).dataType());
  }

  /** A number, or a time in steps of its type, as a double. */
  public static double number(Object value, DataType type) {
    return value instanceof Number number ? number.doubleValue() : Micros.steps(value, type);
  }

  /** The number in the {@code i}-th mixed column; NaN where it is missing. */
  public double scalar(byte[] bytes, int[] offsets, int i) {
    int column = mixed[i];
    int at = offsets[column];
    if (at < 0) {
      return Double.NaN;
    }
    return switch (lanes[i]) {
      case DOUBLE -> RowCodec.getDouble(bytes, at);
      case LONG -> RowCodec.getLong(bytes, at);
      default ->
          number(codec.getObject(bytes, at, column), shape.schema().apply(column).dataType());
    };
  }

  /** The components of the vector or array in the {@code i}-th mixed column; null where missing. */
  public double[] components(byte[] bytes, int[] offsets, int i) {
    int at = offsets[mixed[i]];
    return at < 0 ? null : components(codec.getObject(bytes, at, mixed[i]));
  }

  /** The followed components of a row; NaN where missing. */
  public void components(byte[] bytes, int[] offsets, Dimensions dimensions, double[] out) {
    int[] columns = dimensions.columns();
    double[] vector = null;
    for (int k = 0; k < out.length; k++) {
      int i = columns[k];
      if (doubles[i]) {
        int at = offsets[mixed[i]];
        out[k] = at < 0 ? Double.NaN : RowCodec.getDouble(bytes, at);
        continue;
      }
      if (scalars[i]) {
        out[k] = scalar(bytes, offsets, i);
        continue;
      }
      int element = dimensions.elements()[k];
      if (element == 0) {
        vector = components(bytes, offsets, i);
      }
      out[k] = vector == null || element >= vector.length ? Double.NaN : vector[element];
    }
  }

  /** The components of a vector or of an array of numbers; NaN for a null element. */
  public static double[] components(Object value) {
    if (value instanceof Vector vector) {
      return vector.toArray();
    }
    List<?> elements = Arrays.asList((Object[]) value);
    double[] result = new double[elements.size()];
    for (int k = 0; k < result.length; k++) {
      Number number = (Number) elements.get(k);
      result[k] = number == null ? Double.NaN : number.doubleValue();
    }
    return result;
  }
}
