package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns whose values are not in the files, but name the folders that these lie in: {@code
 * day=2013-01-01}. A name is text, so only types that come back from it are taken.
 */
final class PartitionColumns {

  /** The folder of missing values, to Spark and Hive alike. */
  private static final String MISSING = "__HIVE_DEFAULT_PARTITION__";

  private PartitionColumns() {}

  /**
   * Refuses columns that cannot name folders.
   *
   * @throws RequestException naming the first one
   */
  static void check(List<String> columns, StructType schema) {
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!Arrays.asList(schema.fieldNames()).contains(column)) {
        throw new RequestException(
            String.format(
                "--partition-by %s: the output has no such column; its columns are %s",
                column, String.join(", ", schema.fieldNames())));
      }
      if (!seen.add(column)) {
        throw new RequestException("--partition-by " + column + ": named twice");
      }
      DataType type = schema.apply(column).dataType();
      if (!comesBack(type)) {
        throw new RequestException(
            String.format(
                "--partition-by %s: its type is %s; text, whole numbers, booleans and dates can"
                    + " name folders",
                column, type.simpleString()));
      }
    }
    if (!columns.isEmpty() && seen.size() == schema.length()) {
      throw new RequestException(
          "--partition-by names all columns: at least one has to be left for the files");
    }
  }

  private static boolean comesBack(DataType type) {
    return type instanceof StringType
        || type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType
        || type instanceof LongType
        || type instanceof BooleanType
        || type instanceof DateType;
  }

  /** The columns that are in the files. */
  static StructType inFiles(List<String> columns, StructType schema) {
    return new StructType(
        Arrays.stream(schema.fields())
            .filter(field -> !columns.contains(field.name()))
            .toArray(StructField[]::new));
  }

  /** A column that names folders: text that would come back as missing has to fail the task. */
  static Optional<Column> guarded(StructField field, Column value) {
    return field.dataType() instanceof StringType
        ? Optional.of(
            Guards.refuseWhere(
                value.isin("", MISSING),
                value,
                String.format(
                    "column '%s' holds empty text or '%s', which cannot name a folder: leave it"
                        + " out of --partition-by, or out of the rows with --filter",
                    field.name(), MISSING)))
        : Optional.empty();
  }
}
