package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Reads what does not lie in files that this package knows: tables, and sources by name. */
public final class OtherSources {

  private OtherSources() {}

  /** How messages name a source that has no paths: with the table, where an option says one. */
  public static String described(String source, Map<String, String> options) {
    return options.entrySet().stream()
        .filter(option -> option.getKey().equalsIgnoreCase("dbtable"))
        .map(option -> source + " " + option.getValue())
        .findFirst()
        .orElse(source);
  }

  static Dataset<Row> read(SparkSession spark, InputRequest request, Optional<StructType> schema) {
    if (!request.nullValues().isEmpty()) {
      throw new RequestException(
          "--null-values is for csv: "
              + request.described()
              + " has nulls of its own; leave it out");
    }
    DataFrameReader reader = spark.read().options(request.options());
    schema.ifPresent(reader::schema);
    if (request.table().isPresent()) {
      return table(spark, reader, request.table().get(), schema);
    }
    String name = request.source().orElseThrow();
    String[] locations = request.locations().toArray(String[]::new);
    try {
      DataFrameReader source = reader.format(name);
      return locations.length == 0 ? source.load() : source.load(locations);
    } catch (Exception e) {
      refuseUnknown("--input", name, e);
      throw e;
    }
  }

  /**
   * Says what is missing where Spark finds a source, or the driver of a database, nowhere.
   *
   * @param side {@code --input} or {@code --output}
   */
  static void refuseUnknown(String side, String source, Exception failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("DATA_SOURCE_NOT_FOUND")) {
      throw new RequestException(
          String.format(
              "%s-format %s: there is no such format or source; the formats are %s, and sources go"
                  + " by the name that their jar registers (add it with --packages or --jars before"
                  + " the command)",
              side, source, String.join(", ", FileFormat.ids())),
          failure);
    }
    if (message.contains("No suitable driver") || failure instanceof ClassNotFoundException) {
      throw new RequestException(
          String.format(
              "%s-format %s: there is no driver for its url: add the driver's jar with --packages"
                  + " or --jars before the command, and name its class, such as %s-option"
                  + " driver=org.postgresql.Driver",
              side, source, side),
          failure);
    }
  }

  private static Dataset<Row> table(
      SparkSession spark, DataFrameReader reader, String name, Optional<StructType> schema) {
    if (schema.isPresent()) {
      throw new RequestException("--schema is not for table:" + name + ": its catalog knows it");
    }
    CatalogTable table = CatalogTable.of(spark, name);
    if (!table.exists()) {
      throw new RequestException("input " + table.absent());
    }
    return reader.table(table.name());
  }
}
