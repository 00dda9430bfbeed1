package io.sparkmixup.plan;

import java.util.Optional;

/**
 * A name as users write it, and read it: in double quotes, or as it is. Where commas separate
 * names, one that has a comma needs the quotes.
 */
public final class QuotedName {

  /** What is wrong with a name that has no {@link #unquoted} form. */
  public static final String NOT_CLOSED = "the double quote at its start is not closed";

  private static final String BETWEEN = " x ";

  private QuotedName() {}

  /** Two names as what is said of both has them: {@code a x b}. */
  public static String pair(String a, String b) {
    return single(a) + BETWEEN + single(b);
  }

  /** A name that stands alone where a pair could; in double quotes where it looks like one. */
  public static String single(String name) {
    boolean mistakable = !name.equals("x") && (" " + name + " ").contains(BETWEEN);
    return mistakable || name.startsWith("\"") ? "\"" + name + "\"" : name;
  }

  /** Whether a text has a {@link #pair} in it. */
  public static boolean isPair(String text) {
    return text.replaceAll("\"[^\"]*\"", "").contains(BETWEEN);
  }

  /** The name without its quotes; nothing where one opens and none closes. */
  public static Optional<String> unquoted(String text) {
    if (!text.startsWith("\"")) {
      return Optional.of(text);
    }
    return text.length() > 1 && text.endsWith("\"")
        ? Optional.of(text.substring(1, text.length() - 1))
        : Optional.empty();
  }
}
