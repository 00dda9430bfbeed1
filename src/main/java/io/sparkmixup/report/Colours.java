package io.sparkmixup.report;

/** How a text marks what matters. */
public enum Colours {
  /** Not at all: for files, pipes and logs. */
  NONE,
  /** By the escape sequences of a terminal, which has them from its user's theme. */
  ANSI;

  private static final String ESCAPE = "\u001b[";

  String good(String text) {
    return marked("1;32m", text);
  }

  String bad(String text) {
    return marked("1;31m", text);
  }

  private String marked(String code, String text) {
    return this == NONE ? text : ESCAPE + code + text + ESCAPE + "0m";
  }
}
