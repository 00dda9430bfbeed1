package io.sparkmixup.rows;

/** Column names in SQL, whatever characters they have. */
public final class SqlNames {

  private SqlNames() {}

  /** A column, or a part of a longer name, in backticks. */
  public static String quote(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
