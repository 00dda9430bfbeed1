package io.sparkmixup.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** One run of a command line: its exit code, and what it printed. */
record CommandRun(int code, String out, String err) {

  /** Runs a command that asks for no rows. */
  static CommandRun of(String... args) {
    return of(
        (request, out, err) -> {
          throw new AssertionError("rows were asked for");
        },
        args);
  }

  /** Runs without Spark, as the launcher does first. */
  static CommandRun preflight(String... args) {
    return of(
        new Commands.Handlers(
            (request, out, err) -> Preflight.NEEDS_SPARK,
            (request, out, err) -> Preflight.NEEDS_SPARK,
            (request, out, err) -> Preflight.NEEDS_SPARK,
            (request, out, err) -> Preflight.NEEDS_SPARK),
        args);
  }

  /** Runs on the Spark that is there. */
  static CommandRun onSpark(String... args) {
    return of(Main.ON_SPARK, args);
  }

  static CommandRun of(Commands.Synthesizer synthesizer, String... args) {
    return of(
        new Commands.Handlers(
            synthesizer,
            (request, out, err) -> {
              throw new AssertionError("a profile was asked for");
            },
            (request, out, err) -> {
              throw new AssertionError("rounds were asked for");
            },
            (request, out, err) -> {
              throw new AssertionError("a comparison was asked for");
            }),
        args);
  }

  private static CommandRun of(Commands.Handlers handlers, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Commands.run(
            args,
            handlers,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new CommandRun(
        code,
        out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"),
        err.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"));
  }
}
