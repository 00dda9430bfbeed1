package io.sparkmixup.plan;

/** Where equal rows are numbered, so that each has a key of its own. */
public enum Duplicates {
  /** In their cell: there are few of them. */
  IN_CELL,
  /** Before the shuffle: so many that they would fill cells of their own. */
  BEFORE_SHUFFLE
}
