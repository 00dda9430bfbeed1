package io.sparkmixup.plan;

/** What becomes of a column in a synthetic row. */
public enum Role {
  /** A mixture of both parents' values. */
  MIXED,
  /** The primary parent's value. */
  CARRIED,
  /** Identifies a row: the key is drawn from it, and what is written follows {@link Ids}. */
  ID,
  /** Not read and not written. */
  DROPPED
}
