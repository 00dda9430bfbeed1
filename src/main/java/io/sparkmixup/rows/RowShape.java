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
 * How the columns of a schema are decoded and written back: each in a {@link Lane}, at a slot of
 * it. Plain numbers travel in primitive arrays, everything else in one row of objects; what comes
 * out of {@link #restore} has the schema that went into {@link #decode}.
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

  /** The decoded rows of one partition, one at a time. */
  public interface Decoded {

    /** Moves to the next row; false at the end. */
    boolean advance();

    Lanes lanes();

    /** Bytes and objects by slot; null where the shape has none. */
    Row objects();
  }

  /** What is made of the decoded rows of one partition. */
  @FunctionalInterface
  public interface PartitionFunction<T> extends Serializable {

    Iterator<T> apply(Decoded rows);
  }

  /** Applies a function to the decoded rows of every partition. */
  public <T> Dataset<T> decode(
      Dataset<Row> rows, PartitionFunction<T> function, Encoder<T> encoder) {
    if (objects == 0) {
      MapPartitionsFunction<Lanes, T> f = in -> function.apply(new LanesOnly(in));
      return rows.select(laneColumns()).as(Encoders.bean(Lanes.class)).mapPartitions(f, encoder);
    }
    MapPartitionsFunction<Tuple2<Lanes, Row>, T> f = in -> function.apply(new LanesAndObjects(in));
    return rows.select(
            functions.struct(laneColumns()).as("_1"), functions.struct(objectColumns()).as("_2"))
        .as(Encoders.tuple(Encoders.bean(Lanes.class), Encoders.row(objectSchema(rows))))
        .mapPartitions(f, encoder);
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

  private Column[] laneColumns() {
    List<String> doubleValues = new ArrayList<>();
    List<String> longValues = new ArrayList<>();
    List<String> doubleNulls = new ArrayList<>();
    List<String> longNulls = new ArrayList<>();
    for (int c = 0; c < lanes.length; c++) {
      StructField field = schema.apply(c);
      String name = SqlNames.quote(field.name());
      String isNull = field.nullable() ? "isnull(" + name + ")" : "false";
      if (lanes[c] == Lane.DOUBLE) {
        doubleValues.add("coalesce(cast(" + name + " as double), 0D)");
        doubleNulls.add(isNull);
      } else if (lanes[c] == Lane.LONG) {
        String portable = SqlForms.portable(name, field.dataType(), field.nullable(), 0);
        longValues.add("coalesce(cast(" + portable + " as bigint), 0L)");
        longNulls.add(isNull);
      }
    }
    doubleNulls.addAll(longNulls);
    List<String> nullable = doubleNulls.stream().filter(n -> !n.equals("false")).toList();
    String nulls = "array(" + String.join(", ", doubleNulls) + ")";
    String none = "cast(array() as array<boolean>)";
    // Rows without a null, the most, are spared the array.
    String nullsOrNone =
        nullable.isEmpty()
            ? none
            : "if(" + String.join(" or ", nullable) + ", " + nulls + ", " + none + ")";
    return new Column[] {
      array(doubleValues, "double").as("doubles"),
      array(longValues, "bigint").as("longs"),
      functions.expr(nullsOrNone).as("nulls")
    };
  }

  private static Column array(List<String> elements, String type) {
    String array = "array(" + String.join(", ", elements) + ")";
    return functions.expr(
        elements.isEmpty() ? "cast(" + array + " as array<" + type + ">)" : array);
  }

  private Column[] objectColumns() {
    List<Column> result = new ArrayList<>();
    for (int c = 0; c < lanes.length; c++) {
      if (lanes[c] == Lane.BYTES || lanes[c] == Lane.OBJECT) {
        StructField field = schema.apply(c);
        result.add(
            functions
                .expr(
                    SqlForms.portable(
                        SqlNames.quote(field.name()), field.dataType(), field.nullable(), 0))
                .as("o" + slots[c]));
      }
    }
    return result.toArray(new Column[0]);
  }

  private StructType objectSchema(Dataset<Row> rows) {
    return rows.select(objectColumns()).schema();
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

  private static final class LanesOnly implements Decoded {
    private final Iterator<Lanes> in;
    private Lanes current;

    LanesOnly(Iterator<Lanes> in) {
      this.in = in;
    }

    @Override
    public boolean advance() {
      boolean more = in.hasNext();
      current = more ? in.next() : null;
      return more;
    }

    @Override
    public Lanes lanes() {
      return current;
    }

    @Override
    public Row objects() {
      return null;
    }
  }

  private static final class LanesAndObjects implements Decoded {
    private final Iterator<Tuple2<Lanes, Row>> in;
    private Tuple2<Lanes, Row> current;

    LanesAndObjects(Iterator<Tuple2<Lanes, Row>> in) {
      this.in = in;
    }

    @Override
    public boolean advance() {
      boolean more = in.hasNext();
      current = more ? in.next() : null;
      return more;
    }

    @Override
    public Lanes lanes() {
      return current._1();
    }

    @Override
    public Row objects() {
      return current._2();
    }
  }
}
