package io.sparkmixup.io;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Types as files give them back: everything in them may be null. */
final class NullableTypes {

  private NullableTypes() {}

  static DataType of(DataType type) {
    return of(type, UnaryOperator.identity());
  }

  /** A type with others in place of the plain ones in it. */
  static DataType of(DataType type, UnaryOperator<DataType> plain) {
    if (type instanceof ArrayType array) {
      return DataTypes.createArrayType(of(array.elementType(), plain), true);
    }
    if (type instanceof MapType map) {
      return DataTypes.createMapType(of(map.keyType(), plain), of(map.valueType(), plain), true);
    }
    return type instanceof StructType struct ? ofSchema(struct, plain) : plain.apply(type);
  }

  static StructType ofSchema(StructType schema, UnaryOperator<DataType> plain) {
    return new StructType(
        Arrays.stream(schema.fields())
            .map(
                field ->
                    new StructField(
                        field.name(), of(field.dataType(), plain), true, field.metadata()))
            .toArray(StructField[]::new));
  }
}
