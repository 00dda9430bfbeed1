package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Which column names the formats can hold, those of fields within columns too. */
final class NamesHeld {

  private NamesHeld() {}

  /**
   * Refuses a name that a format cannot hold.
   *
   * @param what what the format does not take in names
   */
  static void refuse(StructType schema, Predicate<String> held, String format, String what) {
    for (StructField field : schema.fields()) {
      if (!held.test(field.name())) {
        throw new RequestException(
            String.format(
                "column '%s': %s takes no %s in names; rename it with --sql, or use --output-format"
                    + " parquet",
                field.name(), format, what));
      }
      refuseWithin(field.dataType(), held, format, what);
    }
  }

  /** Refuses columns without a name, where names stand in a line of their own. */
  static void refuseEmpty(StructType schema, String format) {
    int at = Arrays.asList(schema.fieldNames()).indexOf("");
    if (at >= 0) {
      throw new RequestException(
          String.format(
              "column %d has an empty name, in place of which readers of %s put one of their own;"
                  + " name it, or use --output-format parquet",
              at + 1, format));
    }
  }

  private static void refuseWithin(
      DataType type, Predicate<String> held, String format, String what) {
    if (type instanceof StructType struct) {
      refuse(struct, held, format, what);
    } else if (type instanceof ArrayType array) {
      refuseWithin(array.elementType(), held, format, what);
    } else if (type instanceof MapType map) {
      refuseWithin(map.keyType(), held, format, what);
      refuseWithin(map.valueType(), held, format, what);
    }
  }
}
