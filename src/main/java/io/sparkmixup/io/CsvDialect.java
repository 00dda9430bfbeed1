package io.sparkmixup.io;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.StructType;

/**
 * How this package reads and writes CSV: RFC 4180, strictly.
 *
 * <p>Quotes are doubled, not escaped by a backslash as Spark does unless told: that is what other
 * tools write, and what lets a value end in a backslash.
 */
final class CsvDialect {

  /** What a user's file is read with; the user's own options go before these. */
  static final Map<String, String> READ =
      Map.of(
          "header", "true",
          "escape", "\"",
          "mode", "FAILFAST",
          // Headers are compared with the schema, in every file.
          "enforceSchema", "false",
          // With pruning, a record with too few columns passes unnoticed where few are selected.
          "columnPruning", "false");

  /** What one record per string is written and parsed with, inside a job. */
  static final Map<String, String> RECORD =
      Map.of(
          "header", "false",
          "escape", "\"",
          "mode", "FAILFAST",
          "ignoreLeadingWhiteSpace", "false",
          "ignoreTrailingWhiteSpace", "false",
          // With multiLine and a line separator of its own, \r\n within quotes stays \r\n.
          "lineSep", "\n",
          "multiLine", "true");

  /** What an output is written with, and read back with; it keeps every value as it is. */
  private static final Map<String, String> OUTPUT =
      with(RECORD, with(TextFiles.TIMESTAMPS, Map.of("header", "true")));

  /** Reader options that say what a value means, whatever the text around it looks like. */
  static final Set<String> VALUE_OPTIONS =
      Set.of(
          "dateformat",
          "timestampformat",
          "timestampntzformat",
          "enabledatetimeparsingfallback",
          "preferdate",
          "locale",
          "timezone",
          "nanvalue",
          "positiveinf",
          "negativeinf",
          "samplingratio");

  /** Two quotes: how an empty text is written. */
  private static final String EMPTY = "\"\"";

  /** No field reads so: with it as the null token, null (nothing) and empty (quotes) differ. */
  private static final String NO_FIELD = "\u0000null";

  private CsvDialect() {}

  /** What an output is written with. */
  static Map<String, String> writing(Optional<String> nullValue, StructType schema) {
    // A record that is one null field would be an empty line, which writer and readers skip.
    String none = schema.size() == 1 ? EMPTY : "";
    return with(OUTPUT, Map.of("nullValue", nullValue.orElse(none)));
  }

  /** What an output that was written so is read back with. */
  static Map<String, String> readingBack(Optional<String> nullValue, StructType schema) {
    String none = schema.size() == 1 ? "" : NO_FIELD;
    return with(OUTPUT, Map.of("nullValue", nullValue.orElse(none)));
  }

  private static Map<String, String> with(Map<String, String> base, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(base);
    all.putAll(more);
    return Map.copyOf(all);
  }
}
