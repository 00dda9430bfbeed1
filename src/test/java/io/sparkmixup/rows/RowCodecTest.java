package io.sparkmixup.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowCodecTest {

  private static List<byte[]> encode(String first, String second) {
    return Encodings.of(Encodings.sql("select " + first + " union all select " + second));
  }

  @Test
  void equalRowsHaveEqualBytes() {
    String row = "1, -2.5D, 'x', null, array(1, null), map('k', 1, 'l', 2), struct(1, 'y')";
    List<byte[]> encoded = encode(row, row);
    assertThat(encoded.get(0)).isEqualTo(encoded.get(1));
  }

  @Test
  void orderOfMapEntriesDoesNotMatter() {
    List<byte[]> encoded =
        encode(
            "map('b', map(2, 'y', 1, 'x'), 'a', null)", "map('a', null, 'b', map(1, 'x', 2, 'y'))");
    assertThat(encoded.get(0)).isEqualTo(encoded.get(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cast(null as int), 1 | 1, cast(null as int)",
        "cast(null as string), 'a' | 'a', cast(null as string)",
        "cast(null as int) | 0",
        "cast(null as double) | 0D",
        "cast(null as string) | ''",
        "cast(null as array<int>) | array()",
        "array(cast(null as int)) | array(0)",
        "struct(cast(null as int)) | cast(null as struct<col1: int>)",
        "map('a', cast(null as int)) | map('a', 0)",
        "-0D | 0D",
        "cast('-0.0' as float) | cast('0.0' as float)",
        "array(-0D) | array(0D)",
        "'ab', 'c' | 'a', 'bc'",
        "array(1), array(2, 3) | array(1, 2), array(3)",
        "array(array(1), array(2, 3)) | array(array(1, 2), array(3))",
        "array('ab', 'c') | array('a', 'bc')",
        "map('a', 'b', 'c', 'd') | map('a', 'd', 'c', 'b')",
        "1.10 | 1.11",
        "x'00' | x'0000'",
        "interval '1' day | interval '2' day",
        "make_interval(0, 1) | make_interval(0, 0, 0, 30)",
      })
  void differentRowsHaveDifferentBytes(String rows) {
    String[] pair = rows.split(" \\| ", 2);
    List<byte[]> encoded = encode(pair[0], pair[1]);
    assertThat(encoded.get(0)).isNotEqualTo(encoded.get(1));
  }

  @Test
  void decimalsOfOneColumnAreEqualWhateverTheirScale() {
    List<byte[]> encoded = encode("cast('1.5' as decimal(9, 2))", "cast('1.50' as decimal(9, 2))");
    assertThat(encoded.get(0)).isEqualTo(encoded.get(1));
  }

  /** The bytes of the contract: they may change with its version only. */
  @Test
  void bytesAreThoseOfTheContract() {
    List<byte[]> encoded =
        Encodings.of(Encodings.sql("select 'é' s, 1D d, cast(null as bigint) l, -2 i"));
    assertThat(encoded)
        .singleElement()
        .isEqualTo(
            new byte[] {
              0b0010, // null: the second of d, l, i, s
              0,
              0,
              0,
              0,
              0,
              0,
              (byte) 0xf0,
              0x3f, // d
              0,
              0,
              0,
              0,
              0,
              0,
              0,
              0, // l
              -2,
              -1,
              -1,
              -1,
              -1,
              -1,
              -1,
              -1, // i
              2,
              0,
              0,
              0,
              (byte) 0xc3,
              (byte) 0xa9 // s
            });
  }

  @Test
  void sectionsEndWhereTheNextOneBegins() {
    var rows = Encodings.sql("select 1 a, 'text' b, cast(null as double) c, array(1, 2) d");
    RowShape shape = RowShape.of(rows.schema());
    RowCodec all = new RowCodec(shape, new int[][] {{1}, {0, 2}, {3}});
    byte[] bytes = Encodings.encoded(rows, all).first();
    int first = 1 + 4 + 4;
    int second = first + 1 + 16;
    assertThat(all.sections()).isEqualTo(3);
    assertThat(all.end(bytes, 0, 0)).isZero();
    assertThat(all.end(bytes, 0, 1)).isEqualTo(first);
    assertThat(all.end(bytes, 0, 2)).isEqualTo(second);
    assertThat(all.end(bytes, 0, 3)).isEqualTo(bytes.length);
    // A section depends on nothing but its own columns.
    var key = rows.select("b");
    assertThat(Encodings.of(key)).singleElement().isEqualTo(Arrays.copyOf(bytes, first));
  }

  @Test
  void locatorFindsValuesBehindOthers() {
    var rows = Encodings.sql("select 'text' b, 7 a, cast(null as double) c, x'0102' d");
    RowCodec codec = Encodings.codec(rows);
    byte[] row = Encodings.of(rows).get(0);
    byte[] shifted = new byte[row.length + 5];
    System.arraycopy(row, 0, shifted, 5, row.length);
    int[] offsets = codec.locator().locate(shifted, 5);
    assertThat(RowCodec.getLong(shifted, offsets[1])).isEqualTo(7);
    assertThat(offsets[2]).isEqualTo(-1);
    assertThat(RowCodec.length(shifted, offsets[0])).isEqualTo(4);
    assertThat((byte[]) codec.getObject(shifted, offsets[3], 3)).containsExactly(1, 2);
  }

  @Test
  void locatorTellsRowsWithNullsFromRowsWithout() {
    var rows =
        Encodings.sql("select * from values (1, 2D), (cast(null as int), 3D), (4, 5D) as t(a, b)");
    RowCodec.Locator locator = Encodings.codec(rows).locator();
    List<byte[]> encoded = Encodings.of(rows);
    assertThat(locator.locate(encoded.get(0), 0)).containsExactly(9, 1);
    assertThat(locator.locate(encoded.get(1), 0)).containsExactly(-1, 1);
    assertThat(locator.locate(encoded.get(2), 0)).containsExactly(9, 1);
    assertThat(RowCodec.getDouble(encoded.get(2), 1)).isEqualTo(5);
  }

  @Test
  void signatureIsThatOfTheTypesInTheFirstSections() {
    Murmur3 ints = Encodings.codec(Encodings.sql("select 1 a, 'x' b")).signature(1);
    Murmur3 renamed = Encodings.codec(Encodings.sql("select 2 c, 'y' d")).signature(1);
    Murmur3 longs = Encodings.codec(Encodings.sql("select 1L a, 'x' b")).signature(1);
    assertThat(ints.high()).isEqualTo(renamed.high()).isNotEqualTo(longs.high());
    assertThat(ints.low()).isEqualTo(renamed.low()).isNotEqualTo(longs.low());

    var rows = Encodings.sql("select 1 a, 'x' b");
    RowCodec sections = new RowCodec(RowShape.of(rows.schema()), new int[][] {{0}, {1}});
    Murmur3 first = Encodings.codec(rows.select("a")).signature(1);
    assertThat(sections.signature(1).high()).isEqualTo(first.high());
    assertThat(sections.signature(2).high()).isEqualTo(ints.high()).isNotEqualTo(first.high());
  }
}
