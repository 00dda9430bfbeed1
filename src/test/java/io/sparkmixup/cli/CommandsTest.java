package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.RequestException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** What every command has in common: help, version, failures in one line, exit codes. */
class CommandsTest {

  private static CommandRun failing(Exception failure, String... more) {
    String[] args = {"synthesize", "--input", "a.csv", "--output", "b"};
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return CommandRun.of(
        (request, out, err) -> {
          throw failure;
        },
        all);
  }

  @Test
  void helpNamesTheCommandsTheExitCodesAndExamples() {
    CommandRun run = CommandRun.of("--help");
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("Usage: spark-mixup ")
        .contains("synthesize", "solve", "Exit codes", "Examples:");
  }

  @Test
  void versionIsThatOfTheJar() {
    CommandRun run = CommandRun.of("--version");
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualTo("spark-mixup development\n");
  }

  @Test
  void nothingAskedShowsTheHelpAsAnError() {
    CommandRun run = CommandRun.of();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("Usage: spark-mixup ");
  }

  @Test
  void unknownCommandsAreRefusedInOneLine() {
    CommandRun run = CommandRun.of("synthesise");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo("spark-mixup: unknown command 'synthesise'; did you mean 'synthesize'?\n");
  }

  @Test
  void missingOptionsAreRefusedInOneLine() {
    CommandRun run = CommandRun.of("synthesize", "--input", "a.csv");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("spark-mixup: Missing required option: '--output=URI'\n");
  }

  @Test
  void refusalsAreExitCodeTwoWhereverTheyHappen() {
    RequestException refusal = new RequestException("--mix x: no such column");
    for (Exception failure :
        new Exception[] {
          refusal, new IOException("reading", refusal), new ExecutionException("job", refusal)
        }) {
      CommandRun run = failing(failure);
      assertThat(run.err()).isEqualTo("spark-mixup: --mix x: no such column\n");
      assertThat(run.code()).isEqualTo(2);
    }
  }

  @Test
  void otherFailuresAreExitCodeOneWithTheirInnermostCause() {
    CommandRun run = failing(new IOException("job aborted", new IOException("disk full")));
    assertThat(run.err()).isEqualTo("spark-mixup: disk full\n");
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(1);
    assertThat(failing(new IOException()).err()).isEqualTo("spark-mixup: IOException\n");
  }

  @Test
  void onlyTheFirstLineOfAMessageIsShown() {
    CommandRun run = failing(new IOException("\nline one\nline two"));
    assertThat(run.err()).isEqualTo("spark-mixup: line one\n");
  }

  @Test
  void stackTracesAreShownOnRequest() {
    CommandRun run = failing(new IOException("disk full"), "--verbose");
    assertThat(run.err())
        .startsWith("spark-mixup: disk full\n")
        .contains("java.io.IOException: disk full\n\tat ");
    assertThat(run.code()).isEqualTo(1);
  }

  /** A full disk behind the shell's arrow, say. */
  @Test
  void aResultThatCannotBePrintedIsAFailure() {
    PrintStream full =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("no space left");
              }
            },
            true,
            StandardCharsets.UTF_8);
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    int code = Commands.run(new String[] {"solve"}, Main.ON_SPARK, full, errors);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines(
            "spark-mixup: done, but the result could not be written to standard output");
    assertThat(code).isEqualTo(1);
  }

  @Test
  void theResultOfACommandIsItsExitCode() {
    CommandRun run =
        CommandRun.of((request, out, err) -> 3, "synthesize", "--input", "a", "--output", "b");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).isEmpty();
  }
}
