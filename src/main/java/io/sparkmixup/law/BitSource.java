package io.sparkmixup.law;

/**
 * A source of uniform random bits that belongs to one synthetic row. Two sources made from the same
 * row, seed and replicate give the same bits in the same order, whatever machine asks.
 */
@FunctionalInterface
public interface BitSource {

  /** Returns the next 64 uniform random bits. */
  long nextLong();

  /** Uniform on (0, 1), never 0 or 1: the middles of 2^52 equal intervals, each exact. */
  default double nextUniform() {
    return ((nextLong() >>> 12) + 0.5) * 0x1p-52;
  }
}
