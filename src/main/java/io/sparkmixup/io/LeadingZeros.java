package io.sparkmixup.io;

import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Codes that look like numbers: the postal code 00501 is not 501. */
final class LeadingZeros {

  /** A whole number that is written with a zero more than it needs. */
  static final String PATTERN = "^\\s*[+-]?0\\d+\\s*$";

  private LeadingZeros() {}

  /**
   * Returns an inferred schema with text in place of whole numbers where a value begins with a zero
   * that a number would lose. Costs a scan where there are whole numbers.
   *
   * @param text the same columns, read as text
   */
  static StructType keptAsText(StructType inferred, Supplier<Dataset<Row>> text) {
    StructField[] fields = inferred.fields().clone();
    int[] whole =
        IntStream.range(0, fields.length).filter(i -> isWhole(fields[i].dataType())).toArray();
    if (whole.length == 0) {
      return inferred;
    }
    Dataset<Row> positional = CsvReading.positional(text.get());
    Column[] found =
        IntStream.of(whole)
            .mapToObj(i -> functions.bool_or(functions.col("c" + i).rlike(PATTERN)))
            .toArray(Column[]::new);
    Row codes =
        Jobs.describe(
            positional.sparkSession(),
            "Look for numbers that begin with a zero",
            () -> positional.select(found).head());
    for (int k = 0; k < whole.length; k++) {
      if (!codes.isNullAt(k) && codes.getBoolean(k)) {
        String name = fields[whole[k]].name();
        fields[whole[k]] = DataTypes.createStructField(name, DataTypes.StringType, true);
      }
    }
    return new StructType(fields);
  }

  /** Inference makes decimals of whole numbers that no long holds. */
  private static boolean isWhole(DataType type) {
    return type instanceof IntegerType
        || type instanceof LongType
        || (type instanceof DecimalType decimal && decimal.scale() <= 0);
  }
}
