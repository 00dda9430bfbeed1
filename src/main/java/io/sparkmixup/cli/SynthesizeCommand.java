package io.sparkmixup.cli;

import io.sparkmixup.RequestException;
import io.sparkmixup.io.Secrets;
import io.sparkmixup.verify.VerifyMode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job. */
@Command(
    name = "synthesize",
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    sortOptions = false,
    description = {
      "Makes synthetic rows from real ones.",
      "",
      "Each synthetic row is lambda x_i + (1 - lambda) x_j of an original row i and its partner j."
          + " Numbers are mixed, everything else is carried from row i. The weight lambda is drawn so"
          + " that means and covariances stay; what was written is read back and checked. The same"
          + " rows, options and seed give the same output, bit for bit, on any cluster.",
      "",
      "This is no privacy tool: a weight near 1 nearly copies a row."
    },
    footer = {
      "",
      "Examples:",
      "  # keep every class's means and covariances, whole-number columns rounded",
      "  spark-mixup synthesize --input penguins.csv --null-values NA --copy year \\",
      "      --label species --output out/penguins",
      "  # five synthetic rows for each original one, with new ids, and a report",
      "  spark-mixup synthesize --input people.parquet --id-columns id --ratio 5 \\",
      "      --output out/people --report out/people-report",
      "  # the same from a job file, under another seed",
      "  spark-mixup synthesize --config conf/penguins.conf --seed 2",
      "  # look at the plan first",
      "  spark-mixup synthesize --input people.parquet --output out/people --dry-run"
    })
final class SynthesizeCommand implements Callable<Integer> {

  private final Commands.Synthesizer synthesizer;
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
      names = "--output",
      paramLabel = "URI",
      description =
          "the folder to write, which becomes visible whole or not at all; or table:NAME of a"
              + " catalog")
  private String output;

  @Option(
      names = "--output-format",
      paramLabel = "NAME",
      description =
          "parquet, orc, avro, csv or json, the input's otherwise; or another batch source of"
              + " Spark, such as jdbc")
  private String outputFormat;

  @Option(
      names = "--output-option",
      paramLabel = "K=V",
      description =
          "an option of Spark's writer, such as compression=zstd; a secret as for --input-option")
  private Map<String, String> outputOptions = new LinkedHashMap<>();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "errorifexists",
      description = "errorifexists (default), overwrite or append")
  private String mode;

  @Option(
      names = "--partition-by",
      split = ",",
      converter = ListedName.class,
      paramLabel = "COLUMN",
      description = "columns whose values name the folders that the files are divided into")
  private List<String> partitionBy = List.of();

  @Option(
      names = "--files",
      paramLabel = "N",
      description =
          "write at most N files, in each such folder; as many as there are tasks otherwise")
  private Integer files;

  @Option(
      names = "--staging-dir",
      paramLabel = "DIR",
      description =
          "where rows for a table or a source are staged; in your home folder on the cluster's file"
              + " system, or among temporary files, otherwise")
  private String stagingDir;

  @Mixin private MixupOptions mixing = new MixupOptions();

  @Option(
      names = "--verify",
      paramLabel = "MODE",
      defaultValue = "fail",
      description =
          "off, warn, fail (default: exit code 3, the output stays) or withhold (exit code 3, the"
              + " output never becomes visible)")
  private String verify;

  @Mixin private LimitOptions limits = new LimitOptions();

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description =
          "a folder for report.html and report.json: plan, counts, fingerprints, moments, verdict")
  private String report;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "a job file (HOCON) of these options, by their names without dashes; options of the"
              + " command line go before it")
  @SuppressWarnings("UnusedVariable") // JobFile has read it before: it is here for --help.
  private String config;

  @Option(
      names = "--print-config",
      description = "print all options as a job file that runs the same job, and stop")
  private boolean printConfig;

  @Option(names = "--dry-run", description = "survey the input, print the plan, write nothing")
  private boolean dryRun;

  @Option(names = "--verbose", description = "show Spark's log, and stack traces of failures")
  private boolean verbose;

  SynthesizeCommand(Commands.Synthesizer synthesizer, PrintStream out, PrintStream err) {
    this.synthesizer = synthesizer;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    SynthesizeRequest request = request();
    if (printConfig) {
      out.print(JobFile.render(spec));
      return ExitCodes.DONE;
    }
    return synthesizer.synthesize(request, out, err);
  }

  private SynthesizeRequest request() {
    refuseWhatIsMissing();
    return new SynthesizeRequest(
        input.request(inputs),
        input.query(),
        output(),
        mixing.request(),
        VerifyMode.of(verify),
        limits.limits(),
        Optional.ofNullable(report),
        dryRun,
        verbose,
        List.copyOf(spec.commandLine().getParseResult().originalArgs()));
  }

  /** Sources that Spark knows by name may have no paths: a format of files needs them. */
  private void refuseWhatIsMissing() {
    List<String> missing = new ArrayList<>();
    if (inputs.isEmpty() && !input.isSource()) {
      missing.add("'--input=URI'");
    }
    if (output == null && !InputOptions.isSource(outputFormat)) {
      missing.add("'--output=URI'");
    }
    if (!missing.isEmpty()) {
      String options = missing.size() == 1 ? "option: " : "options: ";
      throw new RequestException("Missing required " + options + String.join(", ", missing));
    }
  }

  private Output output() {
    MixupOptions.oneOf("--mode", mode, "errorifexists", "overwrite", "append");
    Secrets.refuseLiterals("--output-option", outputOptions);
    if (files != null && files < 1) {
      throw new RequestException("--files " + files + ": must be 1 or more");
    }
    return new Output(
        Optional.ofNullable(output),
        Optional.ofNullable(outputFormat),
        outputOptions,
        mode,
        partitionBy,
        files == null ? 0 : files,
        Optional.ofNullable(stagingDir));
  }
}
