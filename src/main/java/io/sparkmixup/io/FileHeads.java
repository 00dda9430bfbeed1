package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * The first mebibyte of every CSV file, looked at in one job for what Spark reads wrongly without a
 * word: bytes of another encoding, and lines that end within quotes.
 */
final class FileHeads {

  /** How much of a file is looked at. */
  private static final int HEAD = 1 << 20;

  private FileHeads() {}

  /** Whether a head is all of its file; else it may end within a character or a line. */
  static boolean isWhole(byte[] head) {
    return head.length < HEAD;
  }

  /**
   * Refuses files that begin otherwise than their options say, where reading is strict.
   *
   * @throws RequestException naming the first of them
   */
  static void check(FilesToRead files) {
    Map<String, String> options = files.request().options();
    if (!options.getOrDefault("mode", "FAILFAST").equalsIgnoreCase("FAILFAST")) {
      return;
    }
    String encoding = TextEncoding.of(options);
    if (TextEncoding.isWide(encoding)) {
      if (!Boolean.parseBoolean(options.get("multiLine"))) {
        throw new RequestException(
            String.format(
                "--input-option encoding=%s needs --input-option multiLine=true: line ends have"
                    + " several bytes",
                encoding));
      }
      return;
    }
    List<String> all = files.each();
    Map<String, String> found =
        Jobs.describe(
            files.spark(),
            "Look at the encoding and the quotes of " + files.described(),
            () ->
                FileSchemas.distinct(
                    files.spark(), all, (file, conf) -> complaint(head(file, conf), options)));
    found.forEach(
        (complaint, file) -> {
          if (!complaint.isEmpty()) {
            throw new RequestException(
                "input file " + new Path(URI.create(file)) + " " + complaint);
          }
        });
  }

  private static String complaint(byte[] head, Map<String, String> options) {
    String encoding = TextEncoding.of(options);
    String complaint = TextEncoding.complaint(head, TextEncoding.isUtf8(encoding));
    return complaint.isEmpty()
        ? OpenQuotes.of(options, encoding).map(quotes -> quotes.complaint(head)).orElse("")
        : complaint;
  }

  private static byte[] head(Path file, Configuration conf) throws IOException {
    CompressionCodec codec = new CompressionCodecFactory(conf).getCodec(file);
    try (InputStream raw = file.getFileSystem(conf).open(file)) {
      return codec == null ? raw.readNBytes(HEAD) : decompressed(codec, raw);
    }
  }

  private static byte[] decompressed(CompressionCodec codec, InputStream raw) {
    try (InputStream in = codec.createInputStream(raw)) {
      return in.readNBytes(HEAD);
    } catch (IOException e) {
      // What is damaged is found by whoever reads the rows, and said there.
      return new byte[0];
    }
  }
}
