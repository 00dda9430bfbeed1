package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A file format that can be read and written. All that is special about one is in its {@link
 * FormatRules}.
 */
public enum FileFormat {
  /** Apache Parquet. */
  PARQUET("parquet", "parquet|parq|pq", name -> new ParquetRules(name)),
  /** Apache ORC. */
  ORC("orc", "orc", name -> new OrcRules(name)),
  /** Apache Avro; needs Spark's own module for it, {@code spark-avro}. */
  AVRO("avro", "avro", name -> new AvroRules(name)),
  /** Comma-separated values with a header line, quoted as RFC 4180 says. */
  CSV("csv", "csv", name -> new CsvRules(name)),
  /** JSON lines: one object per line. */
  JSON("json", "json|jsonl|ndjson", name -> new JsonRules(name));

  private static final Set<String> COMPRESSION_SUFFIXES =
      Set.of("gz", "bz2", "zst", "lz4", "snappy", "deflate", "xz");

  private final String id;
  private final String extensions;

  // Made when they are asked for: names are known without Spark. Method references would load them.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Function<String, FormatRules> rules;

  FileFormat(String id, String extensions, Function<String, FormatRules> rules) {
    this.id = id;
    this.extensions = extensions;
    this.rules = rules;
  }

  /** The name of the format, as users and Spark spell it. */
  public String id() {
    return id;
  }

  FormatRules rules() {
    return rules.apply(id);
  }

  /**
   * Returns the format that a user names.
   *
   * @throws RequestException where there is none of that name
   */
  public static FileFormat of(String name) {
    return named(name)
        .orElseThrow(
            () ->
                new RequestException(
                    "unknown format '" + name + "': the formats are " + String.join(", ", ids())));
  }

  /** The format of that name, where there is one: Spark has other sources, too. */
  public static Optional<FileFormat> named(String name) {
    return Arrays.stream(values())
        .filter(format -> format.id().equalsIgnoreCase(name.strip()))
        .findFirst();
  }

  /** Returns the format that the extension of a file name tells, compression suffixes aside. */
  static Optional<FileFormat> ofFileName(String fileName) {
    String[] parts = fileName.toLowerCase(Locale.ROOT).split("\\.", -1);
    int last = parts.length - 1;
    while (last > 0 && COMPRESSION_SUFFIXES.contains(parts[last])) {
      last--;
    }
    String extension = last > 0 ? parts[last] : "";
    return Arrays.stream(values())
        .filter(format -> extension.matches(format.extensions))
        .findFirst();
  }

  static List<String> ids() {
    return Arrays.stream(values()).map(FileFormat::id).collect(Collectors.toList());
  }

  @Override
  public String toString() {
    return id();
  }
}
