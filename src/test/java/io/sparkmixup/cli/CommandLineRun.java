package io.sparkmixup.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** One run of a command line: its exit code, and what it printed. */
record CommandLineRun(int code, String out, String err) {

  /** Runs without Spark, as the launcher does first. */
  static CommandLineRun preflight(String... args) {
    return of((request, out, err) -> Preflight.NEEDS_SPARK, args);
  }

  /** Runs on the Spark that is there. */
  static CommandLineRun onSpark(String... args) {
    return of(SynthesizeJob::run, args);
  }

  static CommandLineRun of(Commands.Synthesizer synthesizer, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Commands.run(
            args,
            synthesizer,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new CommandLineRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
