package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Spark's SQL runs that is no SQL: methods of Java on its class path, and programs of the
 * shell. A condition or a query that somebody was sent is to take rows, and to do nothing else.
 *
 * <p>The text is looked at as it stands, with what is in quotes and in comments: who would tell
 * these apart otherwise than Spark does, in one of its versions, would miss something. So a text
 * that holds such a call is refused, too.
 */
final class CodeInSql {

  /** Whatever may stand between a name and its bracket, but for the inside of a comment. */
  private static final String GAP = "[`\\s\\p{Z}\\p{C}]*+(?:\\(|/\\*|--)";

  /** A call of one of these functions, and of one whose name is put together. */
  private static final Pattern METHOD =
      Pattern.compile(
          "(?<![\\w$])(reflect|try_reflect|java_method|identifier)" + GAP,
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** What rows are sent to a program by. */
  private static final Pattern SENDING =
      Pattern.compile(
          "(?<![\\w$])(?:transform|map|reduce)(?![\\w$])",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** The program comes after this word, in quotes; the columns of a join in brackets. */
  private static final Pattern PROGRAM =
      Pattern.compile(
          "(?<![\\w$])using(?![\\w$])(?!\\s*+\\()",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private CodeInSql() {}

  /**
   * Refuses it.
   *
   * @param option the option that holds the text
   */
  static void refuse(String option, String sql) {
    Matcher method = METHOD.matcher(sql);
    if (method.find()) {
      throw new RequestException(
          String.format(
              "%s: %s() can run a method of Java, and is not taken, in quotes or comments either:"
                  + " leave it out",
              option, method.group(1)));
    }
    if (SENDING.matcher(sql).find() && PROGRAM.matcher(sql).find()) {
      throw new RequestException(
          option
              + ": TRANSFORM, MAP and REDUCE with USING run a program, and are not taken, in quotes"
              + " or comments either: leave them out");
    }
  }
}
