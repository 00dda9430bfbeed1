package io.sparkmixup.report.html;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.IntUnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A small picture of few colours, as PNG (ISO/IEC 15948): a byte for each point, which is the
 * number of its colour. Forty thousand cells are too many for as many elements.
 */
final class IndexedPng {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private IndexedPng() {}

  /**
   * A picture as a {@code data:} address.
   *
   * @param points rows of numbers of colours, all of one length
   * @param colours 0xRRGGBB by number
   */
  static String address(byte[][] points, int numberOfColours, IntUnaryOperator colours) {
    return "data:image/png;base64,"
        + Base64.getEncoder().encodeToString(bytes(points, numberOfColours, colours));
  }

  static byte[] bytes(byte[][] points, int numberOfColours, IntUnaryOperator colours) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.write(SIGNATURE);
      chunk(out, "IHDR", header(points[0].length, points.length));
      byte[] palette = new byte[3 * numberOfColours];
      for (int c = 0; c < numberOfColours; c++) {
        int colour = colours.applyAsInt(c);
        palette[3 * c] = (byte) (colour >> 16);
        palette[3 * c + 1] = (byte) (colour >> 8);
        palette[3 * c + 2] = (byte) colour;
      }
      chunk(out, "PLTE", palette);
      chunk(out, "IDAT", deflated(points));
      chunk(out, "IEND", new byte[0]);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] header(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(width);
    out.writeInt(height);
    // Eight bits, a palette, and the only compression, filter and order that need no more.
    out.write(new byte[] {8, 3, 0, 0, 0});
    return bytes.toByteArray();
  }

  private static byte[] deflated(byte[][] points) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
      for (byte[] row : points) {
        out.write(0);
        out.write(row);
      }
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) crc.getValue());
  }
}
