package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the option {@code compression} of a format may be, as Spark names it. Spark itself looks
 * only when the writing begins, and for some only in its tasks.
 */
final class Codecs {

  private static final String OPTION = "compression";

  /** By name: a class that Spark leaves to its users to bring, or nothing. */
  private final Map<String, String> classes;

  private final boolean classNames;

  private Codecs(Map<String, String> classes, boolean classNames) {
    this.classes = classes;
    this.classNames = classNames;
  }

  static Codecs of(String... names) {
    Map<String, String> classes = new LinkedHashMap<>();
    for (String name : names) {
      classes.put(name, "");
    }
    return new Codecs(classes, false);
  }

  /** And one that works only where a class is there. */
  Codecs with(String name, String className) {
    Map<String, String> more = new LinkedHashMap<>(classes);
    more.put(name, className);
    return new Codecs(more, classNames);
  }

  /** And the class names of Hadoop's codecs. */
  Codecs withClassNames() {
    return new Codecs(classes, true);
  }

  /**
   * Refuses a codec that does not exist or is not there.
   *
   * @param format the name of the format
   * @param options the options of an output; their names in any case
   */
  void check(String format, Map<String, String> options) {
    String name = options.get(OPTION);
    if (name == null) {
      return;
    }
    String needed = classes.get(name.toLowerCase(Locale.ROOT));
    if (needed == null && classNames && name.contains(".")) {
      needed = name;
    }
    if (needed == null) {
      throw new RequestException(
          String.format(
              "--output-option %s=%s: no codec of %s; it has %s",
              OPTION, name, format, String.join(", ", classes.keySet())));
    }
    if (!needed.isEmpty() && !Classes.isPresent(needed)) {
      throw new RequestException(
          String.format(
              "--output-option %s=%s: needs the class %s, which is not there; add its jar with"
                  + " --jars, or use another codec",
              OPTION, name, needed));
    }
  }
}
