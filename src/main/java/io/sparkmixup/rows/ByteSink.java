package io.sparkmixup.rows;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A byte array that grows, written in little-endian order. */
public final class ByteSink {

  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[256];
  private int size;

  public void clear() {
    size = 0;
  }

  /** The array behind; only the first {@link #size} bytes of it count. */
  public byte[] array() {
    return bytes;
  }

  public int size() {
    return size;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  public void putByte(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  public void putInt(int value) {
    ensure(4);
    INT.set(bytes, size, value);
    size += 4;
  }

  public void putLong(long value) {
    ensure(8);
    LONG.set(bytes, size, value);
    size += 8;
  }

  public void putBytes(byte[] value) {
    putBytes(value, 0, value.length);
  }

  public void putBytes(byte[] value, int from, int length) {
    ensure(length);
    System.arraycopy(value, from, bytes, size, length);
    size += length;
  }

  /** Leaves room for {@code length} bytes of anything and returns where they begin. */
  int advance(int length) {
    ensure(length);
    size += length;
    return size - length;
  }

  /** Leaves room for {@code length} zero bytes and returns where they begin. */
  int skip(int length) {
    int at = advance(length);
    for (int i = at; i < size; i++) {
      bytes[i] = 0;
    }
    return at;
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      int wanted = Math.max(Math.addExact(size, more), (int) Math.min(2L * bytes.length, 1 << 30));
      bytes = Arrays.copyOf(bytes, wanted);
    }
  }
}
