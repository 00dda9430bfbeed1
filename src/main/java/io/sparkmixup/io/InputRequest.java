package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What to read. Immutable; {@code with…} methods return changed copies.
 *
 * @param locations URIs, paths or globs of any Hadoop file system; at least one
 * @param format the format; where empty, file names tell it
 * @param options options of Spark's reader, names in any case; they go before this package's own
 * @param schema the schema as DDL ({@code a INT, b DOUBLE}); where empty, CSV infers it
 * @param nullValues the tokens that stand for null in text formats, besides the empty field
 */
public record InputRequest(
    List<String> locations,
    Optional<FileFormat> format,
    Map<String, String> options,
    Optional<String> schema,
    List<String> nullValues) {

  public InputRequest {
    locations = List.copyOf(locations);
    TreeMap<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(options);
    options = Collections.unmodifiableSortedMap(anyCase);
    nullValues = nullValues.stream().distinct().toList();
    if (locations.isEmpty()) {
      throw new RequestException("no input: name at least one file, folder or glob with --input");
    }
  }

  /** Reads these locations, the format told from file names and nothing else said. */
  public static InputRequest of(String... locations) {
    return new InputRequest(
        List.of(locations), Optional.empty(), Map.of(), Optional.empty(), List.of());
  }

  public InputRequest withFormat(FileFormat newFormat) {
    return new InputRequest(locations, Optional.of(newFormat), options, schema, nullValues);
  }

  /** Adds one option of Spark's reader. */
  public InputRequest withOption(String name, String value) {
    TreeMap<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(options);
    more.put(name, value);
    return new InputRequest(locations, format, more, schema, nullValues);
  }

  public InputRequest withSchema(String ddl) {
    return new InputRequest(locations, format, options, Optional.of(ddl), nullValues);
  }

  public InputRequest withNullValues(String... tokens) {
    return new InputRequest(locations, format, options, schema, List.of(tokens));
  }
}
