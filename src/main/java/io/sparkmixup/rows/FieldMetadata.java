package io.sparkmixup.rows;

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
 * Metadata of the fields of structs, comments among them, wherever the structs lie in a column.
 * Expressions that make structs drop it. A cast brings it back: to a type that differs in metadata
 * alone, which the optimizer keeps, and which hands every value on as it is.
 */
public final class FieldMetadata {

  private FieldMetadata() {}

  /**
   * The rows, their columns and the fields in them with the metadata of a schema of their types.
   */
  public static Dataset<Row> restore(Dataset<Row> rows, StructType schema) {
    StructType found = rows.schema();
    if (of(found, schema).equals(found)) {
      return rows;
    }
    Column[] columns = new Column[found.length()];
    for (int c = 0; c < columns.length; c++) {
      StructField field = found.apply(c);
      Column column = functions.col(SqlNames.quote(field.name()));
      DataType type = of(field.dataType(), schema.apply(c).dataType());
      Column cast = type.equals(field.dataType()) ? column : column.cast(type);
      columns[c] = cast.as(field.name(), schema.apply(c).metadata());
    }
    return rows.select(columns);
  }

  /** The first type, with the metadata of the second one. */
  private static DataType of(DataType type, DataType from) {
    if (type instanceof ArrayType array && from instanceof ArrayType other) {
      return DataTypes.createArrayType(
          of(array.elementType(), other.elementType()), array.containsNull());
    }
    if (type instanceof MapType map && from instanceof MapType other) {
      return DataTypes.createMapType(
          of(map.keyType(), other.keyType()),
          of(map.valueType(), other.valueType()),
          map.valueContainsNull());
    }
    return type instanceof StructType struct && from instanceof StructType other
        ? of(struct, other)
        : type;
  }

  private static StructType of(StructType type, StructType from) {
    StructField[] fields = new StructField[type.length()];
    for (int f = 0; f < fields.length; f++) {
      StructField field = type.apply(f);
      StructField other = from.apply(f);
      fields[f] =
          new StructField(
              field.name(),
              of(field.dataType(), other.dataType()),
              field.nullable(),
              other.metadata());
    }
    return new StructType(fields);
  }
}
