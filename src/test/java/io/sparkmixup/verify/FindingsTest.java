package io.sparkmixup.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of many statistics stands for its kind, and what follows from the kinds. */
class FindingsTest {

  private static Finding finding(String where, double effect, double p) {
    return new Finding("share", where, 0, effect, 0.1, effect, p, 1, Interval.KNOWN);
  }

  private static Verdict verdict(Finding... statistics) {
    Findings findings = new Findings(0.005, 1e-4);
    findings.addWorst("share", List.of(statistics)::forEach);
    return findings.verdict(Wording.COMPARED);
  }

  @Test
  void aLargeEffectThatMayBeChanceDoesNotHideASignificantSmallOne() {
    Verdict found = verdict(finding("large", 0.01, 0.06), finding("small", 0.004, 1e-20));
    assertThat(found.passed()).isTrue();
    assertThat(found.harmless()).containsExactly("share (small)");
    assertThat(found.findings()).extracting(Finding::where).containsExactly("small");
  }

  @Test
  void aSmallEffectHoweverSignificantDoesNotHideALargeOne() {
    Verdict found = verdict(finding("large", 0.01, 1e-6), finding("small", 0.004, 1e-20));
    assertThat(found.passed()).isFalse();
    assertThat(found.deciding().orElseThrow().finding().where()).isEqualTo("large");
    assertThat(found.deciding().orElseThrow().finding().pValue()).isEqualTo(2e-6);
  }

  @Test
  void whatIsTheSameHasNoEffectInAnyUnit() {
    assertThat(Finding.of("mean", "x", 0, 0, 0, 0, 1).effect()).isZero();
    assertThat(Finding.of("mean", "x", 0, Double.NaN, 0, 0, 1).effect()).isOne();
  }

  /** Large effects have p-values that are 0 in doubles. */
  @Test
  void ofThoseThatCannotBeChanceTheLargestEffectIsNamed() {
    Verdict found =
        verdict(finding("some", 0.02, 0), finding("most", 0.5, 0), finding("more", 0.1, 0));
    assertThat(found.deciding().orElseThrow().finding().where()).isEqualTo("most");
    assertThat(verdict(finding("less", 0.001, 0), finding("more", 0.004, 0)).harmless())
        .containsExactly("share (more)");
  }

  @Test
  void settingsStandInASentenceAsPeopleWriteThem() {
    assertThat(sentence(1e-9, 0.1)).contains("; off by 0.100, tolerance 1e-9, p = ");
    assertThat(sentence(2.5e-7, 0.1)).contains(", tolerance 2.5e-7, ");
    assertThat(sentence(0.0001, 0.1)).contains(", tolerance 0.0001, ");
    assertThat(sentence(2, 10)).contains(", tolerance 2, ");
    assertThat(sentence(0, 10)).contains(", tolerance 0, ");
    assertThat(sentence(0.25, 0.1)).endsWith(" within the tolerance of 0.25, not all by chance");
  }

  /** Beside its interval and its prediction a number has digits enough to be told from them. */
  @Test
  void numbersHaveTheDigitsOfWhatStandsBesideThem() {
    assertThat(said("mean", 1.000012, 1, 0.000001))
        .startsWith("mean, a: observed 1.0000120, 99 % interval 1.0000094 to 1.0000146, predicted ")
        .contains(" predicted 1.0000000; ");
    assertThat(said("mean", 261_290_894, 2e8, 8.2e6))
        .startsWith("mean, a: observed 261290894, 99 % interval 240169");
    assertThat(said("mean", 1_496_400_123.0, 1_496_400_101.0, 0))
        .startsWith("mean, a: observed 1496400123, predicted 1496400101; ");
    assertThat(said(Findings.SHARE, 0, 0.02, 0.00334))
        .contains("observed 0.00000, 99 % interval 0.0000 to 0.0086, ");
  }

  /** What only one side has is a whole, however small its share; no share is below 0 or above 1. */
  @Test
  void whatIsLostIsLostWhole() {
    assertThat(said(Findings.SHARE, 0, 0.008, 0.001)).contains("; off by all of it, tolerance ");
    assertThat(said(Findings.HELD, 0.999, 0.99, 0.002))
        .contains(" 99 % interval 0.9938 to 1.0000, ")
        .contains("; off by 1.00, tolerance ");
  }

  private static String said(String name, double observed, double predicted, double error) {
    Findings findings = new Findings(0.005, 1e-4);
    findings.add(new Finding(name, "a", predicted, observed, error, 1, 0, 1, Interval.KNOWN));
    return findings.verdict(Wording.COMPARED).sentence();
  }

  /** All shares together may be the most significant; the class says more. */
  @Test
  void aClassIsNamedBeforeAllOfThem() {
    Findings findings = new Findings(0.005, 1e-4);
    findings.add(new Finding(Findings.SHARE, "lost", 0.1, 0, 0.01, 0.1, 1e-9, 3, Interval.KNOWN));
    findings.add(new Finding(Findings.SHARES, "all", 0, 0.1, 0.01, 0.1, 1e-20, 1, Interval.KNOWN));
    Verdict found = findings.verdict(Wording.COMPARED);
    assertThat(found.sentence()).startsWith("class share, lost: ");
    assertThat(found.deciding().orElseThrow().finding().where()).isEqualTo("lost");
  }

  private static String sentence(double tolerance, double effect) {
    Findings findings = new Findings(tolerance, 1e-4);
    findings.add(new Finding("mean", "a", 0, effect, 0.1, effect, 0, 1, Interval.KNOWN));
    return findings.verdict(Wording.COMPARED).sentence();
  }
}
