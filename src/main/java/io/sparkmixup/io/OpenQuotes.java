package io.sparkmixup.io;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lines of CSV that end within a quoted field. Spark reads line by line unless {@code multiLine} is
 * true, and then closes such a field at the line's end without a word, strict or not: the text is
 * cut, and what is left of it becomes rows.
 *
 * <p>Fields are told apart as Spark's parser does. A quote within an unquoted field is text. What
 * follows a closing quote, up to the next separator, is text of the same field.
 *
 * <p>All of the dialect is ASCII, so the bytes of any encoding that extends it can be looked at.
 *
 * @param comment what begins a line that is no record; -1 where nothing does
 * @param trims whether blanks may stand before an opening quote
 * @param lineEnd what alone ends a line; -1 for {@code \n}, {@code \r} and {@code \r\n}
 */
record OpenQuotes(byte sep, byte quote, byte escape, int comment, boolean trims, int lineEnd) {

  private static final String EXTENDS_ASCII =
      "(?i)UTF-?8|US-ASCII|ASCII|LATIN-?1|ISO-?8859-\\d+|(?:WINDOWS-|CP)125\\d";

  /** Options that change what a quote is, by more than is followed here. */
  private static final List<String> NOT_FOLLOWED =
      List.of("charToEscapeQuoteEscaping", "unescapedQuoteHandling");

  /**
   * By the options of a reader, names in any case; empty where lines may end within quotes, where
   * nothing quotes, and where the dialect is not understood.
   */
  static Optional<OpenQuotes> of(Map<String, String> options, String encoding) {
    String sep = options.getOrDefault("sep", options.getOrDefault("delimiter", ","));
    String quote = options.getOrDefault("quote", "\"");
    String escape = options.getOrDefault("escape", CsvDialect.READ.get("escape"));
    String comment = options.getOrDefault("comment", "");
    String lineEnd = options.getOrDefault("lineSep", "");
    String separator = sep.equals("\\t") ? "\t" : sep;
    boolean followed =
        encoding.matches(EXTENDS_ASCII)
            && Stream.of(separator, quote, escape).allMatch(each -> each.matches("\\p{ASCII}"))
            && Stream.of(comment, lineEnd).allMatch(each -> each.matches("\\p{ASCII}?"))
            && NOT_FOLLOWED.stream().noneMatch(options::containsKey);
    return !followed || Boolean.parseBoolean(options.get("multiLine"))
        ? Optional.empty()
        : Optional.of(
            new OpenQuotes(
                (byte) separator.charAt(0),
                (byte) quote.charAt(0),
                (byte) escape.charAt(0),
                comment.isEmpty() ? -1 : comment.charAt(0),
                Boolean.parseBoolean(options.get("ignoreLeadingWhiteSpace")),
                lineEnd.isEmpty() ? -1 : lineEnd.charAt(0)));
  }

  /** What is wrong with the head of a file; empty where nothing is. */
  String complaint(byte[] head) {
    int line = firstLine(head, FileHeads.isWhole(head));
    return line == 0
        ? ""
        : String.format(
            "has a line that ends within a quoted field, line %d: where the text goes on in the next"
                + " line, --input-option multiLine=true reads it; else close the quote",
            line);
  }

  /**
   * The first line that ends within a quoted field, from 1; 0 where none does.
   *
   * @param whole whether the text ends with the file: else its last line goes on
   */
  int firstLine(byte[] text, boolean whole) {
    int number = 0;
    int from = startsWithMark(text) ? 3 : 0;
    while (from < text.length) {
      int end = from;
      while (end < text.length && !endsLine(text[end])) {
        end++;
      }
      number++;
      boolean complete = whole || end < text.length;
      if (complete && text[from] != comment && endsOpen(text, from, end)) {
        return number;
      }
      boolean two =
          lineEnd < 0 && end + 1 < text.length && text[end] == '\r' && text[end + 1] == '\n';
      from = end + (two ? 2 : 1);
    }
    return 0;
  }

  /** UTF-8's mark of the order of bytes, which Spark skips. */
  private static boolean startsWithMark(byte[] text) {
    return text.length > 2
        && text[0] == (byte) 0xEF
        && text[1] == (byte) 0xBB
        && text[2] == (byte) 0xBF;
  }

  private boolean endsLine(byte b) {
    return lineEnd < 0 ? b == '\n' || b == '\r' : b == lineEnd;
  }

  private boolean endsOpen(byte[] text, int from, int end) {
    int at = from;
    while (at < end) {
      while (trims && at < end && text[at] >= 0 && text[at] <= ' ' && text[at] != sep) {
        at++;
      }
      if (at < end && text[at] == quote) {
        at = closing(text, at + 1, end);
        if (at == end) {
          return true;
        }
      }
      while (at < end && text[at] != sep) {
        at++;
      }
      at++;
    }
    return false;
  }

  /** Where the quote stands that closes a field; the line's end where none does. */
  private int closing(byte[] text, int from, int end) {
    int at = from;
    while (at < end) {
      byte next = at + 1 < end ? text[at + 1] : 0;
      if (text[at] == escape && (next == quote || next == escape)) {
        at += 2;
      } else if (text[at] == quote && next != quote && next != escape) {
        return at;
      } else {
        at++;
      }
    }
    return end;
  }
}
