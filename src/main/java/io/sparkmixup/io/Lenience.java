package io.sparkmixup.io;

import java.util.List;
import java.util.Map;

/** Options of Spark's readers by which input is lost, uncounted: the user's choice, and said. */
final class Lenience {

  /** An option, a value of it, and what becomes of the input then. */
  private record Choice(String name, String value, String becomes) {}

  private static final List<Choice> CHOICES =
      List.of(
          new Choice("mode", "DROPMALFORMED", "records that cannot be read are left out"),
          new Choice("mode", "PERMISSIVE", "values that cannot be read become null"),
          new Choice("ignoreCorruptFiles", "true", "what cannot be read of a file is left out"),
          new Choice("ignoreMissingFiles", "true", "files that vanish meanwhile are left out"));

  private Lenience() {}

  /**
   * A line for each such option.
   *
   * @param options whose names are found in any case
   */
  static List<String> warnings(Map<String, String> options) {
    return CHOICES.stream()
        .filter(c -> c.value.equalsIgnoreCase(options.get(c.name)))
        .map(c -> "--input-option " + c.name + "=" + c.value + ": " + c.becomes + ", uncounted")
        .toList();
  }
}
