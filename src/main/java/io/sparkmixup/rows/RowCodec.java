package io.sparkmixup.rows;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/**
 * The canonical encoding of a row: one byte sequence per value of the row, the same whatever read
 * it. Columns are written in sections, so that a hash over the first sections covers just their
 * columns. A section holds
 *
 * <ol>
 *   <li>a bit map, one bit per column, 1 for null, filled up to whole bytes;
 *   <li>its numbers, 8 bytes each, little-endian, 0 for a null: first the raw IEEE bits of its
 *       floating values (float widened), then its whole numbers, days or microseconds;
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
  private final int[] firstLongs;

  /**
   * @param sections for each section the indices of its columns in the shape's schema; a column
   *     stands in one section
   */
  public RowCodec(RowShape shape, int[][] sections) {
    this.shape = shape;
    fixed = new int[sections.length][];
    variable = new int[sections.length][];
    firstLongs = new int[sections.length];
    for (int s = 0; s < sections.length; s++) {
      int[] doubles = inLane(sections[s], Lane.DOUBLE);
      int[] longs = inLane(sections[s], Lane.LONG);
      fixed[s] = IntStream.concat(Arrays.stream(doubles), Arrays.stream(longs)).toArray();
      firstLongs[s] = doubles.length;
      variable[s] = Arrays.stream(sections[s]).filter(c -> !isFixed(c)).toArray();
    }
  }

  private int[] inLane(int[] columns, Lane lane) {
    return Arrays.stream(columns).filter(c -> shape.lane(c) == lane).toArray();
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

  /** An encoder of rows. */
  public Encoder encoder() {
    return new Encoder();
  }

  /** Encodes rows that {@link RowShape#decode} gave out, each in place of the last one. */
  public final class Encoder {
    private final ByteSink sink = new ByteSink();
    private final int[] ends = new int[fixed.length];

    /** Encodes a row, and returns {@link #bytes}. */
    public byte[] encode(Row row) {
      sink.clear();
      RowCodec.this.encode(row, sink, ends);
      return sink.array();
    }

    /** The array that holds the last row; only its first {@link #size} bytes count. */
    public byte[] bytes() {
      return sink.array();
    }

    public int size() {
      return sink.size();
    }

    /** Where a section of the last row ends. */
    public int end(int section) {
      return ends[section];
    }
  }

  private void encode(Row row, ByteSink out, int[] ends) {
    for (int s = 0; s < fixed.length; s++) {
      int width = fixed[s].length;
      int bitmap = out.skip((width + variable[s].length + 7) >> 3);
      encodeNumbers(s, row, bitmap, out);
      for (int i = 0; i < variable[s].length; i++) {
        encodeObject(variable[s][i], row, bitmap, width + i, out);
      }
      ends[s] = out.size();
    }
  }

  private void encodeNumbers(int s, Row row, int bitmap, ByteSink out) {
    int[] columns = fixed[s];
    int firstLong = firstLongs[s];
    int at = out.advance(8 * columns.length);
    byte[] bytes = out.array();
    for (int i = 0; i < columns.length; i++, at += 8) {
      Object value = row.get(columns[i]);
      long bits = 0;
      if (value == null) {
        bytes[bitmap + (i >> 3)] |= (byte) (1 << (i & 7));
      } else {
        bits = i < firstLong ? Double.doubleToRawLongBits((Double) value) : (Long) value;
      }
      ByteSink.LONG.set(bytes, at, bits);
    }
  }

  private void encodeObject(int c, Row row, int bitmap, int bit, ByteSink out) {
    Object value = row.get(c);
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

  /** A locator of the values in rows that this codec encoded. */
  public Locator locator() {
    return new Locator();
  }

  /** Finds the values of encoded rows, one row after the other. */
  public final class Locator {
    private final boolean allFixed = Arrays.stream(variable).allMatch(v -> v.length == 0);
    private int[] clean;
    private int cleanFrom;

    /**
     * Where the values of the row encoded at {@code from} begin, by column; -1 for null. Not to be
     * changed: rows of numbers without a null share one array.
     */
    public int[] locate(byte[] bytes, int from) {
      if (allFixed && from == cleanFrom && clean != null && isClean(bytes, from)) {
        return clean;
      }
      int[] offsets = new int[shape.columns()];
      boolean nulls = RowCodec.this.locate(bytes, from, offsets);
      if (allFixed && !nulls) {
        clean = offsets;
        cleanFrom = from;
      }
      return offsets;
    }

    private boolean isClean(byte[] bytes, int from) {
      int at = from;
      for (int[] columns : fixed) {
        int bitmap = (columns.length + 7) >> 3;
        for (int i = 0; i < bitmap; i++) {
          if (bytes[at + i] != 0) {
            return false;
          }
        }
        at += bitmap + 8 * columns.length;
      }
      return true;
    }
  }

  /** Finds all values; whether some are null. */
  private boolean locate(byte[] bytes, int from, int[] offsets) {
    boolean nulls = false;
    int at = from;
    for (int s = 0; s < fixed.length; s++) {
      int width = fixed[s].length;
      int bitmap = at;
      at += (width + variable[s].length + 7) >> 3;
      for (int i = 0; i < width; i++, at += 8) {
        boolean isNull = isNull(bytes, bitmap, i);
        nulls |= isNull;
        offsets[fixed[s][i]] = isNull ? -1 : at;
      }
      for (int i = 0; i < variable[s].length; i++) {
        int length = (int) ByteSink.INT.get(bytes, at);
        at += 4;
        boolean isNull = isNull(bytes, bitmap, width + i);
        nulls |= isNull;
        offsets[variable[s][i]] = isNull ? -1 : at;
        at += length;
      }
    }
    return nulls;
  }

  private static boolean isNull(byte[] bytes, int bitmap, int bit) {
    return ((bytes[bitmap + (bit >> 3)] >> (bit & 7)) & 1) != 0;
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

  /** Hashes the bytes of a string, binary or object at an offset given by {@link #locate}. */
  public static void hash(byte[] bytes, int offset, Murmur3 hash) {
    hash.hash(bytes, offset, offset + length(bytes, offset), 1, 1);
  }

  /** The string's or binary's bytes, or the object, at an offset given by {@link #locate}. */
  public Object getObject(byte[] bytes, int offset, int column) {
    if (shape.lane(column) == Lane.BYTES) {
      return Arrays.copyOfRange(bytes, offset, offset + length(bytes, offset));
    }
    return ObjectCodec.read(new ByteSource(bytes, offset), shape.schema().apply(column).dataType());
  }
}
