package io.sparkmixup.io;

/** Where a JSON value ends in a text. */
final class JsonRecords {

  private JsonRecords() {}

  /**
   * Whether a text goes on after its first object or array, with anything but blanks. A text that
   * is not JSON is none of its business.
   */
  static boolean holdMore(String text) {
    int depth = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
        if (depth <= 0) {
          return !text.substring(i + 1).isBlank();
        }
      }
    }
    return false;
  }
}
