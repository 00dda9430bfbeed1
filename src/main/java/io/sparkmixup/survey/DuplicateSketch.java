package io.sparkmixup.survey;

import java.io.Serializable;

/**
 * How common duplicates are, from the 128-bit hashes of the rows, in 160 kB. Two parts, both of
 * which depend on the multiset of hashes alone, never on how it was cut:
 *
 * <ul>
 *   <li>HyperLogLog (Flajolet, Fusy, Gandouet and Meunier 2007) with 2^14 registers estimates how
 *       many distinct rows there are, with a relative standard error of 0.8 %;
 *   <li>2^14 counters by hash prefix show a row that is very frequent: its counter stands out.
 * </ul>
 */
final class DuplicateSketch implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int BITS = 14;
  private static final int SIZE = 1 << BITS;

  private final byte[] registers = new byte[SIZE];
  private final long[] counters = new long[SIZE];

  void accept(long high, long low) {
    int register = (int) (high >>> (64 - BITS));
    // Rank of the first 1 among the remaining bits; the guard bit bounds it.
    int rank = Long.numberOfLeadingZeros((high << BITS) | (1L << (BITS - 1))) + 1;
    if (rank > registers[register]) {
      registers[register] = (byte) rank;
    }
    counters[(int) (low >>> (64 - BITS))]++;
  }

  void combine(DuplicateSketch other) {
    for (int i = 0; i < SIZE; i++) {
      registers[i] = (byte) Math.max(registers[i], other.registers[i]);
      counters[i] += other.counters[i];
    }
  }

  /** The estimated number of distinct rows. */
  double distinct() {
    double sum = 0;
    int zeros = 0;
    for (byte register : registers) {
      sum += 1.0 / (1L << register);
      zeros += register == 0 ? 1 : 0;
    }
    double raw = 0.7213 / (1 + 1.079 / SIZE) * SIZE * SIZE / sum;
    // Linear counting is the better estimate while registers are empty.
    return raw <= 2.5 * SIZE && zeros > 0 ? SIZE * StrictMath.log((double) SIZE / zeros) : raw;
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
