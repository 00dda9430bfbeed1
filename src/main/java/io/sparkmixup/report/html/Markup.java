package io.sparkmixup.report.html;

import io.sparkmixup.report.Printable;
import java.util.Locale;

/**
 * HTML or SVG while it is written. Text and the values of attributes are escaped here and nowhere
 * else: whatever comes from data passes through. Mutable.
 */
final class Markup {

  private final StringBuilder out = new StringBuilder();

  /**
   * A start tag.
   *
   * @param attributes names and values in turn; one whose value is null is left out
   */
  Markup open(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i + 1] != null) {
        out.append(' ').append(attributes[i]).append("=\"");
        out.append(escaped(attributes[i + 1])).append('"');
      }
    }
    out.append('>');
    return this;
  }

  Markup close(String tag) {
    out.append("</").append(tag).append('>');
    return this;
  }

  Markup text(String text) {
    out.append(escaped(text));
    return this;
  }

  /** An element that holds nothing but a text. */
  Markup element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  /** An element that holds nothing. */
  Markup shape(String tag, String... attributes) {
    open(tag, attributes);
    out.setLength(out.length() - 1);
    out.append("/>");
    return this;
  }

  /** A name from data: whichever way it is written, what follows stays in its place. */
  Markup name(String name, int longest) {
    String cut = Printable.cut(name, longest);
    boolean isCut = !cut.equals(Printable.of(name));
    return element("bdi", cut, "title", isCut ? name : null);
  }

  /** What is markup already. */
  Markup add(Markup other) {
    out.append(other.out);
    return this;
  }

  /** What this project wrote itself: styles, a script. Never data. */
  Markup trusted(String own) {
    out.append(own);
    return this;
  }

  Markup newLine() {
    out.append('\n');
    return this;
  }

  /** A coordinate. */
  static String at(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  static String escaped(String text) {
    return Printable.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
