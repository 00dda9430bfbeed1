package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.CalendarIntervalType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/** Which column types the formats can hold, asked before anything runs. */
final class ColumnTypes {

  private static final Set<DataType> PLAIN_TEXT =
      Set.of(
          DataTypes.BooleanType,
          DataTypes.ByteType,
          DataTypes.ShortType,
          DataTypes.IntegerType,
          DataTypes.LongType,
          DataTypes.FloatType,
          DataTypes.DoubleType,
          DataTypes.DateType,
          DataTypes.TimestampType,
          DataTypes.TimestampNTZType);

  private ColumnTypes() {}

  /** Refuses what a field of a text file cannot hold: binary, nested, vector and interval types. */
  static void refuseAllButPlainText(StructType schema) {
    refuse(
        schema,
        type ->
            PLAIN_TEXT.contains(type) || type instanceof DecimalType || type instanceof StringType,
        "csv cannot hold; use --output-format parquet, or drop the column");
  }

  /** Refuses the types that Spark has in memory only. */
  static void refuseUnwritable(StructType schema) {
    refuse(
        schema,
        ColumnTypes::isStorable,
        "no file can hold; cast the column to a type of its own, or drop it");
  }

  /** Refuses what a column of a database cannot hold: nested, vector and interval types. */
  static void refuseAllButSqlTypes(StructType schema, boolean arrays) {
    refuse(
        schema,
        type ->
            PLAIN_TEXT.contains(type)
                || type instanceof DecimalType
                || type instanceof StringType
                || type instanceof BinaryType
                || (arrays && type instanceof ArrayType),
        "a database's column cannot hold; cast it by --sql, or drop it");
  }

  /** Refuses what a new table of Apache Iceberg cannot hold: vector, interval and variant types. */
  static void refuseAllButIcebergTypes(StructType schema) {
    refuse(
        schema,
        type -> isStorable(type) && !occurs(type, ColumnTypes::isUnknownToIceberg),
        "iceberg cannot hold; cast it by --sql, or drop it");
  }

  private static boolean isUnknownToIceberg(DataType type) {
    return type instanceof UserDefinedType
        || type instanceof DayTimeIntervalType
        || type instanceof YearMonthIntervalType
        || type.typeName().equals("variant");
  }

  /** Refuses the type that holds values of any type, which Spark 3.5 does not know. */
  static void refuseVariant(StructType schema, String format) {
    refuseAnywhere(schema, type -> type.typeName().equals("variant"), format);
  }

  /** Refuses maps whose keys would have to be made text, and are not made keys again. */
  static void refuseMapsWithoutTextKeys(StructType schema, String format) {
    refuseAnywhere(
        schema,
        type -> type instanceof MapType map && !(map.keyType() instanceof StringType),
        format);
  }

  /** Refuses vectors and other types that are made of several values, and named. */
  static void refuseVectors(StructType schema, String format) {
    refuseAnywhere(schema, type -> type instanceof UserDefinedType, format);
  }

  private static void refuseAnywhere(
      StructType schema, Predicate<DataType> refused, String format) {
    refuse(
        schema,
        type -> !occurs(type, refused),
        format + " cannot hold; use --output-format parquet, or drop the column");
  }

  private static boolean occurs(DataType type, Predicate<DataType> wanted) {
    if (wanted.test(type)) {
      return true;
    }
    if (type instanceof ArrayType array) {
      return occurs(array.elementType(), wanted);
    }
    if (type instanceof MapType map) {
      return occurs(map.keyType(), wanted) || occurs(map.valueType(), wanted);
    }
    return type instanceof StructType struct
        && Arrays.stream(struct.fields()).anyMatch(field -> occurs(field.dataType(), wanted));
  }

  private static boolean isStorable(DataType type) {
    if (type instanceof ArrayType array) {
      return isStorable(array.elementType());
    }
    if (type instanceof MapType map) {
      return isStorable(map.keyType()) && isStorable(map.valueType());
    }
    if (type instanceof StructType struct) {
      // Spark refuses to write a group of no columns.
      return !struct.isEmpty()
          && Arrays.stream(struct.fields()).allMatch(field -> isStorable(field.dataType()));
    }
    return !(type instanceof NullType || type instanceof CalendarIntervalType);
  }

  private static void refuse(StructType schema, Predicate<DataType> held, String why) {
    if (schema.isEmpty()) {
      throw new RequestException("the output has no columns: keep at least one");
    }
    for (StructField field : schema.fields()) {
      if (!held.test(field.dataType())) {
        throw new RequestException(
            String.format(
                "column '%s' is of type %s, which %s",
                field.name(), field.dataType().simpleString(), why));
      }
    }
  }
}
