package io.sparkmixup.io;

import io.sparkmixup.rows.SqlNames;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Types that hold every value of another: a place may keep a column in one, and a cast brings the
 * column back, bit for bit.
 */
final class WiderTypes {

  /** Each holds the values of those before it. */
  private static final List<DataType> WHOLE =
      List.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

  private WiderTypes() {}

  /** Whether a type is another one, or holds all of its values; nullability aside. */
  static boolean holds(DataType wider, DataType type) {
    if (NullableTypes.of(wider).equals(NullableTypes.of(type))) {
      return true;
    }
    if (wider instanceof ArrayType a && type instanceof ArrayType b) {
      return holds(a.elementType(), b.elementType());
    }
    if (wider instanceof MapType a && type instanceof MapType b) {
      return holds(a.keyType(), b.keyType()) && holds(a.valueType(), b.valueType());
    }
    if (wider instanceof StructType a && type instanceof StructType b) {
      return Arrays.equals(a.fieldNames(), b.fieldNames())
          && IntStream.range(0, a.size())
              .allMatch(i -> holds(a.fields()[i].dataType(), b.fields()[i].dataType()));
    }
    return holdsPlain(wider, type);
  }

  private static boolean holdsPlain(DataType wider, DataType type) {
    int at = WHOLE.indexOf(type);
    return (at >= 0 && WHOLE.indexOf(wider) > at)
        || (type.equals(DataTypes.FloatType) && wider.equals(DataTypes.DoubleType));
  }

  /** A type as places keep it whose smallest whole number is the int. */
  static DataType withoutSmallInts(DataType type) {
    return NullableTypes.of(
        type,
        plain ->
            plain.equals(DataTypes.ByteType) || plain.equals(DataTypes.ShortType)
                ? DataTypes.IntegerType
                : plain);
  }

  /**
   * A line for each column that a place keeps in another type.
   *
   * @param place how the line names it
   * @param kept the same columns, in any order, as the place keeps them
   */
  static List<String> warnings(StructType schema, String place, StructType kept) {
    return Arrays.stream(schema.fields())
        .flatMap(field -> warning(field, place, kept.apply(field.name()).dataType()).stream())
        .toList();
  }

  private static Optional<String> warning(StructField field, String place, DataType kept) {
    String made = NullableTypes.of(kept).simpleString();
    String type = NullableTypes.of(field.dataType()).simpleString();
    return made.equals(type)
        ? Optional.empty()
        : Optional.of(
            String.format(
                "column '%s' is of type %s, of which %s makes %s: its values stay",
                field.name(), type, place, made));
  }

  /** The columns of a schema, by their names, each in the type that it has there. */
  static Dataset<Row> as(StructType schema, Dataset<Row> rows) {
    return rows.select(
        Stream.of(schema.fields())
            .map(field -> as(field, rows.schema().apply(field.name()).dataType()))
            .toArray(Column[]::new));
  }

  private static Column as(StructField field, DataType kept) {
    Column column = functions.col(SqlNames.quote(field.name()));
    DataType type = NullableTypes.of(field.dataType());
    return NullableTypes.of(kept).equals(type)
        ? column
        : column.cast(type).as(field.name(), field.metadata());
  }
}
