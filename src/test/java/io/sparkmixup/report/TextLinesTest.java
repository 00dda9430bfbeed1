package io.sparkmixup.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.verify.Finding;
import io.sparkmixup.verify.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the texts for terminals have in common. */
class TextLinesTest {

  private static final String RED = "\u001b[1;31m";
  private static final String GREEN = "\u001b[1;32m";
  private static final String PLAIN = "\u001b[0m";

  private static String line(Colours colours, Optional<Verdict> verdict) {
    TextLines lines = new TextLines(colours);
    lines.verdict(verdict);
    return lines.text();
  }

  private static Optional<Verdict> failed(String sentence, Verdict.Deciding deciding) {
    return Optional.of(new Verdict(false, sentence, Optional.of(deciding), List.of(), List.of()));
  }

  @Test
  void aVerdictIsOneLineWithoutColours() {
    Verdict passed = new Verdict(true, "all is well", Optional.empty(), List.of(), List.of());
    assertThat(line(Colours.NONE, Optional.of(passed)))
        .isEqualTo("verdict     passed: all is well\n");
    assertThat(line(Colours.NONE, Optional.empty()))
        .isEqualTo("verdict     not verified (--verify off)\n");
  }

  @Test
  void coloursMarkTheVerdictAndTheNumberThatDecided() {
    Verdict passed = new Verdict(true, "all is well", Optional.empty(), List.of(), List.of());
    assertThat(line(Colours.ANSI, Optional.of(passed)))
        .isEqualTo("verdict     " + GREEN + "passed" + PLAIN + ": all is well\n");
    Finding finding = Finding.of("mean", "x", 1, 2, 0.1, 1, 0);
    assertThat(
            line(
                Colours.ANSI,
                failed("mean, x: observed 2.0", new Verdict.Deciding(finding, "2.0"))))
        .isEqualTo(
            "verdict     "
                + RED
                + "FAILED"
                + PLAIN
                + ": mean, x: observed "
                + RED
                + "2.0"
                + PLAIN
                + "\n");
    assertThat(
            line(Colours.ANSI, failed("50.0 % are copies", Verdict.Deciding.verbatim(0.01, 0.5))))
        .contains(": " + RED + "50.0 %" + PLAIN + " are copies");
  }

  /** A column's name must not end the line, move the cursor or turn what follows around. */
  @Test
  void namesCannotForgeAVerdict() {
    String name = "x\nverdict     passed: fine\u001b[2K\u009b1A\u202e";
    Finding finding = Finding.of("mean", name, 1, 2, 0.1, 1, 0);
    String text = line(Colours.NONE, failed("mean, " + name, new Verdict.Deciding(finding, "2")));
    assertThat(text.lines()).hasSize(1);
    assertThat(text)
        .isEqualTo(
            "verdict     FAILED: mean, x[U+000A]verdict     passed: fine[U+001B][2K[U+009B]1A"
                + "[U+202E]\n");
  }

  @Test
  void printableTextKeepsScriptsAndCutsWholeCharacters() {
    assertThat(Printable.of("größe 身高 ح\u200dه 🐧")).isEqualTo("größe 身高 ح\u200dه 🐧");
    assertThat(Printable.of("\ud83d")).isEqualTo("[U+D83D]");
    assertThat(Printable.cut("🐧🐧🐧", 2)).isEqualTo("🐧…");
    assertThat(Printable.cut("ab", 2)).isEqualTo("ab");
    assertThat(Printable.number(Double.NaN)).isEqualTo("–");
    assertThat(Printable.plain(1e-4)).isEqualTo("0.0001");
    assertThat(Printable.plain(0.005)).isEqualTo("0.005");
    assertThat(Printable.plain(20)).isEqualTo("20");
  }
}
