package io.sparkmixup.mixing;

import java.io.Serializable;

/**
 * How often the rows of a stratum were used: counted one by one as they are mixed, and so without
 * what the plan says of it. Mutable; mergeable.
 */
public final class StratumUse implements Serializable {

  private static final long serialVersionUID = 1L;

  private long originals;
  private long synthetic;

  void addOriginals(long rows) {
    originals += rows;
  }

  void addSynthetic() {
    synthetic++;
  }

  void combine(StratumUse other) {
    originals += other.originals;
    synthetic += other.synthetic;
  }

  /** How many synthetic rows were made for each original one, on average. */
  public double ratio() {
    return (double) synthetic / originals;
  }
}
