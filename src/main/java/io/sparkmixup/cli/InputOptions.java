package io.sparkmixup.cli;

import io.sparkmixup.io.FileFormat;
import io.sparkmixup.io.InputRequest;
import io.sparkmixup.io.Query;
import io.sparkmixup.io.Secrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how the input is read, the same in every command that reads one. */
final class InputOptions {

  @Option(
      names = "--input-format",
      paramLabel = "NAME",
      description =
          "parquet, orc, avro, csv or json, told from the file names otherwise; or another batch"
              + " source of Spark, such as jdbc")
  private String format;

  @Option(
      names = "--input-option",
      paramLabel = "K=V",
      description =
          "an option of Spark's reader, such as multiLine=true; a secret as K=@env:NAME or"
              + " K=@file:PATH")
  private Map<String, String> options = new LinkedHashMap<>();

  @Option(
      names = "--schema",
      paramLabel = "DDL",
      description = "the input's columns, such as 'a INT, b DOUBLE'; inferred otherwise")
  private String schema;

  @Option(
      names = "--null-values",
      split = ",",
      converter = ListedName.class,
      paramLabel = "WORD",
      description = "words that stand for a missing value in text files, such as NA")
  private List<String> nullValues = List.of();

  @Option(
      names = "--filter",
      paramLabel = "SQL",
      description = "a condition on the input's rows, such as 'age >= 18', before anything else")
  private String filter;

  @Option(
      names = "--sql",
      paramLabel = "SQL",
      description = "a query to take the rows from, such as 'select * except (id) from input'")
  private String sql;

  /** Whether rows come from a source that Spark knows by name, which may have no paths. */
  boolean isSource() {
    return isSource(format);
  }

  static boolean isSource(String format) {
    return format != null && FileFormat.named(format).isEmpty();
  }

  /** What is read, from these locations. */
  InputRequest request(List<String> locations) {
    Secrets.refuseLiterals("--input-option", options);
    return new InputRequest(
        locations,
        Optional.ofNullable(format).flatMap(FileFormat::named),
        options,
        Optional.ofNullable(schema),
        nullValues,
        Optional.ofNullable(format).filter(InputOptions::isSource));
  }

  /** What is asked of the input before anything else. */
  Query query() {
    return new Query(Optional.ofNullable(filter), Optional.ofNullable(sql));
  }
}
