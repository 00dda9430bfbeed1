package io.sparkmixup.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LawContractTest {

  /** Different laws, made anew at each call. */
  private static List<Law> laws() {
    return List.of(
        EpBeta.of(4.34, 1.33, 0.3, 0.3),
        EpBeta.of(4.34, 1.33, 0.3, 0.2),
        EpBeta.of(4.34, 1.33, 0.2, 0.3),
        EpBeta.of(4.34, 1.3, 0.3, 0.3),
        EpBeta.of(4.3, 1.33, 0.3, 0.3),
        EpBeta.of(0.1, 0.1, 0, 0),
        Beta.of(0.1, 0.1),
        Beta.of(0.1, 0.2),
        Uniform.of(),
        Fixed.of(0.1),
        Fixed.of(0));
  }

  private static void assertDraws(Law law, String... expected) {
    SplitMix bits = new SplitMix(250302645);
    List<String> draws =
        IntStream.range(0, expected.length)
            .mapToObj(i -> Double.toHexString(law.draw(bits)))
            .toList();
    assertThat(draws).containsExactly(expected);
  }

  // The next three are part of the contract: equal rows and seeds give equal weights for ever.

  @Test
  void theDrawsOfThePrintedLawNeverChange() {
    assertDraws(
        EpBeta.of(4.34, 1.33, 0.3, 0.3),
        "0x1.3e5ffb210dc56p0",
        "0x1.94f8e9972cf75p-1",
        "0x1.aa9eba8158f37p-1",
        "0x1.0349be98e273cp0",
        "0x1.30d7853eab083p0",
        "0x1.05a65ff7e4fd2p-1",
        "0x1.dc026de5a2787p-1",
        "0x1.b6bcac05d0431p-1",
        "0x1.3c5c8cd8137b4p0",
        "0x1.48e459a3b2bdp0");
  }

  @Test
  void theDrawsOfSmallShapesNeverChange() {
    assertDraws(
        Beta.of(0.1, 0.1),
        "0x1.f81d7d310f8abp-1",
        "0x1.d4d15b0430cfdp-5",
        "0x1.fcf4d5721210ep-1",
        "0x1.fffffea18edb4p-1",
        "0x1.09784da237cc1p-15",
        "0x1.f643f422a7d22p-1",
        "0x1.bfa83b9d7f45cp-6",
        "0x1.ff80f6ff51e3p-1",
        "0x1.ffff88c99c42cp-1",
        "0x1.7fa76138effd6p-18");
  }

  @Test
  void theUniformDrawsNeverChange() {
    assertDraws(
        Uniform.of(),
        "0x1.541d34fb0607bp-1",
        "0x1.03990e0b5b462p-2",
        "0x1.1653f2e4ffbefp-1",
        "0x1.20f0c09321c51p-1",
        "0x1.56d2744370e71p-1",
        "0x1.8f086ddb643b5p-1",
        "0x1.b78676006ce11p-1",
        "0x1.d697ac603070dp-1",
        "0x1.7ec6eb9f92cdfp-1",
        "0x1.7bc77ea596b4p-7");
  }

  /** Few draws reject a proposal or take a logarithm: enough of them take every branch. */
  @Test
  void theDrawsOfRareBranchesNeverChange() {
    assertThat(digest(EpBeta.preserving(0.3, 0.3, 0.075))).isEqualTo(-1951293193);
    assertThat(digest(Beta.of(0.1, 0.1))).isEqualTo(1762694420);
    assertThat(digest(Beta.of(4.3, 0.5))).isEqualTo(591517843);
    assertThat(digest(Beta.of(1e-3, 1e6))).isEqualTo(84823292);
  }

  private static int digest(Law law) {
    SplitMix bits = new SplitMix(250302645);
    return Arrays.hashCode(IntStream.range(0, 10_000).mapToDouble(i -> law.draw(bits)).toArray());
  }

  @Test
  void serializationKeepsTheLawAndItsDraws() throws Exception {
    for (Law law : laws()) {
      Law copy = copy(law);
      assertThat(copy).isEqualTo(law).hasSameHashCodeAs(law).isNotSameAs(law);
      SplitMix bits = new SplitMix(8);
      SplitMix same = new SplitMix(8);
      for (int i = 0; i < 100; i++) {
        assertThat(copy.draw(same)).isEqualTo(law.draw(bits));
      }
    }
  }

  private static Law copy(Law law) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(law);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Law) in.readObject();
    }
  }

  @Test
  void lawsAreEqualExactlyIfTheirKindAndParametersAre() {
    List<Law> some = laws();
    List<Law> others = laws();
    for (int i = 0; i < some.size(); i++) {
      for (int j = 0; j < others.size(); j++) {
        assertThat(some.get(i).equals(others.get(j))).isEqualTo(i == j);
      }
      assertThat(some.get(i)).hasSameHashCodeAs(others.get(i)).isNotEqualTo(null);
    }
    assertThat(some.stream().map(Law::toString)).doesNotHaveDuplicates();
  }

  @Test
  void minusZeroIsZero() {
    assertThat(EpBeta.of(1, 2, -0.0, -0.0)).isEqualTo(EpBeta.of(1, 2, 0, 0));
    assertThat(Fixed.of(-0.0)).isEqualTo(Fixed.of(0));
    assertThat(EpBeta.of(1, 2, 0, 0).lower()).isEqualTo(0.0);
    assertThat(EpBeta.of(1, 2, -0.0, 0).parameters().get("epsilon0")).isEqualTo(0.0);
  }

  @Test
  void parametersHaveTheirNamesAndOrder() {
    assertThat(EpBeta.of(1, 2, 3, 4).parameters())
        .containsExactly(
            entry("alpha", 1.0),
            entry("beta", 2.0),
            entry("epsilon0", 3.0),
            entry("epsilon1", 4.0));
    assertThat(Beta.of(1, 2).parameters()).containsExactly(entry("alpha", 1.0), entry("beta", 2.0));
    assertThat(Uniform.of().parameters()).isEmpty();
    assertThat(Fixed.of(0.25).parameters()).containsExactly(entry("partnerWeight", 0.25));
  }

  @Test
  void namesAreTheCommandLinesAndEndsAreTheSupports() {
    assertThat(laws().stream().map(Law::name).distinct())
        .containsExactly("epbeta", "beta", "uniform", "fixed");
    for (Law law : List.of(Beta.of(0.1, 0.2), Uniform.of())) {
      assertThat(Arrays.asList(law.lower(), law.upper())).containsExactly(0.0, 1.0);
    }
    Law law = EpBeta.of(1, 2, 0.25, 0.5);
    assertThat(Arrays.asList(law.lower(), law.upper())).containsExactly(-0.25, 1.5);
    assertThat(Arrays.asList(Fixed.of(0.25).lower(), Fixed.of(0.25).upper()))
        .containsExactly(0.75, 0.75);
  }
}
