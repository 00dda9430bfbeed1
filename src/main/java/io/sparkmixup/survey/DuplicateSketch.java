package io.sparkmixup.survey;

import java.io.Serializable;

/**
 * How common duplicates are, from the 128-bit hashes of the rows: 2^14 counters by hash prefix, in
 * 128 kB. They depend on the multiset of hashes alone, never on how it was cut. A row that is very
 * frequent stands out in its counter; how often equal rows make a pair shows in their variance:
 * with c_v the copies of row v, n rows, and n_j the counters' values, m of them,
 *
 * <pre>    E[ sum_j (n_j - n/m)^2 ] = (1 - 1/m) sum_v c_v^2</pre>
 *
 * over random hashes (Alon, Matias and Szegedy 1996 estimate the same sum with random signs).
 */
final class DuplicateSketch implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int BITS = 14;
  private static final int SIZE = 1 << BITS;

  private final long[] counters = new long[SIZE];

  void accept(long hash) {
    counters[(int) (hash >>> (64 - BITS))]++;
  }

  void combine(DuplicateSketch other) {
    for (int i = 0; i < SIZE; i++) {
      counters[i] += other.counters[i];
    }
  }

  /**
   * The estimated number of ordered pairs of equal rows for each row: sum c_v (c_v - 1) / n. Its
   * standard error is at most about 0.011 times one plus itself.
   */
  double pairsPerRow(long rows) {
    double mean = (double) rows / SIZE;
    double squares = 0;
    for (long counter : counters) {
      squares += (counter - mean) * (counter - mean);
    }
    return squares / (1 - 1.0 / SIZE) / rows - 1;
  }

  /**
   * By how many rows the fullest counter exceeds six standard deviations above what distinct rows
   * would leave in it; 0 or less where no row is frequent.
   */
  double excess(long rows) {
    long max = 0;
    for (long counter : counters) {
      max = Math.max(max, counter);
    }
    double mean = (double) rows / SIZE;
    return max - mean - 6 * Math.sqrt(mean);
  }
}
