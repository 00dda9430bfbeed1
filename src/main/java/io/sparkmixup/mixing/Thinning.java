package io.sparkmixup.mixing;

import java.io.Serializable;

/**
 * Which rows say how much chance there is in sums over many: every one of few; of many about one in
 * {@code every}, chosen by its key, which knows nothing of its values and is the same wherever the
 * row is. A chosen row stands for {@code every}, so that expectations of sums stay (Horvitz and
 * Thompson). Rows that {@link FarOut lie far out} have to be counted one by one: a few of them may
 * hold most of a variance.
 *
 * <p>With {@value #ENOUGH} rows or more, none of which lies far out, standard errors of Gaussian
 * rows' covariances are known to 1 %, those of two rare marks (1 in one row of 25) to 5 %.
 *
 * @param every 1 for all rows
 */
record Thinning(int every) implements Serializable {

  /** All rows count. */
  static final Thinning NONE = new Thinning(1);

  /** So many rows are enough. */
  private static final int ENOUGH = 32_768;

  /** Beyond this the other rows cost next to nothing. */
  private static final int MOST = 8;

  /** For sums over so many rows. */
  static Thinning of(double rows) {
    return new Thinning((int) Math.max(1, Math.min(MOST, rows / ENOUGH)));
  }

  /** What a synthetic row is chosen by: the replicates of a primary take turns. */
  static long turn(CellRow primary, long replicate) {
    return primary.keyHigh + replicate;
  }

  /** Whether the row of that turn is chosen. */
  boolean takes(long turn) {
    return every == 1 || Long.remainderUnsigned(turn, every) == 0;
  }
}
