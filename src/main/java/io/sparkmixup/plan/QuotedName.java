package io.sparkmixup.plan;

import java.util.Optional;

/**
 * A name as users write it: in double quotes, or as it is. Where commas separate names, one that
 * has a comma needs the quotes.
 */
public final class QuotedName {

  /** What is wrong with a name that has no {@link #unquoted} form. */
  public static final String NOT_CLOSED = "the double quote at its start is not closed";

  private QuotedName() {}

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
