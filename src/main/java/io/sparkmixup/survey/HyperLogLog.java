package io.sparkmixup.survey;

import java.io.Serializable;

/**
 * Estimates how many distinct values there are from 64-bit hashes of them (HyperLogLog: Flajolet,
 * Fusy, Gandouet and Meunier 2007), with a relative standard error of 1.04 / sqrt(registers). What
 * it holds depends on the set of hashes alone, never on how it was cut. Mutable; mergeable.
 */
public final class HyperLogLog implements Serializable {

  private static final long serialVersionUID = 1L;

  /** 4,096 registers: a relative standard error of 1.6 %. */
  private static final int COLUMN_BITS = 12;

  private final int bits;
  private final byte[] registers;

  /**
   * An empty sketch.
   *
   * @param bits the binary logarithm of the number of registers, a byte each
   */
  HyperLogLog(int bits) {
    this.bits = bits;
    registers = new byte[1 << bits];
  }

  /** The sketch by which the values of a column are counted: a standard error of 1.6 %. */
  public static HyperLogLog ofColumn() {
    return new HyperLogLog(COLUMN_BITS);
  }

  /**
   * The sketch whose {@link #toBytes} is {@code registers}.
   *
   * @throws IllegalArgumentException if it is not one of a column
   */
  public static HyperLogLog ofColumn(byte[] registers) {
    HyperLogLog sketch = ofColumn();
    if (registers.length != sketch.registers.length) {
      throw new IllegalArgumentException(
          registers.length + " registers: must be " + sketch.registers.length);
    }
    System.arraycopy(registers, 0, sketch.registers, 0, registers.length);
    return sketch;
  }

  /** The registers, a byte each. */
  public byte[] toBytes() {
    return registers.clone();
  }

  /** Adds a value by 64 bits of its hash. */
  public void accept(long hash) {
    int register = (int) (hash >>> (64 - bits));
    // Rank of the first 1 among the remaining bits; the guard bit bounds it.
    int rank = Long.numberOfLeadingZeros((hash << bits) | (1L << (bits - 1))) + 1;
    if (rank > registers[register]) {
      registers[register] = (byte) rank;
    }
  }

  /** Adds the other's values. */
  public void combine(HyperLogLog other) {
    for (int i = 0; i < registers.length; i++) {
      registers[i] = (byte) Math.max(registers[i], other.registers[i]);
    }
  }

  /** The estimated number of distinct values. */
  public double distinct() {
    int size = registers.length;
    double sum = 0;
    int zeros = 0;
    for (byte register : registers) {
      sum += 1.0 / (1L << register);
      zeros += register == 0 ? 1 : 0;
    }
    double raw = 0.7213 / (1 + 1.079 / size) * size * size / sum;
    // Linear counting is the better estimate while registers are empty.
    return raw <= 2.5 * size && zeros > 0 ? size * StrictMath.log((double) size / zeros) : raw;
  }
}
