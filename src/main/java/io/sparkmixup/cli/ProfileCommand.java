package io.sparkmixup.cli;

import io.sparkmixup.RequestException;
import io.sparkmixup.io.OutputMode;
import io.sparkmixup.plan.MixupRequest;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What there is to know of rows before any are mixed. */
@Command(
    name = "profile",
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    sortOptions = false,
    description = {
      "Writes a profile of rows, in JSON.",
      "",
      "Number and fingerprint of the rows, classes of the label, the role that each column would get"
          + " and why, nulls and distinct values, and for numbers range, mean, variance, skewness,"
          + " quantiles and covariances, from one scan. Profiles of parts merge to that of the whole.",
      "",
      "This is no privacy tool: a profile holds extremes and a sample of every column of numbers, and"
          + " the classes of the label."
    },
    footer = {
      "",
      "Examples:",
      "  spark-mixup profile --input penguins.csv --null-values NA --label species \\",
      "      --output penguins.json",
      "  # day by day, then all of them",
      "  spark-mixup profile --input people/day=01 --output 01.json",
      "  spark-mixup profile --merge 01.json 02.json --output people.json"
    })
final class ProfileCommand implements Callable<Integer> {

  /** What can stand beside --merge: the rest is about reading rows. */
  private static final Set<String> OF_MERGE =
      Set.of("--merge", "--output", "--mode", "--config", "--verbose");

  private final Commands.Profiler profiler;
  private final PrintStream out;
  private final PrintStream err;

  @Spec private CommandSpec spec;

  @Option(
      names = "--input",
      arity = "1..*",
      paramLabel = "URI",
      description =
          "files, folders or globs to read, on any Hadoop file system, or table:NAME of a catalog")
  private List<String> inputs = List.of();

  @Mixin private InputOptions input = new InputOptions();

  @Option(
      names = "--merge",
      arity = "1..*",
      paramLabel = "FILE",
      description = "in place of --input: profiles of parts, made with the same options")
  private List<String> parts = List.of();

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "the file to write; it becomes visible whole or not at all")
  private String output;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "errorifexists",
      description = "errorifexists (default) or overwrite")
  private String mode;

  @Mixin private RoleOptions roles = new RoleOptions();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "a job file (HOCON) of these options, by their names without dashes; options of the"
              + " command line go before it")
  @SuppressWarnings("UnusedVariable") // JobFile has read it before: it is here for --help.
  private String config;

  @Option(names = "--verbose", description = "show Spark's log, and stack traces of failures")
  @SuppressWarnings("UnusedVariable") // Commands has looked for it before.
  private boolean verbose;

  ProfileCommand(Commands.Profiler profiler, PrintStream out, PrintStream err) {
    this.profiler = profiler;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    checkSource();
    return profiler.profile(
        new ProfileRequest(
            parts.isEmpty() ? Optional.of(input.request(inputs)) : Optional.empty(),
            input.query(),
            MixupRequest.standard()
                .withMix(roles.mix())
                .withCopy(roles.copy())
                .withDrop(roles.drop())
                .withLabel(roles.label()),
            parts,
            output,
            outputMode()),
        out,
        err);
  }

  private void checkSource() {
    if (inputs.isEmpty() && parts.isEmpty() && !input.isSource()) {
      throw new RequestException(
          "nothing to profile: name rows with --input, or profiles with --merge");
    }
    if (parts.isEmpty()) {
      return;
    }
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (!OF_MERGE.contains(option.longestName())) {
        throw new RequestException(
            option.longestName()
                + " with --merge: profiles are merged as they were made; leave it out");
      }
    }
  }

  private OutputMode outputMode() {
    return switch (mode) {
      case "errorifexists" -> OutputMode.ERRORIFEXISTS;
      case "overwrite" -> OutputMode.OVERWRITE;
      default ->
          throw new RequestException(
              "--mode " + mode + ": must be one of errorifexists, overwrite");
    };
  }
}
