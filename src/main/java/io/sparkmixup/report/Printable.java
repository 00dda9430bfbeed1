package io.sparkmixup.report;

import java.math.BigDecimal;
import java.util.Locale;

/** Names and words from data, made harmless for whoever shows them. */
public final class Printable {

  private Printable() {}

  /**
   * A text without what cannot be seen: control characters (which could move a terminal's cursor),
   * marks that change the direction of what follows, and halves of characters. Each becomes its
   * code in brackets, as in [U+202E]. Characters that join others, as in some scripts, stay.
   */
  public static String of(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (isInvisible(c)) {
                result.append(String.format(Locale.ROOT, "[U+%04X]", c));
              } else {
                result.appendCodePoint(c);
              }
            });
    return result.toString();
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.FORMAT -> c != 0x200C && c != 0x200D;
      default -> false;
    };
  }

  /** The same, of no more than so many characters. */
  public static String cut(String text, int longest) {
    String printable = of(text);
    if (printable.codePointCount(0, printable.length()) <= longest) {
      return printable;
    }
    return printable.substring(0, printable.offsetByCodePoints(0, longest - 1)) + "…";
  }

  /** Six digits; nothing but a dash for what is not a number. */
  public static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.6g", value);
  }

  /** A setting as people write it, with no more digits than it has: 0.0001, and not 1.0E-4. */
  public static String plain(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }
}
