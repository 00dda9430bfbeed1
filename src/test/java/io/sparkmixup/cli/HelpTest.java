package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {

  private static void describesEveryOption(Object command, String name) {
    CommandRun run = CommandRun.preflight(name, "--help");
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    for (OptionSpec option : new CommandLine(command).getCommandSpec().options()) {
      assertThat(option.description()).as(option.longestName()).isNotEmpty();
      assertThat(run.out()).contains(option.names());
    }
    assertThat(run.out()).contains("Examples:", "  spark-mixup " + name);
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void helpDescribesEveryOptionAndGivesExamples() {
    describesEveryOption(
        new SynthesizeCommand((request, out, err) -> 0, System.out, System.err), "synthesize");
    describesEveryOption(
        new ProfileCommand((request, out, err) -> 0, System.out, System.err), "profile");
    describesEveryOption(
        new RepeatCommand((request, out, err) -> 0, System.out, System.err), "repeat");
    describesEveryOption(
        new VerifyCommand((request, out, err) -> 0, System.out, System.err), "verify");
    describesEveryOption(new SolveCommand(System.out), "solve");
  }

  /** What the documentation promises of the main job. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--input",
        "--input-format",
        "--input-option",
        "--output",
        "--output-format",
        "--mode",
        "--schema",
        "--null-values",
        "--mix",
        "--copy",
        "--drop",
        "--id-columns",
        "--ids",
        "--label",
        "--within",
        "--law",
        "--alpha",
        "--beta",
        "--epsilon0",
        "--epsilon1",
        "--partner-weight",
        "--ratio",
        "--rows",
        "--nulls",
        "--integers",
        "--balance",
        "--keep-originals",
        "--lineage",
        "--seed",
        "--verify",
        "--tolerance",
        "--max-verbatim",
        "--report",
        "--dry-run",
        "--verbose"
      })
  void synthesizeHasTheOption(String option) {
    assertThat(CommandRun.preflight("synthesize", "--help").out())
        .containsPattern("(?m)^ +" + option + "[= ]");
  }

  @Test
  void helpOfAllListsCommandsExitCodesAndExamples() {
    CommandRun run = CommandRun.preflight("--help");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("synthesize  ", "solve  ", "Exit codes: 0 done", "Examples:")
        .contains("spark-mixup solve --partner-weight 0.2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void versionIsOneLine(String option) {
    CommandRun run = CommandRun.preflight(option);
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualToIgnoringNewLines("spark-mixup development");
    assertThat(CommandRun.preflight("solve", option).out()).isEqualTo(run.out());
  }

  @Test
  void noCommandAtAllGivesHelpAsAnError() {
    CommandRun run = CommandRun.preflight();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("Usage: spark-mixup");
  }
}
