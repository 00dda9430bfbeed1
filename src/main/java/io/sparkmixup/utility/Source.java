package io.sparkmixup.utility;

import java.util.Locale;

/** What a learner was trained on. */
public enum Source {
  /** Nothing but the labels of the real rows: their most frequent class, or their mean. */
  CONSTANT,
  /** Originals that are not held out. */
  REAL,
  /** A bootstrap of those: how much another draw of the same rows changes. */
  BOOTSTRAP,
  /** Synthetic rows. */
  SYNTHETIC;

  /** The name for the reader. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
