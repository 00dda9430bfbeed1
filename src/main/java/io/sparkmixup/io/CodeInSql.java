package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Spark's SQL runs that is no SQL: methods of Java on its class path, and programs of the
 * shell. A condition or a query that somebody was sent is to take rows, and to do nothing else.
 */
final class CodeInSql {

  /** What is skipped: comments. What becomes '': texts in quotes, which may hold anything. */
  private static final Pattern COMMENT_OR_TEXT =
      Pattern.compile(
          "(?s)--[^\\r\\n]*|/\\*.*?\\*/|('(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\")");

  /** A name of these functions, in backticks perhaps, with those of its catalog before. */
  private static final Pattern METHOD =
      Pattern.compile("(?i)(?<![\\w$])`?(reflect|try_reflect|java_method)`?\\s*\\(");

  /** Nothing but {@code TRANSFORM}, {@code MAP} and {@code REDUCE} has a text after this word. */
  private static final Pattern PROGRAM = Pattern.compile("(?i)(?<![\\w$`])using\\s*r?''");

  private CodeInSql() {}

  /**
   * Refuses it.
   *
   * @param option the option that holds the text
   */
  static void refuse(String option, String sql) {
    String bare = COMMENT_OR_TEXT.matcher(sql).replaceAll(m -> m.group(1) == null ? " " : "''");
    Matcher method = METHOD.matcher(bare);
    if (method.find()) {
      throw new RequestException(
          String.format(
              "%s: %s() runs a method of Java: take rows by functions of SQL, and leave it out",
              option, method.group(1)));
    }
    if (PROGRAM.matcher(bare).find()) {
      throw new RequestException(
          option + ": USING runs a program: take rows by functions of SQL, and leave it out");
    }
  }
}
