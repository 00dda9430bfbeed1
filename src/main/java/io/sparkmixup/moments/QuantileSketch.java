package io.sparkmixup.moments;

import io.sparkmixup.rows.Murmur3;
import java.io.Serializable;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Quantiles of a stream of numbers from at most about 2,000 of them (KLL: Z. Karnin, K. Lang, E.
 * Liberty, "Optimal quantile approximation in streams", FOCS 2016, doi:10.1109/FOCS.2016.17).
 *
 * <p>A value at level h stands for 2^h values. Where there are too many, a level is sorted and
 * every second value of it, the odd or the even ones by a coin, moves up. That changes the rank of
 * any point by at most 2^h, either way with equal chance. So over all such steps (Azuma and
 * Hoeffding), with n values and V = sum of 4^h over the steps,
 *
 * <pre>    P(|rank error of a point| &gt; e n) &lt;= 2 exp(-(e n)^2 / (2 V)),</pre>
 *
 * and {@link #rankError} is the e for which the right side is {@value #RISK}: below 0.01, 0 for
 * fewer than {@value #TOP} values. The coins are hashes of all values that were moved before, so
 * that the same values in the same order give the same sketch. Merged sketches count as
 * independent; sketches of the very same values in the same order are not: they err alike.
 *
 * <p>Mutable; mergeable.
 */
public final class QuantileSketch implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int VERSION = 1;

  /** How many values the highest level holds; each level below two thirds of the one above. */
  private static final int TOP = 512;

  /** How many values the lowest levels hold: to sort fewer at a time is not worth it. */
  private static final int LEAST = 32;

  /** The chance that a quantile's rank is off by more than is said. */
  private static final double RISK = 1e-4;

  private double[][] levels = {new double[LEAST]};
  private int[] sizes = {0};
  private int stored;
  private int room = TOP;
  private long count;
  private double squares;
  private long coins;

  /** Adds a finite value. */
  public void accept(double value) {
    append(0, value);
    stored++;
    count++;
    compress();
  }

  /** Adds the other's values. */
  public void combine(QuantileSketch other) {
    while (levels.length < other.levels.length) {
      addLevel();
    }
    for (int h = 0; h < other.levels.length; h++) {
      for (int i = 0; i < other.sizes[h]; i++) {
        append(h, other.levels[h][i]);
      }
    }
    stored += other.stored;
    count += other.count;
    squares += other.squares;
    coins = Murmur3.mix(coins * 31 + other.coins);
    compress();
  }

  /** The number of values. */
  public long count() {
    return count;
  }

  /**
   * For each share p the smallest value x of which, by the sketch, at least p n values are at most
   * x; NaN without values.
   *
   * @param shares in [0, 1], ascending
   */
  public double[] quantiles(double... shares) {
    double[][] weighted = weighted();
    double[] result = new double[shares.length];
    int i = -1;
    double upTo = 0;
    for (int q = 0; q < shares.length; q++) {
      while (i + 1 < weighted.length && (i < 0 || upTo < shares[q] * count)) {
        upTo += weighted[++i][1];
      }
      result[q] = i < 0 ? Double.NaN : weighted[i][0];
    }
    return result;
  }

  /**
   * The e such that, but for a chance of {@value #RISK}, the true rank of a quantile lies within e
   * n of what it should be.
   */
  public double rankError() {
    return count == 0 ? 0 : Math.min(1, Math.sqrt(2 * squares * Math.log(2 / RISK)) / count);
  }

  /**
   * The stored values, ascending, each with the number of values that it stands for. Equal ones may
   * be there more than once.
   */
  public double[][] weighted() {
    double[][] weighted = new double[stored][];
    int at = 0;
    for (int h = 0; h < levels.length; h++) {
      for (int i = 0; i < sizes[h]; i++) {
        weighted[at++] = new double[] {levels[h][i], Math.scalb(1.0, h)};
      }
    }
    Arrays.sort(weighted, Comparator.comparingDouble(w -> w[0]));
    return weighted;
  }

  private void compress() {
    while (stored >= room) {
      int h = 0;
      // One is full, since all of them together are.
      while (sizes[h] < capacity(h)) {
        h++;
      }
      compact(h);
    }
  }

  private void compact(int h) {
    if (h + 1 == levels.length) {
      addLevel();
    }
    double[] values = levels[h];
    int size = sizes[h];
    Arrays.sort(values, 0, size);
    int pairs = size / 2;
    long hash = coins;
    for (int i = 0; i < 2 * pairs; i++) {
      hash = hash * 31 + Double.doubleToRawLongBits(values[i]);
    }
    coins = Murmur3.mix(hash + 1);
    int odd = (int) (coins >>> 63);
    for (int i = 0; i < pairs; i++) {
      append(h + 1, values[2 * i + odd]);
    }
    values[0] = values[size - 1];
    sizes[h] = size % 2;
    stored -= pairs;
    squares += Math.scalb(1.0, 2 * h);
  }

  private void append(int h, double value) {
    if (sizes[h] == levels[h].length) {
      levels[h] = Arrays.copyOf(levels[h], 2 * sizes[h]);
    }
    levels[h][sizes[h]++] = value;
  }

  private void addLevel() {
    int h = levels.length;
    levels = Arrays.copyOf(levels, h + 1);
    levels[h] = new double[LEAST];
    sizes = Arrays.copyOf(sizes, h + 1);
    room = 0;
    for (int i = 0; i <= h; i++) {
      room += capacity(i);
    }
  }

  private int capacity(int h) {
    double capacity = TOP;
    for (int above = h + 1; above < levels.length && capacity > LEAST; above++) {
      capacity *= 2.0 / 3;
    }
    return Math.max(LEAST, (int) capacity);
  }

  /** This sketch as bytes, version 1, big-endian. */
  public byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(32 + 4 * sizes.length + 8 * stored);
    out.putInt(VERSION).putLong(count).putDouble(squares).putLong(coins).putInt(sizes.length);
    for (int h = 0; h < sizes.length; h++) {
      out.putInt(sizes[h]);
      for (int i = 0; i < sizes[h]; i++) {
        out.putDouble(levels[h][i]);
      }
    }
    return out.array();
  }

  /**
   * The sketch whose {@link #toBytes} is {@code bytes}.
   *
   * @throws IllegalArgumentException if they are not one's
   */
  public static QuantileSketch fromBytes(byte[] bytes) {
    try {
      return read(ByteBuffer.wrap(bytes));
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "quantile sketch of " + bytes.length + " bytes: it is cut short", e);
    }
  }

  private static QuantileSketch read(ByteBuffer in) {
    int version = in.getInt();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "quantile sketch of version " + version + ": must be version " + VERSION);
    }
    QuantileSketch sketch = new QuantileSketch();
    sketch.count = in.getLong();
    sketch.squares = in.getDouble();
    sketch.coins = in.getLong();
    int height = in.getInt();
    double weight = 0;
    for (int h = 0; h < height; h++) {
      if (h > 0) {
        sketch.addLevel();
      }
      for (int size = in.getInt(); size > 0; size--) {
        sketch.append(h, in.getDouble());
        sketch.stored++;
        weight += Math.scalb(1.0, h);
      }
    }
    if (weight != sketch.count || in.hasRemaining()) {
      throw new IllegalArgumentException(
          "quantile sketch of " + sketch.count + " values stands for " + (long) weight);
    }
    return sketch;
  }
}
