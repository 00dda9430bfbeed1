package io.sparkmixup.pairing;

import io.sparkmixup.rows.ByteSink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What stands before an encoded row in a parcel: flags, the stratum's last 64 bits, the 128-bit
 * hash of what identifies the row, and where they are not 0 the block of replicates and the ordinal
 * among duplicates, where it differs from row to row how many synthetic rows the row makes, and
 * where the row may become a guest the stratum that would take it in.
 */
public final class Label {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int GUEST = 1;
  private static final int BLOCK = 2;
  private static final int ORDINAL = 4;
  private static final int COPIES = 8;
  private static final int HOSTS = 16;
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

  /** Adds to a label just written which stratum's rows take the row in should it be alone. */
  static void writeHosts(ByteSink out, long hostsStratumLow) {
    out.array()[0] |= HOSTS;
    out.putLong(hostsStratumLow);
  }

  /** Makes a row the guest of its hosts' stratum. */
  static void makeGuest(byte[] row) {
    row[0] |= GUEST;
  }

  /** Whether the row is mixed with the cell's rows without being a partner to them. */
  public static boolean isGuest(byte[] row) {
    return (row[0] & GUEST) != 0;
  }

  /** The last 64 bits of the row's own stratum. */
  public static long stratumLow(byte[] row) {
    return (long) LONG.get(row, 1);
  }

  /** The last 64 bits of the stratum whose cell takes the row: of its hosts if it is a guest. */
  public static long cellStratumLow(byte[] row) {
    int at = FIXED + 8 * Integer.bitCount(row[0] & (BLOCK | ORDINAL | COPIES));
    return isGuest(row) ? (long) LONG.get(row, at) : stratumLow(row);
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
    return FIXED + 8 * Integer.bitCount(row[0] & (BLOCK | ORDINAL | COPIES | HOSTS));
  }
}
