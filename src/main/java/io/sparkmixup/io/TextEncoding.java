package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * Whether text is of the encoding that it is read in. Spark puts U+FFFD for bytes that are not,
 * without a word. The heads of all files are looked at; what comes later in them shows in the
 * columns.
 */
final class TextEncoding {

  /** What stands for bytes that are no text. */
  static final String REPLACEMENT = "\uFFFD";

  /** How much of a file is looked at. */
  private static final int HEAD = 1 << 20;

  private static final String NAME_IT =
      "name the encoding, such as --input-option encoding=ISO-8859-1";

  private TextEncoding() {}

  /**
   * Refuses files that begin otherwise than the encoding says, where reading is strict.
   *
   * @throws RequestException naming the first of them
   */
  static void refuseOthers(FilesToRead files) {
    Map<String, String> options = files.request().options();
    String encoding =
        options
            .getOrDefault("encoding", options.getOrDefault("charset", "UTF-8"))
            .toUpperCase(Locale.ROOT);
    if (!options.getOrDefault("mode", "FAILFAST").equalsIgnoreCase("FAILFAST")) {
      return;
    }
    if (encoding.matches("UTF-?(?:16|32).*")) {
      if (!Boolean.parseBoolean(options.get("multiLine"))) {
        throw new RequestException(
            String.format(
                "--input-option encoding=%s needs --input-option multiLine=true: line ends have"
                    + " several bytes",
                encoding));
      }
      return;
    }
    boolean utf8 = encoding.matches("UTF-?8");
    List<String> all =
        Arrays.stream(files.reader(Map.of()).format("text").load(files.paths()).inputFiles())
            .sorted()
            .toList();
    Map<String, String> found =
        Jobs.describe(
            files.spark(),
            "Look at the encoding of " + files.described(),
            () ->
                FileSchemas.distinct(
                    files.spark(), all, (file, conf) -> complaint(file, conf, utf8)));
    found.forEach(
        (complaint, file) -> {
          if (!complaint.isEmpty()) {
            throw new RequestException(
                "input file " + new Path(URI.create(file)) + " " + complaint);
          }
        });
  }

  private static String complaint(Path file, Configuration conf, boolean utf8) throws IOException {
    CompressionCodec codec = new CompressionCodecFactory(conf).getCodec(file);
    try (InputStream raw = file.getFileSystem(conf).open(file)) {
      return complaint(codec == null ? raw.readNBytes(HEAD) : decompressed(codec, raw), utf8);
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

  /** What is wrong with the first bytes of a file; empty where nothing is. */
  static String complaint(byte[] head, boolean utf8) {
    Optional<String> wide = wide(head);
    if (wide.isPresent()) {
      return String.format(
          "is text in %s, as its first bytes say: it needs --input-option encoding=%s"
              + " --input-option multiLine=true",
          wide.get(), wide.get());
    }
    int line = utf8 ? brokenLine(head) : 0;
    return line == 0 ? "" : "is not text in UTF-8, as its line " + line + " shows: " + NAME_IT;
  }

  /**
   * The encoding of several bytes a character that the first of them tell: by a mark or by zeros.
   */
  private static Optional<String> wide(byte[] head) {
    if (head.length < 4) {
      return Optional.empty();
    }
    int first = ByteBuffer.wrap(head).getInt();
    if (first == 0x0000FEFF || first == 0xFFFE0000) {
      return Optional.of("UTF-32");
    }
    if (first >>> 16 == 0xFEFF || first >>> 16 == 0xFFFE) {
      return Optional.of("UTF-16");
    }
    if (head[0] != 0 && head[1] == 0 && head[2] != 0 && head[3] == 0) {
      return Optional.of("UTF-16LE");
    }
    return head[0] == 0 && head[1] != 0 && head[2] == 0 && head[3] != 0
        ? Optional.of("UTF-16BE")
        : Optional.empty();
  }

  /** The line of the first bytes that UTF-8 does not have, from 1; 0 where all are good. */
  private static int brokenLine(byte[] head) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    ByteBuffer bytes = ByteBuffer.wrap(head);
    CharBuffer chars = CharBuffer.allocate(8192);
    CoderResult result;
    do {
      chars.clear();
      // The head may end within a character.
      result = decoder.decode(bytes, chars, /* endOfInput= */ head.length < HEAD);
    } while (result.isOverflow());
    return result.isUnderflow()
        ? 0
        : 1 + (int) IntStream.range(0, bytes.position()).filter(i -> head[i] == '\n').count();
  }

  /**
   * What to say of a column where values hold U+FFFD: also text may, but hardly does.
   *
   * @param values how many
   */
  static Optional<String> warning(String column, long values) {
    return values == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "column '%s': %,d values hold U+FFFD, which stands for bytes that are not UTF-8; %s",
                column,
                values,
                NAME_IT));
  }
}
