package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where and how to write. Immutable; {@code with…} methods return changed copies.
 *
 * @param location the folder to publish, as a URI or path of a Hadoop file system
 * @param format the format of its files
 * @param mode what to do with an output that is already there
 * @param options options of Spark's writer, names in any case; they go before this package's own
 * @param nullValue the token that stands for null in CSV; where empty, the empty field does
 * @param partitionBy columns whose values name the folders that the files lie in
 * @param files the largest number of files, in each such folder; 0 for one of each task
 */
public record OutputRequest(
    String location,
    FileFormat format,
    OutputMode mode,
    Map<String, String> options,
    Optional<String> nullValue,
    List<String> partitionBy,
    int files) {

  public OutputRequest {
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(nullValue, "nullValue");
    partitionBy = List.copyOf(Objects.requireNonNull(partitionBy, "partitionBy"));
    TreeMap<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(options);
    options = Collections.unmodifiableSortedMap(anyCase);
    if (location.isBlank()) {
      throw new RequestException("no output: name a folder with --output");
    }
    if (files < 0) {
      throw new RequestException("--files " + files + ": must be 1 or more");
    }
    if (nullValue.isPresent() && format != FileFormat.CSV) {
      throw new RequestException(
          "a null token is for csv: " + format + " has nulls of its own; leave it out");
    }
  }

  /** Writes to a folder that must not exist yet. */
  public static OutputRequest of(String location, FileFormat format) {
    return new OutputRequest(
        location, format, OutputMode.ERRORIFEXISTS, Map.of(), Optional.empty(), List.of(), 0);
  }

  public OutputRequest withMode(OutputMode newMode) {
    return new OutputRequest(location, format, newMode, options, nullValue, partitionBy, files);
  }

  public OutputRequest withNullValue(String token) {
    return new OutputRequest(
        location,
        format,
        mode,
        options,
        Optional.of(Objects.requireNonNull(token, "token")),
        partitionBy,
        files);
  }

  /** Adds one option of Spark's writer. */
  public OutputRequest withOption(String name, String value) {
    TreeMap<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(options);
    more.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
    return new OutputRequest(location, format, mode, more, nullValue, partitionBy, files);
  }

  /** The same with other options. */
  OutputRequest withOptions(Map<String, String> newOptions) {
    return new OutputRequest(location, format, mode, newOptions, nullValue, partitionBy, files);
  }

  /** Divides the files by the values of these columns, which are left out of them. */
  public OutputRequest withPartitionBy(List<String> columns) {
    return new OutputRequest(location, format, mode, options, nullValue, columns, files);
  }

  /** Writes no more files than this; fewer tasks write then. */
  public OutputRequest withFiles(int most) {
    return new OutputRequest(location, format, mode, options, nullValue, partitionBy, most);
  }
}
