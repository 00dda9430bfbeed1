package io.sparkmixup.io;

import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Types that a database gives back otherwise than Spark's JDBC source wrote them: it has no column
 * for them, and their values go into one of another type.
 */
final class DatabaseTypes {

  private DatabaseTypes() {}

  /**
   * A line for each such column.
   *
   * @param postgresql whether it is PostgreSQL, whose smallest whole number is the smallint; other
   *     databases differ, and of most Spark makes an int
   */
  static List<String> warnings(StructType schema, boolean postgresql) {
    return WiderTypes.warnings(
        schema,
        postgresql ? "postgresql" : "a database, mostly,",
        NullableTypes.ofSchema(schema, plain -> givenBack(plain, postgresql)));
  }

  private static DataType givenBack(DataType type, boolean postgresql) {
    if (type.equals(DataTypes.ByteType)) {
      return postgresql ? DataTypes.ShortType : DataTypes.IntegerType;
    }
    if (type.equals(DataTypes.ShortType) && !postgresql) {
      return DataTypes.IntegerType;
    }
    return type.equals(DataTypes.TimestampNTZType) ? DataTypes.TimestampType : type;
  }
}
