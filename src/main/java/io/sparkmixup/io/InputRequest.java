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
 * @param locations URIs, paths or globs of any Hadoop file system, at least one; or one table of
 *     the session's catalog, as {@code table:NAME}; none are needed with a source
 * @param format the format; where empty, file names tell it
 * @param options options of Spark's reader, names in any case; they go before this package's own
 * @param schema the schema as DDL ({@code a INT, b DOUBLE}); where empty, CSV infers it
 * @param nullValues the tokens that stand for null in text formats, besides the empty field
 * @param source a batch source of Spark by its own name, such as {@code jdbc}, in place of a format
 */
public record InputRequest(
    List<String> locations,
    Optional<FileFormat> format,
    Map<String, String> options,
    Optional<String> schema,
    List<String> nullValues,
    Optional<String> source) {

  /** What stands before the name of a table in the session's catalog. */
  public static final String TABLE = "table:";

  public InputRequest {
    locations = List.copyOf(locations);
    TreeMap<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(options);
    options = Collections.unmodifiableSortedMap(anyCase);
    nullValues = nullValues.stream().distinct().toList();
    if (locations.isEmpty() && source.isEmpty()) {
      throw new RequestException("no input: name at least one file, folder or glob with --input");
    }
    if (locations.size() > 1 && locations.stream().anyMatch(l -> l.startsWith(TABLE))) {
      throw new RequestException(
          "input " + String.join(", ", locations) + ": a table has to be the only input");
    }
    if (table(locations).isPresent() && (source.isPresent() || format.isPresent())) {
      throw new RequestException(
          "--input-format is not for " + locations.get(0) + ": its catalog knows the format");
    }
  }

  /** Reads these locations, the format told from file names and nothing else said. */
  public static InputRequest of(String... locations) {
    return new InputRequest(
        List.of(locations),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  /** The name of the table that is read, where it is one. */
  public Optional<String> table() {
    return table(locations);
  }

  private static Optional<String> table(List<String> locations) {
    return locations.stream()
        .filter(location -> location.startsWith(TABLE))
        .map(location -> location.substring(TABLE.length()))
        .findFirst();
  }

  /** Whether files are read, and not a table or a source of its own kind. */
  public boolean readsFiles() {
    return source.isEmpty() && table().isEmpty();
  }

  /** How messages name the input: as the user did. */
  public String described() {
    return locations.isEmpty()
        ? OtherSources.described(source.orElseThrow(), options)
        : String.join(", ", locations);
  }

  /** Reads other places in the same way. */
  public InputRequest withLocations(List<String> others) {
    return new InputRequest(others, format, options, schema, nullValues, source);
  }

  public InputRequest withFormat(FileFormat newFormat) {
    return new InputRequest(locations, Optional.of(newFormat), options, schema, nullValues, source);
  }

  /** Adds one option of Spark's reader. */
  public InputRequest withOption(String name, String value) {
    TreeMap<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(options);
    more.put(name, value);
    return new InputRequest(locations, format, more, schema, nullValues, source);
  }

  /** The same with other options. */
  InputRequest withOptions(Map<String, String> newOptions) {
    return new InputRequest(locations, format, newOptions, schema, nullValues, source);
  }

  /** Reads a batch source of Spark, by the name that its jar registers. */
  public InputRequest withSource(String name) {
    return new InputRequest(
        locations, Optional.empty(), options, schema, nullValues, Optional.of(name));
  }

  public InputRequest withSchema(String ddl) {
    return new InputRequest(locations, format, options, Optional.of(ddl), nullValues, source);
  }

  public InputRequest withNullValues(String... tokens) {
    return new InputRequest(locations, format, options, schema, List.of(tokens), source);
  }
}
