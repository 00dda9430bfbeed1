package io.sparkmixup.report;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes JSON, and does not read it. Maps become objects in their own order, collections and arrays
 * become arrays; strings, numbers, booleans and null stand for themselves. NaN and infinities,
 * which JSON does not have, become null.
 */
public final class Json {

  private static final String INDENT = "  ";

  private final StringBuilder out = new StringBuilder();

  private Json() {}

  /**
   * The value as text: two spaces for each level, an array of scalars on one line, no line break at
   * the end.
   *
   * @throws IllegalArgumentException if something in it has no JSON form
   */
  public static String text(Object value) {
    Json json = new Json();
    json.write(value, "\n");
    return json.out.toString();
  }

  private void write(Object value, String lineBreak) {
    if (value instanceof Map<?, ?> map) {
      object(map, lineBreak);
    } else if (value instanceof Collection<?> items) {
      array(boxed(items), lineBreak);
    } else if (value != null && value.getClass().isArray()) {
      List<Item> items = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        items.add(new Item(Array.get(value, i)));
      }
      array(items, lineBreak);
    } else {
      scalar(value);
    }
  }

  /** An element, which may be null. */
  private record Item(Object value) {

    boolean isScalar() {
      return !(value instanceof Map || value instanceof Collection)
          && (value == null || !value.getClass().isArray());
    }
  }

  private static List<Item> boxed(Collection<?> items) {
    List<Item> result = new ArrayList<>();
    for (Object item : items) {
      result.add(new Item(item));
    }
    return result;
  }

  private void object(Map<?, ?> map, String lineBreak) {
    String separator = "";
    out.append('{');
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw new IllegalArgumentException(entry.getKey() + " is a key, but not a string");
      }
      out.append(separator).append(lineBreak).append(INDENT);
      string(key);
      out.append(": ");
      write(entry.getValue(), lineBreak + INDENT);
      separator = ",";
    }
    out.append(map.isEmpty() ? "" : lineBreak).append('}');
  }

  private void array(List<Item> items, String lineBreak) {
    boolean flat = items.stream().allMatch(Item::isScalar);
    String separator = "";
    out.append('[');
    for (Item item : items) {
      out.append(separator);
      if (flat) {
        scalar(item.value());
      } else {
        out.append(lineBreak).append(INDENT);
        write(item.value(), lineBreak + INDENT);
      }
      separator = flat ? ", " : ",";
    }
    out.append(flat ? "" : lineBreak).append(']');
  }

  private void scalar(Object value) {
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      out.append(Double.isNaN(number) || Double.isInfinite(number) ? "null" : value.toString());
    } else if (value == null || value instanceof Boolean || value instanceof Number) {
      out.append(value);
    } else if (value instanceof CharSequence text) {
      string(text);
    } else {
      throw new IllegalArgumentException(value.getClass().getName() + " has no JSON form");
    }
  }

  private void string(CharSequence text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ' || c == '\u2028' || c == '\u2029' || isLone(text, i)) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Half of a surrogate pair, which no encoding can write. */
  private static boolean isLone(CharSequence text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
