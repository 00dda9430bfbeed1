package io.sparkmixup.plan;

import io.sparkmixup.rows.Lane;
import io.sparkmixup.rows.Murmur3;
import io.sparkmixup.rows.RowCodec;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.types.BooleanType;

/** The classes of a label: a 128-bit hash to count by, and a name for the reader. */
public final class ClassName {

  private static final int LONGEST = 60;

  private ClassName() {}

  /** Hashes the label's value at an offset of an encoded row; -1 for null. */
  public static void hash(Layout layout, byte[] bytes, int at, Murmur3 hash) {
    if (at < 0) {
      hash.hash(bytes, 0, 0, 0, 0);
    } else if (layout.shape().lane(layout.label()) == Lane.BYTES) {
      RowCodec.hash(bytes, at, hash);
    } else {
      hash.hash(bytes, at, at + 8, 1, 1);
    }
  }

  /** The class for the reader, cut where it is long. */
  public static String of(Layout layout, byte[] bytes, int at) {
    if (at < 0) {
      return "null";
    }
    if (layout.shape().lane(layout.label()) == Lane.LONG) {
      long value = RowCodec.getLong(bytes, at);
      boolean isBoolean =
          layout.shape().schema().apply(layout.label()).dataType() instanceof BooleanType;
      return isBoolean ? String.valueOf(value == 1) : String.valueOf(value);
    }
    int length = Math.min(RowCodec.length(bytes, at), 4 * LONGEST);
    String name = new String(bytes, at, length, StandardCharsets.UTF_8);
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "…";
  }
}
