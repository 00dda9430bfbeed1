package io.sparkmixup.plan;

import java.io.Serializable;

/**
 * A class of the label that has a column of its own.
 *
 * @param high the first 64 bits of the class's hash
 * @param low the last 64 bits
 * @param name the class for the reader, which the column is named after
 */
public record SoftLabel(long high, long low, String name) implements Serializable {

  /** The most classes that get columns. */
  public static final int MOST = 1000;
}
