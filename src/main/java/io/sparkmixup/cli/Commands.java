package io.sparkmixup.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands, and how their failures become one line and an exit code. */
@Command(
    name = "spark-mixup",
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Makes synthetic rows from real ones by generalized mixup, keeps means and covariances by"
            + " construction, and checks it on what it wrote.",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed while running, 2 the request or its data is wrong,",
      "3 verification failed.",
      "",
      "Examples:",
      "  spark-mixup synthesize --input people.parquet --output out/people",
      "  spark-mixup synthesize --help",
      "  spark-mixup solve --partner-weight 0.2"
    })
final class Commands {

  /** What a well-formed request for rows is handed to. */
  @FunctionalInterface
  interface Synthesizer {
    int synthesize(SynthesizeRequest request, PrintStream out, PrintStream err) throws Exception;
  }

  /** The version that is written into the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"spark-mixup " + version()};
    }
  }

  private Commands() {}

  static String version() {
    String version = Commands.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /**
   * Runs a command line.
   *
   * @return the exit code
   */
  static int run(String[] args, Synthesizer synthesizer, PrintStream out, PrintStream err) {
    CommandLine line =
        new CommandLine(new Commands())
            .addSubcommand(new SynthesizeCommand(synthesizer, out, err))
            .addSubcommand(new SolveCommand(out))
            .addSubcommand(new CommandLine.HelpCommand());
    line.setUsageHelpWidth(100);
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(
        (e, ignored) -> {
          err.println("spark-mixup: " + Failures.oneLine(e.getMessage()));
          return ExitCodes.REFUSED;
        });
    boolean verbose = Arrays.asList(args).contains("--verbose");
    line.setExecutionExceptionHandler((e, ignored, parsed) -> Failures.report(e, verbose, err));
    if (args.length == 0) {
      line.usage(err);
      return ExitCodes.REFUSED;
    }
    return line.execute(args);
  }
}
