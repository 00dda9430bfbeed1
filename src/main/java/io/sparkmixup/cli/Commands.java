package io.sparkmixup.cli;

import io.sparkmixup.RequestException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

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
      "3 verification failed, 143 asked to end.",
      "",
      "Examples:",
      "  spark-mixup synthesize --input people.parquet --output out/people",
      "  spark-mixup synthesize --help",
      "  spark-mixup repeat --rounds 20 --input people.parquet --output out/rounds",
      "  spark-mixup profile --input people.parquet --output people.json",
      "  spark-mixup verify --original people.parquet --synthetic out/people",
      "  spark-mixup solve --partner-weight 0.2"
    })
final class Commands {

  /** What a well-formed request for rows is handed to. */
  @FunctionalInterface
  interface Synthesizer {
    int synthesize(SynthesizeRequest request, PrintStream out, PrintStream err) throws Exception;
  }

  /** What a well-formed request for a profile is handed to. */
  @FunctionalInterface
  interface Profiler {
    int profile(ProfileRequest request, PrintStream out, PrintStream err) throws Exception;
  }

  /** What a well-formed request for rounds is handed to. */
  @FunctionalInterface
  interface Repeater {
    int repeat(RepeatRequest request, PrintStream out, PrintStream err) throws Exception;
  }

  /** What a well-formed request for a comparison is handed to. */
  @FunctionalInterface
  interface Verifier {
    int verify(VerifyRequest request, PrintStream out, PrintStream err) throws Exception;
  }

  /** What needs Spark, by command. */
  record Handlers(
      Synthesizer synthesizer, Profiler profiler, Repeater repeater, Verifier verifier) {}

  /** The version that is written into the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"spark-mixup " + version()};
    }
  }

  private static final Pattern UNKNOWN_OPTION = Pattern.compile("Unknown options?: '([^'=]*)");

  /** Where a value would be right; all options but two begin with two dashes. */
  private static final Pattern IN_PLACE_OF_A_VALUE =
      Pattern.compile("(?s).*Expected parameter for option '([^']*)' but found '(-[^-].*|-)'");

  private Commands() {}

  static String version() {
    String version = Commands.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** What is wrong with a command line; of an unknown word, what was probably meant, too. */
  private static String message(CommandLine.ParameterException e) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    Matcher option = UNKNOWN_OPTION.matcher(e.getMessage());
    if (option.lookingAt()) {
      String name = option.group(1);
      Matcher value = IN_PLACE_OF_A_VALUE.matcher(e.getMessage());
      String hint =
          value.matches()
              ? String.format(
                  "; a value that begins with a dash is written %s=%s",
                  value.group(1), value.group(2))
              : Nearest.hint(name, spec.optionsMap().keySet());
      return String.format("unknown option '%s'%s", name, hint);
    }
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched && spec.parent() == null) {
      String name = unmatched.getUnmatched().get(0);
      return String.format(
          "unknown command '%s'%s", name, Nearest.hint(name, spec.subcommands().keySet()));
    }
    return e.getMessage().replace("option option", "option");
  }

  /**
   * Runs a command line.
   *
   * @return the exit code
   */
  static int run(String[] args, Handlers handlers, PrintStream out, PrintStream err) {
    List<CommandLine> withFiles =
        Stream.of(
                new SynthesizeCommand(handlers.synthesizer(), out, err),
                new RepeatCommand(handlers.repeater(), out, err),
                new ProfileCommand(handlers.profiler(), out, err),
                new VerifyCommand(handlers.verifier(), out, err))
            .map(CommandLine::new)
            .toList();
    CommandLine line = new CommandLine(new Commands());
    withFiles.forEach(line::addSubcommand);
    line.addSubcommand(new SolveCommand(out)).addSubcommand(new CommandLine.HelpCommand());
    line.setUsageHelpWidth(100);
    line.getSubcommands().values().forEach(c -> AttachedValues.in(c.getCommandSpec()));
    // A column may be named @x, and --config would be overlooked in a file of arguments.
    line.setExpandAtFiles(false);
    // Picocli warns of a quote that is not closed; ListedName refuses it.
    CommandLine.tracer().setLevel(CommandLine.TraceLevel.OFF);
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(
        (e, ignored) -> {
          Failures.tell(err, message(e));
          return ExitCodes.REFUSED;
        });
    boolean verbose = Arrays.asList(args).contains("--verbose");
    line.setExecutionExceptionHandler((e, ignored, parsed) -> Failures.report(e, verbose, err));
    if (args.length == 0) {
      line.usage(err);
      return ExitCodes.REFUSED;
    }
    try {
      Optional<CommandLine> command =
          withFiles.stream().filter(c -> c.getCommandName().equals(args[0])).findFirst();
      int code =
          line.execute(
              command.isPresent() ? JobFile.expand(args, command.get().getCommandSpec()) : args);
      if (code == ExitCodes.DONE && out.checkError()) {
        err.println("spark-mixup: done, but the result could not be written to standard output");
        return ExitCodes.FAILED;
      }
      return code;
    } catch (RequestException e) {
      return Failures.report(e, verbose, err);
    }
  }
}
