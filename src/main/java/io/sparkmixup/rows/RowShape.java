package io.sparkmixup.rows;

import io.sparkmixup.RequestException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF0;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.CalendarIntervalType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.YearMonthIntervalType;
import scala.Tuple2;

/**
 * How the columns of a schema are decoded and written back, each in a {@link Lane}. They are read
 * as one row of objects. They are written from the slots of their lanes: plain numbers in primitive
 * arrays, everything else in one row of objects. What comes out of {@link #restore} has the schema
 * that went into {@link #decode}.
 */
public final class RowShape implements Serializable {

  private static final long serialVersionUID = 1L;

  private final StructType schema;
  private final Lane[] lanes;
  private final int[] slots;
  private final int doubles;
  private final int longs;
  private final int objects;

  private RowShape(StructType schema) {
    this.schema = schema;
    int n = schema.length();
    lanes = new Lane[n];
    slots = new int[n];
    Map<Lane, Integer> used = new EnumMap<>(Lane.class);
    for (int c = 0; c < n; c++) {
      lanes[c] = SqlForms.lane(schema.apply(c).dataType());
      // Bytes and objects share one row, hence one numbering.
      Lane numbering = lanes[c] == Lane.BYTES ? Lane.OBJECT : lanes[c];
      slots[c] = used.merge(numbering, 1, Integer::sum) - 1;
    }
    doubles = used.getOrDefault(Lane.DOUBLE, 0);
    longs = used.getOrDefault(Lane.LONG, 0);
    objects = used.getOrDefault(Lane.OBJECT, 0);
  }

  /**
   * The shape of a schema.
   *
   * @throws RequestException if a column has a type that cannot be carried through, or holds two
   *     fields of one name
   */
  public static RowShape of(StructType schema) {
    for (StructField field : schema.fields()) {
      refuseTwins(field.name(), field.dataType());
      if (SqlForms.lane(field.dataType()) == Lane.OBJECT && !isSupported(field.dataType())) {
        throw new RequestException(
            String.format(
                Locale.ROOT,
                "column '%s' has type %s, which cannot be read into synthetic rows: drop it with"
                    + " --drop, or cast it",
                field.name(),
                field.dataType().simpleString()));
      }
    }
    return new RowShape(schema);
  }

  /** Spark reads structs with two fields of one name, and makes none. */
  private static void refuseTwins(String column, DataType type) {
    if (type instanceof ArrayType array) {
      refuseTwins(column, array.elementType());
    } else if (type instanceof MapType map) {
      refuseTwins(column, map.keyType());
      refuseTwins(column, map.valueType());
    } else if (type instanceof StructType struct) {
      Set<String> names = new HashSet<>();
      for (StructField field : struct.fields()) {
        if (!names.add(field.name())) {
          throw new RequestException(
              String.format(
                  Locale.ROOT,
                  "column '%s' holds two fields that are named '%s': rename one of them, or drop"
                      + " the column with --drop",
                  column,
                  field.name()));
        }
        refuseTwins(column, field.dataType());
      }
    }
  }

  public StructType schema() {
    return schema;
  }

  public int columns() {
    return lanes.length;
  }

  public Lane lane(int column) {
    return lanes[column];
  }

  /** Where in its lane a column stands; bytes and objects are numbered together. */
  public int slot(int column) {
    return slots[column];
  }

  /** Where in {@link Lanes#getNulls} a column of the double or long lane stands. */
  public int nullSlot(int column) {
    return lanes[column] == Lane.DOUBLE ? slots[column] : doubles + slots[column];
  }

  /** Empty lanes of this shape. */
  public Lanes newLanes() {
    Lanes result = new Lanes();
    result.setDoubles(new double[doubles]);
    result.setLongs(new long[longs]);
    result.setNulls(new boolean[doubles + longs]);
    return result;
  }

  public int objects() {
    return objects;
  }

  /**
   * What is made of the decoded rows of one partition: a value for each column of the shape, as a
   * Double, a Long, bytes or an object by its lane; null where it is null, and for columns of the
   * void type. Spark may use a row again for the next one.
   */
  @FunctionalInterface
  public interface PartitionFunction<T> extends Serializable {

    Iterator<T> apply(Iterator<Row> rows);
  }

  /** Applies a function to the decoded rows of every partition. */
  public <T> Dataset<T> decode(
      Dataset<Row> rows, PartitionFunction<T> function, Encoder<T> encoder) {
    MapPartitionsFunction<Row, T> f = function::apply;
    return rows.select(decodedColumns()).mapPartitions(f, encoder);
  }

  /** One row to be written: {@code objects} holds bytes and objects by slot. */
  public record Encoded(Lanes lanes, Row objects) {}

  /** What the rows to be written are made from, partition by partition. */
  @FunctionalInterface
  public interface RowMaker<T> extends Serializable {

    Iterator<Encoded> apply(Iterator<T> partition);
  }

  /** Makes rows of this shape's schema from the partitions of any dataset. */
  public <T> Dataset<Row> restore(Dataset<T> source, RowMaker<T> maker) {
    if (objects == 0) {
      MapPartitionsFunction<T, Lanes> f = in -> Iterators.map(maker.apply(in), Encoded::lanes);
      return source.mapPartitions(f, Encoders.bean(Lanes.class)).select(restoredColumns("", ""));
    }
    MapPartitionsFunction<T, Tuple2<Lanes, Row>> f =
        in -> Iterators.map(maker.apply(in), e -> new Tuple2<>(e.lanes(), e.objects()));
    return FieldMetadata.restore(
        source
            .mapPartitions(
                f, Encoders.tuple(Encoders.bean(Lanes.class), Encoders.row(portableSchema())))
            .select(restoredColumns("_1.", "_2.")),
        schema);
  }

  private Column[] decodedColumns() {
    Column[] result = new Column[lanes.length];
    for (int c = 0; c < lanes.length; c++) {
      StructField field = schema.apply(c);
      String name = SqlNames.quote(field.name());
      String portable = SqlForms.portable(name, field.dataType(), field.nullable(), 0);
      String decoded =
          switch (lanes[c]) {
            case DOUBLE -> "cast(" + name + " as double)";
            case LONG -> "cast(" + portable + " as bigint)";
            case VOID -> "cast(null as boolean)";
            default -> portable;
          };
      result[c] = functions.expr(decoded).as("c" + c);
    }
    return result;
  }

  /** The schema of the objects, by the types that {@link SqlForms#portable} gives. */
  private StructType portableSchema() {
    List<StructField> fields = new ArrayList<>();
    for (int c = 0; c < lanes.length; c++) {
      if (lanes[c] == Lane.BYTES || lanes[c] == Lane.OBJECT) {
        DataType type = SqlForms.portableType(schema.apply(c).dataType());
        fields.add(DataTypes.createStructField("o" + slots[c], type, true));
      }
    }
    return DataTypes.createStructType(fields);
  }

  private Column[] restoredColumns(String numbers, String others) {
    Column[] result = new Column[lanes.length];
    for (int c = 0; c < lanes.length; c++) {
      StructField field = schema.apply(c);
      String restored = restored(c, numbers, others);
      boolean nullable = field.nullable();
      if (!nullable && SqlForms.hasAnyValue(field.dataType())) {
        restored = "coalesce(" + restored + ", " + SqlForms.anyValue(field.dataType()) + ")";
      }
      Column column = functions.expr(restored);
      if (!nullable && field.dataType().equals(SQLDataTypes.VectorType())) {
        column = functions.coalesce(column, anyVector());
      }
      result[c] = column.as(field.name(), field.metadata());
    }
    return result;
  }

  /** SQL has no vectors: see {@link SqlForms#anyValue}. */
  private static Column anyVector() {
    UDF0<Vector> empty = () -> Vectors.dense(new double[0]);
    return functions.udf(empty, SQLDataTypes.VectorType()).asNonNullable().apply();
  }

  private String restored(int c, String numbers, String others) {
    DataType type = schema.apply(c).dataType();
    switch (lanes[c]) {
      case DOUBLE, LONG -> {
        String lane = lanes[c] == Lane.DOUBLE ? "doubles[" : "longs[";
        String value = numbers + lane + slots[c] + "]";
        if (type instanceof BooleanType) {
          value = value + " = 1L";
        }
        String back = SqlForms.restored(value, type, true, 0);
        return String.format(
            "if(%snulls[%d], null, cast(%s as %s))",
            numbers, nullSlot(c), back, SqlForms.name(type));
      }
      case VOID -> {
        return "null";
      }
      default -> {
        return SqlForms.restored(others + "o" + slots[c], type, schema.apply(c).nullable(), 0);
      }
    }
  }

  private static boolean isSupported(DataType type) {
    if (type instanceof ArrayType array) {
      return isSupported(array.elementType());
    }
    if (type instanceof MapType map) {
      return isSupported(map.keyType()) && isSupported(map.valueType());
    }
    if (type instanceof StructType struct) {
      for (StructField field : struct.fields()) {
        if (!isSupported(field.dataType())) {
          return false;
        }
      }
      return true;
    }
    return SqlForms.lane(type) != Lane.OBJECT
        || type instanceof DecimalType
        || type instanceof TimestampNTZType
        || type instanceof DayTimeIntervalType
        || type instanceof YearMonthIntervalType
        || type instanceof CalendarIntervalType
        || type.equals(SQLDataTypes.VectorType());
  }
}
