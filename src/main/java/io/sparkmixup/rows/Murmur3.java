package io.sparkmixup.rows;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * MurmurHash3, x64, 128 bits: Austin Appleby's public-domain hash, version of 2011. An instance
 * holds the last hash, so that a loop over rows allocates nothing.
 *
 * <p>Both halves of the state start from seeds of 64 bits; the published function is the case in
 * which they are equal and below 2^32.
 */
public final class Murmur3 {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long C1 = 0x87c37b91114253d5L;
  private static final long C2 = 0x4cf5ad432745937fL;

  private long high;
  private long low;

  /** The first 64 bits of the last hash. */
  public long high() {
    return high;
  }

  /** The last 64 bits of the last hash. */
  public long low() {
    return low;
  }

  /** Hashes the bytes from {@code from} to {@code to}, exclusive. */
  public void hash(byte[] bytes, int from, int to, long seed1, long seed2) {
    long h1 = seed1;
    long h2 = seed2;
    int at = from;
    for (int end = to - 15; at < end; at += 16) {
      h1 = body1(h1, h2, (long) LONG.get(bytes, at));
      h2 = body2(h1, h2, (long) LONG.get(bytes, at + 8));
    }
    long k1 = 0;
    long k2 = 0;
    for (int i = to - 1; i >= at; i--) {
      if (i - at >= 8) {
        k2 = (k2 << 8) | (bytes[i] & 0xff);
      } else {
        k1 = (k1 << 8) | (bytes[i] & 0xff);
      }
    }
    finish(h1 ^ scramble1(k1), h2 ^ scramble2(k2), to - from);
  }

  /** Hashes four longs, as if they were 32 bytes in little-endian order, with seed 0. */
  public void hash(long a, long b, long c, long d) {
    long h1 = body1(0, 0, a);
    long h2 = body2(h1, 0, b);
    h1 = body1(h1, h2, c);
    h2 = body2(h1, h2, d);
    finish(h1, h2, 32);
  }

  private static long scramble1(long k) {
    return Long.rotateLeft(k * C1, 31) * C2;
  }

  private static long scramble2(long k) {
    return Long.rotateLeft(k * C2, 33) * C1;
  }

  private static long body1(long h1, long h2, long k) {
    return (Long.rotateLeft(h1 ^ scramble1(k), 27) + h2) * 5 + 0x52dce729L;
  }

  private static long body2(long h1, long h2, long k) {
    return (Long.rotateLeft(h2 ^ scramble2(k), 31) + h1) * 5 + 0x38495ab5L;
  }

  private void finish(long a, long b, int length) {
    long h1 = a ^ length;
    long h2 = b ^ length;
    h1 += h2;
    h2 += h1;
    h1 = mix(h1);
    h2 = mix(h2);
    h1 += h2;
    high = h1;
    low = h2 + h1;
  }

  /** The finalizer: a bijection of 64 bits in which every input bit reaches every output bit. */
  public static long mix(long k) {
    long h = k;
    h ^= h >>> 33;
    h *= 0xff51afd7ed558ccdL;
    h ^= h >>> 33;
    h *= 0xc4ceb9fe1a85ec53L;
    h ^= h >>> 33;
    return h;
  }
}
