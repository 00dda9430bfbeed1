package io.sparkmixup.law;

/**
 * A source of uniform random bits that belongs to one synthetic row. Two sources made from the same
 * row, seed and replicate give the same bits in the same order, whatever machine asks.
 */
@FunctionalInterface
public interface BitSource {

  /** Returns the next 64 uniform random bits. */
  long nextLong();
}
