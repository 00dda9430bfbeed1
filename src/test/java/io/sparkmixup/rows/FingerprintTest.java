package io.sparkmixup.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  private static Fingerprint of(List<Long> hashes) {
    Fingerprint result = new Fingerprint();
    hashes.forEach(h -> result.add(h, Murmur3.mix(h)));
    return result;
  }

  @Property(tries = 100)
  void doesNotDependOnOrderOrGrouping(
      @ForAll @Size(max = 20) List<Long> hashes, @ForAll long shuffle) {
    List<Long> shuffled = new java.util.ArrayList<>(hashes);
    Collections.shuffle(shuffled, new Random(shuffle));
    int cut = hashes.size() / 3;
    Fingerprint merged = of(shuffled.subList(cut, shuffled.size()));
    merged.combine(of(shuffled.subList(0, cut)));
    assertThat(merged).isEqualTo(of(hashes)).hasSameHashCodeAs(of(hashes));
  }

  @Property(tries = 200)
  void isTheSumModuloTwoToThe128(
      @ForAll long h1, @ForAll long l1, @ForAll long h2, @ForAll long l2) {
    Fingerprint sum = new Fingerprint(h1, l1, 1);
    sum.combine(new Fingerprint(h2, l2, 2));
    BigInteger expected = unsigned(h1, l1).add(unsigned(h2, l2)).mod(BigInteger.ONE.shiftLeft(128));
    assertThat(unsigned(sum.high(), sum.low())).isEqualTo(expected);
    assertThat(sum.count()).isEqualTo(3);
  }

  private static BigInteger unsigned(long high, long low) {
    return new BigInteger(Long.toUnsignedString(high))
        .shiftLeft(64)
        .add(new BigInteger(Long.toUnsignedString(low)));
  }

  @Test
  void duplicatesCount() {
    assertThat(of(List.of(7L, 7L))).isNotEqualTo(of(List.of(7L)));
    assertThat(of(List.of(7L, 7L, 8L))).isNotEqualTo(of(List.of(7L, 8L, 8L)));
    // Four rows whose hashes add up to those of none differ by their count alone.
    assertThat(new Fingerprint(0, 0, 4)).isNotEqualTo(new Fingerprint());
  }

  @Test
  void isPrintedAndReadAsHashAndCount() {
    Fingerprint fingerprint = new Fingerprint(0xabcL, -1, 344);
    assertThat(fingerprint).hasToString("0000000000000abcffffffffffffffff-344");
    assertThat(Fingerprint.parse(fingerprint.toString())).isEqualTo(fingerprint);
    assertThatThrownBy(() -> Fingerprint.parse("abc-344"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'abc-344' is no fingerprint");
  }
}
