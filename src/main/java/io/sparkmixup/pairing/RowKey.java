package io.sparkmixup.pairing;

import io.sparkmixup.law.BitSource;
import io.sparkmixup.rows.Murmur3;

/**
 * The key of a row: 128 bits from the hash of what identifies it, the seed, and its ordinal among
 * its duplicates. Every draw for a synthetic row is a function of its primary's key, a purpose and
 * the replicate.
 */
public final class RowKey {

  /** Purposes of draws. The numbers are part of the contract. */
  public enum Purpose {
    WEIGHT(0),
    NEW_ID(1),
    // 2 is the selection's: see Selection.Hash.
    ROUNDING(3);

    private final long number;

    Purpose(long number) {
      this.number = number;
    }
  }

  /** The step of SplitMix64 (Steele, Lea and Flood 2014): 2^64 divided by the golden ratio. */
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final Murmur3 hash = new Murmur3();

  /**
   * Computes the key; read it with {@link #high} and {@link #low}. The stratum is part of it, so
   * that rows of two strata draw independently even if they share an id.
   */
  public void set(long rowHigh, long rowLow, long stratumLow, long seed, long ordinal) {
    hash.hash(rowHigh ^ Murmur3.mix(stratumLow), rowLow, seed, ordinal);
  }

  public long high() {
    return hash.high();
  }

  public long low() {
    return hash.low();
  }

  /** A source of bits of its own for each key, purpose and replicate. */
  public static final class Draws implements BitSource {
    private final Murmur3 hash = new Murmur3();
    private long state;

    /** Starts the source of a key, purpose and replicate. */
    public Draws start(long keyHigh, long keyLow, Purpose purpose, long replicate) {
      hash.hash(keyHigh, keyLow, purpose.number, replicate);
      state = hash.high();
      return this;
    }

    @Override
    public long nextLong() {
      state += GOLDEN;
      long z = state;
      z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
      z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
      return z ^ (z >>> 31);
    }
  }
}
