package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.util.Collections;
import java.util.Map;
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
 */
public record OutputRequest(
    String location,
    FileFormat format,
    OutputMode mode,
    Map<String, String> options,
    Optional<String> nullValue) {

  public OutputRequest {
    TreeMap<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(options);
    options = Collections.unmodifiableSortedMap(anyCase);
    if (location.isBlank()) {
      throw new RequestException("no output: name a folder with --output");
    }
    if (nullValue.isPresent() && format != FileFormat.CSV) {
      throw new RequestException(
          "a null token is for csv: " + format + " has nulls of its own; leave it out");
    }
  }

  /** Writes to a folder that must not exist yet. */
  public static OutputRequest of(String location, FileFormat format) {
    return new OutputRequest(
        location, format, OutputMode.ERRORIFEXISTS, Map.of(), Optional.empty());
  }

  public OutputRequest withMode(OutputMode newMode) {
    return new OutputRequest(location, format, newMode, options, nullValue);
  }

  public OutputRequest withNullValue(String token) {
    return new OutputRequest(location, format, mode, options, Optional.of(token));
  }

  /** Adds one option of Spark's writer. */
  public OutputRequest withOption(String name, String value) {
    TreeMap<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(options);
    more.put(name, value);
    return new OutputRequest(location, format, mode, more, nullValue);
  }
}
