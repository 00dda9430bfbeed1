package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;

/**
 * A file format that can be read and written.
 *
 * <p>Another one takes a constant here; the compiler then names the places that have to say how it
 * is read ({@link InputReader}), written ({@link FolderSink}) and what it can hold ({@link
 * #refuseWhatItCannotHold}).
 */
public enum FileFormat {
  /** Apache Parquet. */
  PARQUET("parquet", "parquet|parq|pq"),
  /** Comma-separated values with a header line, quoted as RFC 4180 says. */
  CSV("csv", "csv");

  private static final Set<String> COMPRESSION_SUFFIXES =
      Set.of("gz", "bz2", "zst", "lz4", "snappy", "deflate", "xz");

  private final String id;
  private final String extensions;

  FileFormat(String id, String extensions) {
    this.id = id;
    this.extensions = extensions;
  }

  /** The name of the format, as users and Spark spell it. */
  public String id() {
    return id;
  }

  /**
   * Returns the format that a user names.
   *
   * @throws RequestException where there is none of that name
   */
  public static FileFormat of(String name) {
    return Arrays.stream(values())
        .filter(format -> format.id.equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new RequestException(
                    "unknown format '" + name + "': the formats are " + String.join(", ", ids())));
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

  /**
   * Refuses a schema that has a column this format has no way to write.
   *
   * @throws RequestException naming the first such column
   */
  void refuseWhatItCannotHold(StructType schema) {
    switch (this) {
      case PARQUET -> ColumnTypes.refuseUnwritable(schema);
      case CSV -> ColumnTypes.refuseAllButPlainText(schema);
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
