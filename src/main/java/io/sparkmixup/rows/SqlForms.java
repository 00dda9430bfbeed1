package io.sparkmixup.rows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/**
 * SQL expressions that turn a value into a form that decodes the same on every machine, and back.
 * Dates and timestamps become days and microseconds (their Java objects depend on the JVM's zone
 * and calendar), strings become bytes (a Java string cannot hold every byte sequence), maps become
 * arrays of entries (Spark's own objects for maps are Scala's).
 */
final class SqlForms {

  private SqlForms() {}

  static Lane lane(DataType type) {
    if (type instanceof DoubleType || type instanceof FloatType) {
      return Lane.DOUBLE;
    }
    if (type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType
        || type instanceof LongType
        || type instanceof BooleanType
        || type instanceof DateType
        || type instanceof TimestampType) {
      return Lane.LONG;
    }
    if (type instanceof StringType || type instanceof BinaryType) {
      return Lane.BYTES;
    }
    return type instanceof NullType ? Lane.VOID : Lane.OBJECT;
  }

  /** The expression {@code e} of type {@code type} in its portable form. */
  static String portable(String e, DataType type, boolean nullable, int depth) {
    if (type instanceof DateType) {
      return "unix_date(" + e + ")";
    }
    if (type instanceof TimestampType) {
      return "unix_micros(" + e + ")";
    }
    if (type instanceof StringType) {
      return "cast(" + e + " as binary)";
    }
    if (isPortable(type) || isInterval(type)) {
      return e;
    }
    String x = "x" + depth;
    if (type instanceof ArrayType array) {
      return "transform("
          + e
          + ", "
          + x
          + " -> "
          + portable(x, array.elementType(), array.containsNull(), depth + 1)
          + ")";
    }
    if (type instanceof MapType map) {
      return String.format(
          "transform(map_entries(%s), %s -> named_struct('key', %s, 'value', %s))",
          e,
          x,
          portable(x + ".key", map.keyType(), false, depth + 1),
          portable(x + ".value", map.valueType(), map.valueContainsNull(), depth + 1));
    }
    return struct(e, (StructType) type, nullable, depth, true);
  }

  /** The inverse of {@link #portable}. */
  static String restored(String e, DataType type, boolean nullable, int depth) {
    if (type instanceof DateType) {
      return "date_from_unix_date(cast(" + e + " as int))";
    }
    if (type instanceof TimestampType) {
      return "timestamp_micros(" + e + ")";
    }
    if (type instanceof StringType || isInterval(type)) {
      return "cast(" + e + " as " + type.sql() + ")";
    }
    if (isPortable(type)) {
      return e;
    }
    String x = "x" + depth;
    if (type instanceof ArrayType array) {
      return "transform("
          + e
          + ", "
          + x
          + " -> "
          + restored(x, array.elementType(), array.containsNull(), depth + 1)
          + ")";
    }
    if (type instanceof MapType map) {
      return String.format(
          "map_from_entries(transform(%s, %s -> named_struct('key', %s, 'value', %s)))",
          e,
          x,
          restored(x + ".key", map.keyType(), false, depth + 1),
          restored(x + ".value", map.valueType(), map.valueContainsNull(), depth + 1));
    }
    return struct(e, (StructType) type, nullable, depth, false);
  }

  private static String struct(
      String e, StructType type, boolean nullable, int depth, boolean forth) {
    StringBuilder sql = new StringBuilder("named_struct(");
    String comma = "";
    for (StructField field : type.fields()) {
      String inner = e + "." + SqlNames.quote(field.name());
      String value =
          forth
              ? portable(inner, field.dataType(), field.nullable(), depth)
              : restored(inner, field.dataType(), field.nullable(), depth);
      if (!forth && !field.nullable() && hasAnyValue(field.dataType())) {
        value = "coalesce(" + value + ", " + anyValue(field.dataType()) + ")";
      }
      sql.append(comma).append(literal(field.name())).append(", ").append(value);
      comma = ", ";
    }
    sql.append(")");
    // Spark would take the struct of nulls that this makes for a value that is there.
    return nullable ? "if(isnull(" + e + "), null, " + sql + ")" : sql.toString();
  }

  /** Whether values of this type decode the same everywhere as they are. */
  private static boolean isPortable(DataType type) {
    if (type instanceof ArrayType array) {
      return isPortable(array.elementType());
    }
    if (type instanceof StructType struct) {
      for (StructField field : struct.fields()) {
        if (!isPortable(field.dataType())) {
          return false;
        }
      }
      return true;
    }
    return !(type instanceof MapType
        || type instanceof DateType
        || type instanceof TimestampType
        || type instanceof StringType
        || isInterval(type));
  }

  /** Intervals decode as they are, but come back from Java with the widest fields. */
  private static boolean isInterval(DataType type) {
    return type instanceof DayTimeIntervalType || type instanceof YearMonthIntervalType;
  }

  /** The type in which {@link #portable} gives a value. */
  static DataType portableType(DataType type) {
    if (type instanceof DateType) {
      return DataTypes.IntegerType;
    }
    if (type instanceof TimestampType) {
      return DataTypes.LongType;
    }
    if (type instanceof StringType) {
      return DataTypes.BinaryType;
    }
    if (type instanceof ArrayType array) {
      return DataTypes.createArrayType(portableType(array.elementType()), array.containsNull());
    }
    if (type instanceof MapType map) {
      return DataTypes.createArrayType(
          DataTypes.createStructType(
              List.of(
                  DataTypes.createStructField("key", portableType(map.keyType()), false),
                  DataTypes.createStructField(
                      "value", portableType(map.valueType()), map.valueContainsNull()))),
          false);
    }
    if (type instanceof StructType struct) {
      List<StructField> fields = new ArrayList<>();
      for (StructField f : struct.fields()) {
        fields.add(
            new StructField(f.name(), portableType(f.dataType()), f.nullable(), f.metadata()));
      }
      return DataTypes.createStructType(fields);
    }
    return type;
  }

  /**
   * Some value of a type, without a null wherever the type allows none: what tells Spark that a
   * column without nulls stays without nulls.
   */
  static String anyValue(DataType type) {
    if (type instanceof ArrayType array) {
      return "array(" + anyValue(array.elementType()) + ")";
    }
    if (type instanceof MapType map) {
      return "map(" + anyValue(map.keyType()) + ", " + anyValue(map.valueType()) + ")";
    }
    if (type instanceof StructType struct) {
      List<String> fields = new ArrayList<>();
      for (StructField field : struct.fields()) {
        fields.add(literal(field.name()) + ", " + anyValue(field.dataType()));
      }
      return "named_struct(" + String.join(", ", fields) + ")";
    }
    if (type instanceof DecimalType decimal) {
      // A literal of all its digits: Spark takes any cast to a decimal for one that may be null.
      BigInteger digits = BigInteger.TEN.pow(decimal.precision() - 1);
      return new BigDecimal(digits, decimal.scale()).toPlainString() + "BD";
    }
    String value =
        type instanceof StringType || type instanceof BinaryType
            ? "''"
            : type instanceof NumericType || type instanceof BooleanType ? "0" : zeroOf(type);
    return "cast(" + value + " as " + name(type) + ")";
  }

  /** A type in SQL. A session may have {@code timestamp} mean one without a time zone. */
  static String name(DataType type) {
    return type instanceof TimestampType ? "timestamp_ltz" : type.sql();
  }

  /** Whether SQL can write a value of a type: it cannot for vectors, nor where there is none. */
  static boolean hasAnyValue(DataType type) {
    if (type instanceof ArrayType array) {
      return hasAnyValue(array.elementType());
    }
    if (type instanceof MapType map) {
      return hasAnyValue(map.keyType()) && hasAnyValue(map.valueType());
    }
    if (type instanceof StructType struct) {
      for (StructField field : struct.fields()) {
        if (!hasAnyValue(field.dataType())) {
          return false;
        }
      }
      return true;
    }
    return !(type instanceof NullType || type.equals(SQLDataTypes.VectorType()));
  }

  private static String zeroOf(DataType type) {
    String name = type.typeName();
    if (name.startsWith("interval year") || name.startsWith("interval month")) {
      return "make_ym_interval(0, 0)";
    }
    if (name.startsWith("interval ")) {
      return "make_dt_interval(0, 0)";
    }
    return switch (name) {
      case "date" -> "date_from_unix_date(0)";
      case "timestamp" -> "timestamp_micros(0)";
      case "timestamp_ntz" -> "timestamp_ntz'1970-01-01'";
      case "interval" -> "make_interval(0)";
      default -> "null";
    };
  }

  private static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
