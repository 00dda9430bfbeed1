package io.sparkmixup.plan;

/** What synthetic rows get in the id columns. */
public enum Ids {
  /** New ids: 32 hexadecimal digits in a text column, 63 random bits in a long column. */
  NEW,
  /** The primary parent's. */
  KEEP,
  /** No id columns at all. */
  DROP
}
