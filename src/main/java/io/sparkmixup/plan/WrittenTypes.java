package io.sparkmixup.plan;

import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;

/** The types of mixed columns as they are written. */
public final class WrittenTypes {

  private WrittenTypes() {}

  /** The type that a mixed column of a type has in the output. */
  public static DataType of(DataType type, Rules.Integers integers) {
    if (integers != Rules.Integers.DOUBLE) {
      return type;
    }
    if (type instanceof ArrayType array) {
      return DataTypes.createArrayType(of(array.elementType(), integers), array.containsNull());
    }
    return isWholeNumber(type) ? DataTypes.DoubleType : type;
  }

  /** Whether values of a type are whole numbers of 8, 16, 32 or 64 bits. */
  static boolean isWholeNumber(DataType type) {
    return type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType
        || type instanceof LongType;
  }

  /** Whether what is written in a mixed column may differ from the exact mixture. */
  public static boolean isRounded(DataType written) {
    if (written instanceof ArrayType array) {
      return isRounded(array.elementType());
    }
    return !(written instanceof DoubleType || written.equals(SQLDataTypes.VectorType()));
  }
}
