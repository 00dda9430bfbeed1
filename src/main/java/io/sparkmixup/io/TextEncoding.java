package io.sparkmixup.io;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether text is of the encoding that it is read in. Spark puts U+FFFD for bytes that are not,
 * without a word. {@link FileHeads} are looked at; what comes later in the files shows in the
 * columns.
 */
final class TextEncoding {

  /** What stands for bytes that are no text. */
  static final String REPLACEMENT = "\uFFFD";

  private static final String NAME_IT =
      "name the encoding, such as --input-option encoding=ISO-8859-1";

  private TextEncoding() {}

  /** What a reader's options name. */
  static String of(Map<String, String> options) {
    return options
        .getOrDefault("encoding", options.getOrDefault("charset", "UTF-8"))
        .toUpperCase(Locale.ROOT);
  }

  static boolean isUtf8(String encoding) {
    return encoding.matches("UTF-?8");
  }

  /** Whether line ends have several bytes in it. */
  static boolean isWide(String encoding) {
    return encoding.matches("UTF-?(?:16|32).*");
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
      result = decoder.decode(bytes, chars, /* endOfInput= */ FileHeads.isWhole(head));
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
