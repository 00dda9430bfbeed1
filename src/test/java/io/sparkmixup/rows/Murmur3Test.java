package io.sparkmixup.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.commons.codec.digest.MurmurHash3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Murmur3Test {

  private static Murmur3 hash(byte[] bytes, int from, int to, int seed) {
    Murmur3 hash = new Murmur3();
    long published = seed & 0xffffffffL;
    hash.hash(bytes, from, to, published, published);
    return hash;
  }

  private static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 104729, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
  void agreesWithCommonsCodecAtEveryLength(int seed) {
    for (int length = 0; length <= 64; length++) {
      byte[] bytes = bytes(length, length);
      Murmur3 hash = hash(bytes, 0, length, seed);
      assertThat(new long[] {hash.high(), hash.low()})
          .as("length %d", length)
          .isEqualTo(MurmurHash3.hash128x64(bytes, 0, length, seed));
    }
  }

  @Test
  void hashesTheRangeItIsGiven() {
    byte[] bytes = bytes(100, 5);
    Murmur3 hash = hash(bytes, 3, 80, 9);
    assertThat(new long[] {hash.high(), hash.low()})
        .isEqualTo(MurmurHash3.hash128x64(bytes, 3, 77, 9));
  }

  /** The test vectors of Guava's Hashing.murmur3_128, taken from the C++ original. */
  @ParameterizedTest
  @CsvSource({
    "0, 629942693e10f867, 92db0b82baeb5347, hell",
    "1, a78ddff5adae8d10, 128900ef20900135, hello",
    "4, 79f6305a386c572c, 46305aed3483b94e, hello wo",
    "5, c2219d213ec1f1b5, a1d8e2e0a52785bd, hello wor",
    "0, e34bbc7bbc071b6c, 7a433ca9c49a9347, The quick brown fox jumps over the lazy dog",
    "0, 658ca970ff85269a, 43fee3eaa68e5c3e, The quick brown fox jumps over the lazy cog",
  })
  void givesPublishedVectors(int seed, String high, String low, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    Murmur3 hash = hash(bytes, 0, bytes.length, seed);
    assertThat(hash.high()).isEqualTo(Long.parseUnsignedLong(high, 16));
    assertThat(hash.low()).isEqualTo(Long.parseUnsignedLong(low, 16));
  }

  /** SMHasher's VerificationTest, whose value for MurmurHash3_x64_128 is 0x6384BA69. */
  @Test
  void passesTheVerificationOfItsAuthor() {
    byte[] key = new byte[256];
    ByteBuffer hashes = ByteBuffer.allocate(256 * 16).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 256; i++) {
      key[i] = (byte) i;
      Murmur3 hash = hash(key, 0, i, 256 - i);
      hashes.putLong(hash.high()).putLong(hash.low());
    }
    assertThat((int) hash(hashes.array(), 0, 256 * 16, 0).high()).isEqualTo(0x6384BA69);
  }

  @Test
  void fourLongsHashLikeTheir32Bytes() {
    long[] longs = {1, -2, Long.MIN_VALUE, 0x0123456789abcdefL};
    ByteBuffer bytes = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : longs) {
      bytes.putLong(value);
    }
    Murmur3 direct = new Murmur3();
    direct.hash(longs[0], longs[1], longs[2], longs[3]);
    assertThat(new long[] {direct.high(), direct.low()})
        .isEqualTo(MurmurHash3.hash128x64(bytes.array(), 0, 32, 0));
  }

  @Test
  void eachHalfOfTheSeedCounts() {
    byte[] bytes = bytes(20, 1);
    Murmur3 hash = new Murmur3();
    hash.hash(bytes, 0, 20, 1L << 40, 0);
    long first = hash.high();
    hash.hash(bytes, 0, 20, 0, 1L << 40);
    long second = hash.high();
    hash.hash(bytes, 0, 20, 0, 0);
    assertThat(first).isNotEqualTo(second).isNotEqualTo(hash.high());
    assertThat(second).isNotEqualTo(hash.high());
  }
}
