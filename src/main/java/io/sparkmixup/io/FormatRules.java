package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * All that is special about one file format: names, what it can hold, and how it is read, written
 * and read back. What a format does not say here is as for Parquet: typed files, nulls of their
 * own, no options.
 */
abstract class FormatRules {

  private final String id;
  private final Codecs codecs;

  /**
   * @param id the name, as users and Spark spell it
   * @param codecs what {@code compression} may be
   */
  FormatRules(String id, Codecs codecs) {
    this.id = id;
    this.codecs = codecs;
  }

  final String id() {
    return id;
  }

  final Codecs codecs() {
    return codecs;
  }

  /** Refuses to go on where Spark has to be told first where to find the format. */
  void requireModule(SparkSession spark) {}

  /** Refuses a schema that has a column this format has no way to write, naming the first one. */
  abstract void refuseWhatItCannotHold(StructType schema);

  /** What comes back otherwise than it went in, a line each; it can be lived with. */
  List<String> warnings(StructType schema) {
    return List.of();
  }

  /** Opens a user's files. */
  Dataset<Row> read(FilesToRead files) {
    refuseNullValues(files.request());
    Dataset<Row> rows =
        withSchema(files.reader(Map.of()), files.schema()).format(id).load(files.paths());
    String merged =
        files
            .request()
            .options()
            .getOrDefault(
                "mergeSchema",
                files.spark().conf().get("spark.sql." + id + ".mergeSchema", "false"));
    if (files.schema().isEmpty() && !Boolean.parseBoolean(merged)) {
      // Else the user has said what to read of files that may differ.
      FileSchemas.check(files.spark(), rows, id, footer());
    }
    return rows;
  }

  /** How the schema of one file is read, where files carry their own. */
  FileSchemas.Footer footer() {
    throw new UnsupportedOperationException(id + " files have no schema of their own");
  }

  final void refuseNullValues(InputRequest request) {
    if (!request.nullValues().isEmpty()) {
      throw new RequestException(
          "--null-values is for csv: " + id + " has nulls of its own; leave it out");
    }
  }

  static DataFrameReader withSchema(DataFrameReader reader, Optional<StructType> schema) {
    return schema.map(reader::schema).orElse(reader);
  }

  /**
   * Looks at what inference made of a user's files.
   *
   * @return a line for each column that it probably took for something else
   */
  List<String> inferenceWarnings(Dataset<Row> rows, InputRequest request) {
    return List.of();
  }

  /**
   * What an output is written with; the user's own options go before these.
   *
   * @param data the columns that are in the files
   */
  Map<String, String> writing(OutputRequest request, StructType data) {
    return Map.of();
  }

  /** What an output that was written so is read back with. */
  Map<String, String> readingBack(OutputRequest request, StructType data) {
    return Map.of();
  }

  /** The schema in which the files hold rows of another one. */
  StructType stored(StructType schema) {
    return schema;
  }

  /**
   * A value of a column on its way into a file: where the format would make another one of it, the
   * task has to fail. Empty where it keeps every value.
   */
  Optional<Column> guarded(StructField field, Column value) {
    return Optional.empty();
  }

  /** The texts that readers of an output take for null, as this package's own does. */
  List<String> takenForNull(OutputRequest request) {
    return List.of();
  }
}
