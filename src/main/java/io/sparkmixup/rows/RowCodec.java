package io.sparkmixup.rows;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.spark.sql.Row;

/**
 * The canonical encoding of a row: one byte sequence per value of the row, the same whatever read
 * it. Columns are written in sections, so that a hash over the first sections covers just their
 * columns. A section holds
 *
 * <ol>
 *   <li>a bit map, one bit per column, 1 for null, filled up to whole bytes;
 *   <li>its numbers (the double and long lanes), 8 bytes each, little-endian: raw IEEE bits of a
 *       floating value (float widened), the whole number, days or microseconds; 0 for a null;
 *   <li>its other values: a length of 4 bytes, then the bytes (none for a null) of a string, a
 *       binary or the encoding of an object.
 * </ol>
 *
 * The types of the columns are not repeated in each row: {@link #signature} hashes them once, and
 * every row hash starts from it.
 */
public final class RowCodec implements Serializable {

  private static final long serialVersionUID = 1L;

  private final RowShape shape;
  private final int[][] fixed;
  private final int[][] variable;

  /**
   * @param sections for each section the indices of its columns in the shape's schema; a column
   *     stands in one section
   */
  public RowCodec(RowShape shape, int[][] sections) {
    this.shape = shape;
    fixed = new int[sections.length][];
    variable = new int[sections.length][];
    for (int s = 0; s < sections.length; s++) {
      fixed[s] = Arrays.stream(sections[s]).filter(this::isFixed).toArray();
      variable[s] = Arrays.stream(sections[s]).filter(c -> !isFixed(c)).toArray();
    }
  }

  private boolean isFixed(int column) {
    return shape.lane(column) == Lane.DOUBLE || shape.lane(column) == Lane.LONG;
  }

  public RowShape shape() {
    return shape;
  }

  public int sections() {
    return fixed.length;
  }

  /** A 128-bit hash of the types of the columns in the first {@code sections} sections. */
  public Murmur3 signature(int sections) {
    StringBuilder types = new StringBuilder();
    for (int s = 0; s < sections; s++) {
      for (int[] columns : new int[][] {fixed[s], variable[s]}) {
        for (int c : columns) {
          types.append(shape.schema().apply(c).dataType().catalogString()).append(';');
        }
      }
    }
    byte[] bytes = types.toString().getBytes(StandardCharsets.UTF_8);
    Murmur3 hash = new Murmur3();
    hash.hash(bytes, 0, bytes.length, 0, 0);
    return hash;
  }

  /**
   * Appends the encoding of a row.
   *
   * @param ends receives for each section where it ends in the sink
   */
  public void encode(Lanes lanes, Row objects, ByteSink out, int[] ends) {
    double[] doubles = lanes.getDoubles();
    long[] longs = lanes.getLongs();
    boolean[] nulls = lanes.getNulls();
    for (int s = 0; s < fixed.length; s++) {
      int width = fixed[s].length;
      int bitmap = out.skip((width + variable[s].length + 7) >> 3);
      int at = out.skip(8 * width);
      byte[] bytes = out.array();
      for (int i = 0; i < width; i++, at += 8) {
        int c = fixed[s][i];
        if (nulls[shape.nullSlot(c)]) {
          bytes[bitmap + (i >> 3)] |= (byte) (1 << (i & 7));
        } else if (shape.lane(c) == Lane.DOUBLE) {
          ByteSink.LONG.set(bytes, at, Double.doubleToRawLongBits(doubles[shape.slot(c)]));
        } else {
          ByteSink.LONG.set(bytes, at, longs[shape.slot(c)]);
        }
      }
      for (int i = 0; i < variable[s].length; i++) {
        encodeObject(variable[s][i], objects, bitmap, width + i, out);
      }
      ends[s] = out.size();
    }
  }

  private void encodeObject(int c, Row objects, int bitmap, int bit, ByteSink out) {
    Object value = shape.lane(c) == Lane.VOID ? null : objects.get(shape.slot(c));
    int length = out.skip(4);
    if (value == null) {
      out.array()[bitmap + (bit >> 3)] |= (byte) (1 << (bit & 7));
      return;
    }
    if (shape.lane(c) == Lane.BYTES) {
      out.putBytes((byte[]) value);
    } else {
      ObjectCodec.write(value, shape.schema().apply(c).dataType(), out);
    }
    ByteSink.INT.set(out.array(), length, out.size() - length - 4);
  }

  /**
   * Finds the values of an encoded row.
   *
   * @param offsets receives for each column where its value begins, -1 for null
   */
  public void locate(byte[] bytes, int from, int[] offsets) {
    int at = from;
    for (int s = 0; s < fixed.length; s++) {
      int width = fixed[s].length;
      int bitmap = at;
      at += (width + variable[s].length + 7) >> 3;
      for (int i = 0; i < width; i++, at += 8) {
        offsets[fixed[s][i]] = (bytes[bitmap + (i >> 3)] >> (i & 7) & 1) == 0 ? at : -1;
      }
      for (int i = 0; i < variable[s].length; i++) {
        int bit = width + i;
        int length = (int) ByteSink.INT.get(bytes, at);
        at += 4;
        offsets[variable[s][i]] = (bytes[bitmap + (bit >> 3)] >> (bit & 7) & 1) == 0 ? at : -1;
        at += length;
      }
    }
  }

  /** The end of the first {@code sections} sections of an encoded row. */
  public int end(byte[] bytes, int from, int sections) {
    int at = from;
    for (int s = 0; s < sections; s++) {
      at += ((fixed[s].length + variable[s].length + 7) >> 3) + 8 * fixed[s].length;
      for (int i = 0; i < variable[s].length; i++) {
        at += 4 + (int) ByteSink.INT.get(bytes, at);
      }
    }
    return at;
  }

  /** The double at an offset given by {@link #locate}. */
  public static double getDouble(byte[] bytes, int offset) {
    return Double.longBitsToDouble((long) ByteSink.LONG.get(bytes, offset));
  }

  /** The whole number at an offset given by {@link #locate}. */
  public static long getLong(byte[] bytes, int offset) {
    return (long) ByteSink.LONG.get(bytes, offset);
  }

  /** The number of bytes of a string, binary or object at an offset given by {@link #locate}. */
  public static int length(byte[] bytes, int offset) {
    return (int) ByteSink.INT.get(bytes, offset - 4);
  }

  /** The string's or binary's bytes, or the object, at an offset given by {@link #locate}. */
  public Object getObject(byte[] bytes, int offset, int column) {
    if (shape.lane(column) == Lane.BYTES) {
      return Arrays.copyOfRange(bytes, offset, offset + length(bytes, offset));
    }
    return ObjectCodec.read(new ByteSource(bytes, offset), shape.schema().apply(column).dataType());
  }
}
