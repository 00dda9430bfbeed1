package io.sparkmixup.moments;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * The bytes of {@link Moments}, version 1, big-endian: version, d, whether there is shape, number
 * of rows, centre with its chosen flags, sums, packed products, the columns with missing values,
 * shape. Without missing values and shape about 4 d (d + 5) bytes.
 */
final class MomentsCodec {

  private static final int VERSION = 1;

  private MomentsCodec() {}

  static byte[] toBytes(
      Centre centre,
      long rows,
      double[] sums,
      CrossProducts products,
      MissingPairs missing,
      ColumnShape shape) {
    int d = sums.length;
    double[] packed = products.toPacked();
    int columns = 0;
    for (int k = 0; k < d; k++) {
      columns += missing.has(k) ? 1 : 0;
    }
    int doubles = 2 * d + packed.length + columns * 3 * d + (shape == null ? 0 : 2 * d);
    ByteBuffer out = ByteBuffer.allocate(17 + d + 8 * doubles + 4 * (columns + 1));
    out.putInt(VERSION).putInt(d).put((byte) (shape == null ? 0 : 1)).putLong(rows);
    put(out, centre.point());
    for (boolean chosen : centre.chosen()) {
      out.put((byte) (chosen ? 1 : 0));
    }
    put(out, sums);
    put(out, packed);
    out.putInt(columns);
    for (int k = 0; k < d; k++) {
      if (missing.has(k)) {
        out.putInt(k);
        out.asLongBuffer().put(missing.rowsOf(k));
        out.position(out.position() + 8 * d);
        put(out, missing.sumsOf(k));
        put(out, missing.squaresOf(k));
      }
    }
    if (shape != null) {
      put(out, shape.cubes());
      put(out, shape.fourths());
    }
    return out.array();
  }

  static Moments fromBytes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      requireVersion(in, VERSION, "moments");
      Moments moments = read(in);
      if (in.hasRemaining()) {
        throw new IllegalArgumentException(
            "moments of " + bytes.length + " bytes: must end " + in.remaining() + " earlier");
      }
      return moments;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "moments of " + bytes.length + " bytes: they are cut short", e);
    }
  }

  static void requireVersion(ByteBuffer in, int version, String what) {
    int found = in.getInt();
    if (found != version) {
      throw new IllegalArgumentException(
          what + " of version " + found + ": must be version " + version);
    }
  }

  private static Moments read(ByteBuffer in) {
    int d = in.getInt();
    boolean withShape = in.get() != 0;
    long rows = in.getLong();
    double[] point = doubles(in, d);
    boolean[] chosen = new boolean[d];
    for (int j = 0; j < d; j++) {
      chosen[j] = in.get() != 0;
    }
    double[] sums = doubles(in, d);
    CrossProducts products = CrossProducts.fromPacked(doubles(in, d * (d + 1) / 2));
    MissingPairs missing = new MissingPairs(d);
    for (int columns = in.getInt(); columns > 0; columns--) {
      int k = in.getInt();
      in.asLongBuffer().get(missing.rowsOf(k));
      in.position(in.position() + 8 * d);
      get(in, missing.sumsOf(k));
      get(in, missing.squaresOf(k));
    }
    ColumnShape shape = withShape ? new ColumnShape(doubles(in, d), doubles(in, d)) : null;
    return new Moments(new Centre(point, chosen), rows, sums, products, missing, shape);
  }

  private static double[] doubles(ByteBuffer in, int n) {
    if (n < 0 || n > in.remaining() / 8) {
      throw new BufferUnderflowException();
    }
    double[] values = new double[n];
    get(in, values);
    return values;
  }

  private static void get(ByteBuffer in, double[] values) {
    in.asDoubleBuffer().get(values);
    in.position(in.position() + 8 * values.length);
  }

  private static void put(ByteBuffer out, double[] values) {
    out.asDoubleBuffer().put(values);
    out.position(out.position() + 8 * values.length);
  }
}
