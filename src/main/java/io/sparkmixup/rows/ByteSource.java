package io.sparkmixup.rows;

import java.util.Arrays;

/** Reads what a {@link ByteSink} wrote. */
final class ByteSource {

  private final byte[] bytes;
  private int at;

  ByteSource(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  int getByte() {
    return bytes[at++];
  }

  int getInt() {
    at += 4;
    return (int) ByteSink.INT.get(bytes, at - 4);
  }

  long getLong() {
    at += 8;
    return (long) ByteSink.LONG.get(bytes, at - 8);
  }

  byte[] getBytes(int length) {
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  double[] getDoubles(int length) {
    double[] result = new double[length];
    for (int i = 0; i < length; i++) {
      result[i] = Double.longBitsToDouble(getLong());
    }
    return result;
  }
}
