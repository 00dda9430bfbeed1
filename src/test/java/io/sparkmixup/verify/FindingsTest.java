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

  private static String sentence(double tolerance, double effect) {
    Findings findings = new Findings(tolerance, 1e-4);
    findings.add(new Finding(Findings.SHARE, "a", 0, effect, 0.1, effect, 0, 1, Interval.KNOWN));
    return findings.verdict(Wording.COMPARED).sentence();
  }
}
