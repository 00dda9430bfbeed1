package io.sparkmixup.utility;

import io.sparkmixup.rows.Murmur3;

/**
 * Draws that a row's content decides, its number among its equals, and a purpose: the same whatever
 * read the rows, in whatever order.
 */
final class Draw {

  /** What a draw is for. They are no draws of a synthetic row, and have numbers of their own. */
  enum Purpose {
    HOLD_OUT(101),
    SAMPLE(102),
    BOOTSTRAP(103),
    NEAR(104);

    private final long number;

    Purpose(long number) {
      this.number = number;
    }
  }

  /** Of the counts of a Poisson law with mean 1 the largest: beyond it lies less than 1e-16. */
  private static final int MOST = 18;

  private final Murmur3 hash = new Murmur3();
  private long high;
  private long low;
  private long ordinal;

  /** Moves to a row. */
  Draw of(byte[] row) {
    hash.hash(row, 0, row.length, 0, 0);
    high = hash.high();
    low = hash.low();
    return this;
  }

  /** Moves to one of a row's copies, counted from 0. */
  Draw copy(long number) {
    ordinal = number;
    return this;
  }

  /** A number of [0, 1). */
  double uniform(Purpose purpose) {
    hash.hash(high, low, ordinal, purpose.number);
    return (hash.high() >>> 11) * 0x1p-53;
  }

  /** Whether a draw falls into a share. */
  boolean takes(Purpose purpose, double share) {
    return share >= 1 || uniform(purpose) < share;
  }

  /**
   * How often a bootstrap takes the row: a Poisson count with mean 1, by inversion. That is what
   * drawing n of n rows with replacement comes to, without drawing in turn.
   */
  int timesInBootstrap() {
    double left = uniform(Purpose.BOOTSTRAP);
    double probability = 1 / Math.E;
    int count = 0;
    while (left >= probability && count < MOST) {
      left -= probability;
      count++;
      probability /= count;
    }
    return count;
  }
}
