package io.sparkmixup.similarity;

/** What a column is compared as. */
public enum Kind {
  NUMERICAL,
  DATETIME,
  CATEGORICAL;

  /** Whether its values are numbers, or times that count as numbers. */
  public boolean isNumber() {
    return this != CATEGORICAL;
  }
}
