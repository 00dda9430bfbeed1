package io.sparkmixup.cli;

import io.sparkmixup.io.FileFormat;
import io.sparkmixup.io.Query;
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
      description = "parquet, orc, avro, csv or json; told from the file names otherwise")
  private String format;

  @Option(
      names = "--input-option",
      paramLabel = "K=V",
      description = "an option of Spark's reader, such as multiLine=true")
  private Map<String, String> options = new LinkedHashMap<>();

  @Option(
      names = "--schema",
      paramLabel = "DDL",
      description = "the input's columns, such as 'a INT, b DOUBLE'; inferred otherwise")
  private String schema;

  @Option(
      names = "--null-values",
      split = ",",
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

  Optional<FileFormat> format() {
    return Optional.ofNullable(format).map(FileFormat::of);
  }

  Map<String, String> options() {
    return options;
  }

  Optional<String> schema() {
    return Optional.ofNullable(schema);
  }

  List<String> nullValues() {
    return nullValues;
  }

  /** What is asked of the input before anything else. */
  Query query() {
    return new Query(Optional.ofNullable(filter), Optional.ofNullable(sql));
  }
}
