package io.sparkmixup.pairing;

import io.sparkmixup.rows.ByteSink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What stands before an encoded row in a parcel: flags, the stratum's last 64 bits, the 128-bit
 * hash of what identifies the row, and where they are not 0 the block of replicates and the ordinal
 * among duplicates, and where it differs from row to row how many synthetic rows the row makes.
 */
public final class Label {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int GUEST = 1;
  private static final int BLOCK = 2;
  private static final int ORDINAL = 4;
  private static final int COPIES = 8;
  private static final int FIXED = 25;

  private Label() {}

  static void write(
      ByteSink out,
      long stratumLow,
      long rowHigh,
      long rowLow,
      long block,
      long ordinal,
      long copies) {
    out.putByte(
        (block != 0 ? BLOCK : 0) | (ordinal != 0 ? ORDINAL : 0) | (copies >= 0 ? COPIES : 0));
    out.putLong(stratumLow);
    out.putLong(rowHigh);
    out.putLong(rowLow);
    if (block != 0) {
      out.putLong(block);
    }
    if (ordinal != 0) {
      out.putLong(ordinal);
    }
    if (copies >= 0) {
      out.putLong(copies);
    }
  }

  /** Makes a row the guest of another stratum. */
  static void makeGuest(byte[] row, long hostsStratumLow) {
    row[0] |= GUEST;
    LONG.set(row, 1, hostsStratumLow);
  }

  /** Whether the row is mixed with the cell's rows without being a partner to them. */
  public static boolean isGuest(byte[] row) {
    return (row[0] & GUEST) != 0;
  }

  public static long stratumLow(byte[] row) {
    return (long) LONG.get(row, 1);
  }

  /** The first 64 bits of the hash of what identifies the row. */
  public static long rowHigh(byte[] row) {
    return (long) LONG.get(row, 9);
  }

  /** The last 64 bits of the hash of what identifies the row. */
  public static long rowLow(byte[] row) {
    return (long) LONG.get(row, 17);
  }

  public static long block(byte[] row) {
    return (row[0] & BLOCK) != 0 ? (long) LONG.get(row, FIXED) : 0;
  }

  public static long ordinal(byte[] row) {
    int at = FIXED + 8 * Integer.bitCount(row[0] & BLOCK);
    return (row[0] & ORDINAL) != 0 ? (long) LONG.get(row, at) : 0;
  }

  /** How many synthetic rows the row makes; {@code equal} where all make that many. */
  public static long copies(byte[] row, long equal) {
    int at = FIXED + 8 * Integer.bitCount(row[0] & (BLOCK | ORDINAL));
    return (row[0] & COPIES) != 0 ? (long) LONG.get(row, at) : equal;
  }

  /** Where the encoded row begins. */
  public static int end(byte[] row) {
    return FIXED + 8 * Integer.bitCount(row[0] & (BLOCK | ORDINAL | COPIES));
  }
}
