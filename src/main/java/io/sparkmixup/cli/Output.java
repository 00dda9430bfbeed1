package io.sparkmixup.cli;

import io.sparkmixup.RequestException;
import io.sparkmixup.io.FileFormat;
import io.sparkmixup.io.InputReader;
import io.sparkmixup.io.InputRequest;
import io.sparkmixup.io.OtherSources;
import io.sparkmixup.io.OutputMode;
import io.sparkmixup.io.OutputRequest;
import io.sparkmixup.io.Sink;
import io.sparkmixup.io.Sinks;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Where the rows go, as a command line says it.
 *
 * @param location a folder, {@code table:NAME}, or empty for a source that has no paths
 * @param format a file format or a source of Spark, by name; there is one where no location is
 * @param files the largest number of files; 0 for one of each task
 * @param stagingDir where rows for tables and sources are staged
 */
record Output(
    Optional<String> location,
    Optional<String> format,
    Map<String, String> options,
    String mode,
    List<String> partitionBy,
    int files,
    Optional<String> stagingDir) {

  Output {
    if (stagingDir.isPresent() && isFolder(location, format)) {
      throw new RequestException(
          "--staging-dir is for tables and sources: a folder is staged beside itself; leave it out");
    }
  }

  private static boolean isFileFormat(String name) {
    return FileFormat.named(name).isPresent();
  }

  private static boolean isFolder(Optional<String> location, Optional<String> format) {
    return !location.map(l -> l.startsWith(InputRequest.TABLE)).orElse(false)
        && format.map(Output::isFileFormat).orElse(true);
  }

  private boolean isTable() {
    return location.map(l -> l.startsWith(InputRequest.TABLE)).orElse(false);
  }

  /** How the user named it. */
  String described() {
    return location.orElseGet(() -> OtherSources.described(format.orElseThrow(), options));
  }

  /** The name of a source of Spark that takes the rows, where one does. */
  Optional<String> source() {
    return isTable() ? Optional.empty() : format.filter(name -> !isFileFormat(name));
  }

  /**
   * The sink, where nothing is touched yet.
   *
   * @param input its format is the output's unless another one is asked for
   */
  Sink sink(SparkSession spark, InputRequest input) throws IOException {
    OutputRequest request = request(spark, input);
    if (isTable()) {
      return Sinks.table(spark, request, format, stagingDir);
    }
    return source().isPresent()
        ? Sinks.source(spark, request, source().get(), location, stagingDir)
        : Sinks.folder(spark, request);
  }

  private OutputRequest request(SparkSession spark, InputRequest input) {
    boolean folder = isFolder(location, format);
    FileFormat ofFiles =
        folder
            ? format.map(FileFormat::of).orElseGet(() -> InputReader.format(spark, input))
            : FileFormat.PARQUET;
    Optional<String> nullToken =
        ofFiles == FileFormat.CSV ? input.nullValues().stream().findFirst() : Optional.empty();
    return new OutputRequest(
        described(), ofFiles, OutputMode.of(mode), options, nullToken, partitionBy, files);
  }
}
