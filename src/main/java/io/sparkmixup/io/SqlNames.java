package io.sparkmixup.io;

/** Column names in SQL, whatever characters they have. */
final class SqlNames {

  private SqlNames() {}

  static String quote(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
