package io.sparkmixup.plan;

/** From what a row's key is hashed. */
public enum KeySource {
  ID_COLUMNS,
  WHOLE_ROW
}
