package io.sparkmixup.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.mixing.LocalMixing;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.testing.LocalRows;
import io.sparkmixup.testing.SampleLaw;
import io.sparkmixup.verify.Verification.ClassShare;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Class shares that are planned exactly, one by one and together. */
class PlannedSharesTest {

  private static final int CLASSES = 250;

  private static GroupMoments moments;

  @BeforeAll
  static void mix() {
    LocalMixing mixing =
        new LocalMixing(
            new LocalRows(SampleLaw.GAUSSIAN.rows(300, 2, 1), DataTypes.DoubleType),
            MixupRequest.standard().withMaxVerbatim(1));
    moments = LocalMoments.overall(mixing, mixing.run(1));
  }

  /** The verdict where class c has so much more of the rows than the plan says. */
  private static Verdict verdict(double planned, IntToDoubleFunction more) {
    List<ClassShare> shares =
        IntStream.range(0, CLASSES)
            .mapToObj(
                c -> new ClassShare("c" + c, planned, planned, planned + more.applyAsDouble(c)))
            .toList();
    return new Judge(0.005, 1e-4, 1, Wording.EXPECTED)
        .judge(moments, List.of(), shares, List.of(), new Judge.Counts(300, 0, 0, 300, 300));
  }

  private static Finding together(Verdict verdict) {
    return verdict.findings().stream()
        .filter(f -> f.name().equals("class shares"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void sharesThatAreOffByLittleEachFailTogether() {
    Verdict verdict = verdict(1.0 / CLASSES, c -> c % 2 == 0 ? 0.002 : -0.002);
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.sentence())
        .startsWith(
            "class shares, total variation distance of 250 classes: observed 0.250000, predicted"
                + " 0.00000; off by 0.25");
    assertThat(verdict.harmless()).containsExactly("class share (c0)");
  }

  /** Half of the rows are of classes that are not listed. */
  @Test
  void whatTheListedLoseTheOthersHave() {
    assertThat(together(verdict(0.5 / CLASSES, c -> -0.0004)).observed())
        .isCloseTo(0.1, within(1e-12));
  }

  @Test
  void asPlannedTheyPass() {
    Verdict verdict = verdict(1.0 / CLASSES, c -> 0);
    assertThat(verdict.passed()).isTrue();
    assertThat(together(verdict).pValue()).isOne();
  }

  /** Of a class that is lost, its name says more. */
  @Test
  void aSingleClassThatIsOffByMoreIsNamedFirst() {
    assertThat(verdict(1.0 / CLASSES, c -> c == 7 ? 0.01 : 0).sentence())
        .startsWith("class share, c7: observed ");
  }
}
