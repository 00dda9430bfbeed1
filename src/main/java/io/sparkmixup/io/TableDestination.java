package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import io.sparkmixup.rows.SqlNames;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table of the session's catalogs: Spark's own, Hive's, or those of Iceberg and its like. One
 * that exists keeps its definition, and gets other rows, or more of them.
 */
final class TableDestination implements CopySink.Destination {

  private final CatalogTable table;
  private final OutputRequest request;
  private final Optional<String> format;

  /**
   * @param format of a new table's files; the catalog's own where empty
   */
  TableDestination(CatalogTable table, OutputRequest request, Optional<String> format) {
    this.table = table;
    this.request = request;
    this.format = format;
  }

  @Override
  public void check(StructType schema) {
    PartitionColumns.check(request.partitionBy(), schema);
    if (!table.exists()) {
      table.checkNew();
      if (table.wouldBeIceberg(format)) {
        ColumnTypes.refuseAllButIcebergTypes(schema);
      }
      return;
    }
    if (request.mode() == OutputMode.ERRORIFEXISTS) {
      throw FolderStaged.exists(request);
    }
    if (table.isView()) {
      throw new RequestException("output " + request.location() + " is a view: name a table");
    }
    if (table.isSnapshot()) {
      throw new RequestException(
          "output "
              + request.location()
              + " is a table as it was once: name the table, or a branch of it (branch_NAME)");
    }
    if (!request.partitionBy().isEmpty() || format.isPresent()) {
      throw new RequestException(
          String.format(
              "output %s exists, and stays as it is defined: leave out %s",
              request.location(), format.isPresent() ? "--output-format" : "--partition-by"));
    }
    checkColumns(schema, table.schema());
  }

  private void checkColumns(StructType ours, StructType theirs) {
    for (StructField field : theirs.fields()) {
      if (!Arrays.asList(ours.fieldNames()).contains(field.name())) {
        throw refused(String.format("the output has no column '%s' for it", field.name()));
      }
    }
    for (StructField field : ours.fields()) {
      if (!Arrays.asList(theirs.fieldNames()).contains(field.name())) {
        throw refused(String.format("it has no column '%s'", field.name()));
      }
      DataType its = theirs.apply(field.name()).dataType();
      if (!WiderTypes.holds(its, field.dataType())) {
        throw refused(
            String.format(
                "its column '%s' is of type %s, the output's of type %s",
                field.name(), its.simpleString(), field.dataType().simpleString()));
      }
    }
  }

  private RequestException refused(String why) {
    return new RequestException(
        String.format(
            "output %s does not fit: %s; name another table, or give columns their roles with"
                + " --copy and --drop",
            request.location(), why));
  }

  @Override
  public List<String> warnings(StructType schema) {
    if (table.exists()) {
      return WiderTypes.warnings(schema, "the table", table.schema());
    }
    return table.wouldBeIceberg(format)
        ? WiderTypes.warnings(schema, "iceberg", (StructType) WiderTypes.withoutSmallInts(schema))
        : List.of();
  }

  @Override
  public void copy(Dataset<Row> rows) {
    if (table.exists()) {
      insert(rows, table.name(), Map.of());
      return;
    }
    DataFrameWriter<Row> writer =
        rows.write().mode(SaveMode.ErrorIfExists).options(Secrets.resolve(request.options()));
    format.ifPresent(writer::format);
    List<String> partitions = request.partitionBy();
    if (!partitions.isEmpty()) {
      writer.partitionBy(partitions.toArray(String[]::new));
    }
    writer.saveAsTable(table.name());
  }

  @Override
  public Optional<Dataset<Row>> copied(StructType schema) {
    if (request.mode() == OutputMode.APPEND) {
      return Optional.empty();
    }
    return Optional.of(WiderTypes.as(schema, table.rows()));
  }

  /**
   * Adds rows, or puts them in place of all others.
   *
   * @param target the table's name, or that of a branch of it
   * @param options of the writer, before the user's own
   */
  void insert(Dataset<Row> rows, String target, Map<String, String> options) {
    // Spark inserts by position.
    boolean overwrite = request.mode() == OutputMode.OVERWRITE;
    rows.select(columns(table.schema()))
        .write()
        .mode(overwrite ? SaveMode.Overwrite : SaveMode.Append)
        // All of the table is replaced, not just the partitions that new rows fall into.
        .option("partitionOverwriteMode", "static")
        .options(options)
        .options(Secrets.resolve(request.options()))
        .insertInto(target);
  }

  private static Column[] columns(StructType schema) {
    return Arrays.stream(schema.fieldNames())
        .map(name -> functions.col(SqlNames.quote(name)))
        .toArray(Column[]::new);
  }
}
