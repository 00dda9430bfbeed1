package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * A batch source of Spark by its own name, such as JDBC: it does what the source makes of a mode.
 */
final class SourceDestination implements CopySink.Destination {

  private final SparkSession spark;
  private final String source;
  private final Optional<String> location;
  private final OutputRequest request;

  /**
   * @param location the path that the source writes to, where it has one
   */
  SourceDestination(
      SparkSession spark, String source, Optional<String> location, OutputRequest request) {
    this.spark = spark;
    this.source = source;
    this.location = location;
    this.request = request;
  }

  @Override
  public void check(StructType schema) {
    PartitionColumns.check(request.partitionBy(), schema);
    refuseNoTables(PartitionColumns.inFiles(request.partitionBy(), schema));
    if (isDatabase()) {
      // An overwrite drops the table first: what it could never hold is refused before. Of arrays,
      // PostgreSQL has columns.
      ColumnTypes.refuseAllButSqlTypes(schema, isPostgresql());
    }
    boolean exists = canBeRead();
    if (request.mode() == OutputMode.ERRORIFEXISTS && exists) {
      throw new RequestException(
          "output "
              + request.location()
              + " exists already: name another, or use --mode overwrite or append");
    }
  }

  /** Spark's own sources that hold no tables say so only when they are written to. */
  private void refuseNoTables(StructType schema) {
    Optional<String> holds =
        switch (source.toLowerCase(Locale.ROOT)) {
          case "text" ->
              schema.length() == 1 && schema.apply(0).dataType() instanceof StringType
                  ? Optional.empty()
                  : Optional.of("holds one column of strings");
          case "libsvm" -> Optional.of("holds a label and a vector");
          case "binaryfile", "image" -> Optional.of("cannot be written");
          default -> Optional.empty();
        };
    if (holds.isPresent()) {
      throw new RequestException(
          String.format(
              "--output-format %s: %s: choose one that holds tables, such as %s",
              source, holds.get(), String.join(", ", FileFormat.ids())));
    }
  }

  private boolean isDatabase() {
    return source.equalsIgnoreCase("jdbc");
  }

  private boolean isPostgresql() {
    return options().getOrDefault("url", "").startsWith("jdbc:postgresql:");
  }

  @Override
  public List<String> warnings(StructType schema) {
    return isDatabase() ? DatabaseTypes.warnings(schema, isPostgresql()) : List.of();
  }

  /** What can be opened for reading is there; whatever keeps it from that shows on writing. */
  private boolean canBeRead() {
    DataFrameReader reader = spark.read().format(source).options(options());
    try {
      StructType found =
          location.isPresent() ? reader.load(location.get()).schema() : reader.load().schema();
      return found != null;
    } catch (Exception e) {
      OtherSources.refuseUnknown("--output", source, e);
      return false;
    }
  }

  private Map<String, String> options() {
    return Secrets.resolve(request.options());
  }

  @Override
  public void copy(Dataset<Row> rows) {
    DataFrameWriter<Row> writer =
        rows.write().format(source).options(options()).mode(request.mode().saveMode());
    if (!request.partitionBy().isEmpty()) {
      writer.partitionBy(request.partitionBy().toArray(String[]::new));
    }
    if (location.isPresent()) {
      writer.save(location.get());
    } else {
      writer.save();
    }
  }
}
