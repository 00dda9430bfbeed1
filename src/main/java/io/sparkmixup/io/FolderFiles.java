package io.sparkmixup.io;

import io.sparkmixup.rows.SqlNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Writes files of the request's format into a folder, and reads them as they were written. */
record FolderFiles(SparkSession spark, OutputRequest request) {

  /** The same with the options' secrets looked up. */
  static FolderFiles of(SparkSession spark, OutputRequest request) {
    return new FolderFiles(spark, request.withOptions(Secrets.resolve(request.options())));
  }

  List<String> warnings(StructType schema) {
    return rules().warnings(schema);
  }

  /** Refuses what files of the format cannot hold. */
  void check(StructType schema) {
    rules().requireModule(spark);
    PartitionColumns.check(request.partitionBy(), schema);
    rules().refuseWhatItCannotHold(inFiles(schema));
    rules().codecs().check(rules().id(), request.options());
  }

  /**
   * Writes rows, as a job of that description.
   *
   * @return what comes back otherwise, a line each
   */
  List<String> write(Dataset<Row> rows, Path folder, SaveMode mode, String description) {
    TakenForNull taken = new TakenForNull(spark.sparkContext(), rules().takenForNull(request));
    Dataset<Row> all = guarded(rows, taken);
    // Not a shuffle, which would have the rows made once more where a stage is lost.
    Dataset<Row> dealt = request.files() > 0 ? all.coalesce(request.files()) : all;
    Jobs.describe(
        spark,
        description,
        () -> {
          dealt
              .write()
              .mode(mode)
              .format(rules().id())
              .options(rules().writing(request, inFiles(rows.schema())))
              .options(request.options())
              // Whatever others say, an overwrite leaves nothing of what was there.
              .option("partitionOverwriteMode", "STATIC")
              .partitionBy(request.partitionBy().toArray(String[]::new))
              .save(folder.toString());
          return null;
        });
    return taken.warnings(rules().id());
  }

  /**
   * Reads a folder, or some of its files.
   *
   * @param schema of the rows that were written
   * @param files empty for all
   */
  Dataset<Row> read(Path folder, StructType schema, Optional<List<Path>> files) {
    StructType stored = rules().stored(schema);
    DataFrameReader reader =
        spark
            .read()
            .schema(stored)
            .format(rules().id())
            .options(rules().readingBack(request, inFiles(schema)))
            .options(request.options())
            // Whatever the session says: each of these files holds rows of the output.
            .option("ignoreMissingFiles", "false")
            .option("ignoreCorruptFiles", "false");
    Dataset<Row> read =
        files.isEmpty()
            ? reader.load(HadoopPaths.escapeGlob(folder))
            : reader
                .option("basePath", folder.toString())
                .load(files.get().stream().map(HadoopPaths::escapeGlob).toArray(String[]::new));
    boolean asWritten = stored.equals(schema) && request.partitionBy().isEmpty();
    // Spark puts the columns that name folders last.
    return asWritten ? read : WiderTypes.as(schema, read);
  }

  private FormatRules rules() {
    return request.format().rules();
  }

  private StructType inFiles(StructType schema) {
    return PartitionColumns.inFiles(request.partitionBy(), schema);
  }

  /** The rows, with a check on the columns that have values which the format would change. */
  private Dataset<Row> guarded(Dataset<Row> rows, TakenForNull taken) {
    boolean any = false;
    List<Column> columns = new ArrayList<>();
    for (StructField field : rows.schema().fields()) {
      Column value = functions.col(SqlNames.quote(field.name()));
      Optional<Column> guarded =
          request.partitionBy().contains(field.name())
              ? PartitionColumns.guarded(field, value)
              : taken.isFor(field)
                  ? Optional.of(taken.counted(field, value))
                  : rules().guarded(field, value);
      any |= guarded.isPresent();
      columns.add(guarded.map(c -> c.as(field.name(), field.metadata())).orElse(value));
    }
    return any ? rows.select(columns.toArray(Column[]::new)) : rows;
  }
}
