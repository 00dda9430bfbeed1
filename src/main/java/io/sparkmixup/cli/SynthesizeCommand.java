package io.sparkmixup.cli;

import io.sparkmixup.RequestException;
import io.sparkmixup.io.Secrets;
import io.sparkmixup.plan.Balance;
import io.sparkmixup.plan.Extra;
import io.sparkmixup.plan.Ids;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.plan.Ranges;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.plan.Sizes;
import io.sparkmixup.verify.VerifyMode;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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

  @Mixin private RoleOptions roles = new RoleOptions();

  @Option(
      names = "--id-columns",
      split = ",",
      paramLabel = "COLUMN",
      description = "columns that identify a row")
  private List<String> idColumns = List.of();

  @Option(
      names = "--ids",
      paramLabel = "WHAT",
      defaultValue = "new",
      description = "what synthetic rows get there: new (default), keep (the primary's) or drop")
  private String ids;

  @Option(
      names = "--within",
      split = ",",
      paramLabel = "COLUMN",
      description =
          "columns on which partners agree; the label when it is a class otherwise; 'none' to mix"
              + " across all rows")
  private List<String> within;

  @Mixin private LawOptions law = new LawOptions();

  @Option(
      names = "--ratio",
      paramLabel = "R",
      description = "synthetic rows per original row, such as 0.1 or 7.5 (default 1)")
  private String ratio;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "how many synthetic rows, in place of a ratio; shared out among the classes")
  private String rows;

  @Option(
      names = "--balance",
      paramLabel = "TO",
      description =
          "evens out the classes of the label, in place of a ratio: max, median, or a number of"
              + " rows of each class")
  private String balance;

  @Option(
      names = "--keep-originals",
      description =
          "write the original rows, too, with a column 'synthetic' that tells them apart; they count"
              + " towards a balance")
  private boolean keepOriginals;

  @Option(
      names = "--lineage",
      description =
          "add mixup_primary, mixup_partner (ids, or keys without --id-columns) and mixup_weight")
  private boolean lineage;

  @Option(
      names = "--soft-labels",
      description =
          "add a column for each class of the label, LABEL_CLASS, with the weight of the parents"
              + " that are of it; needs --within none")
  private boolean softLabels;

  @Option(
      names = "--nulls",
      paramLabel = "WHAT",
      defaultValue = "match",
      description =
          "rows that miss a mixed value: match (default) mixes them with rows that miss the same,"
              + " drop leaves them out, fail refuses them")
  private String nulls;

  @Option(
      names = "--integers",
      paramLabel = "HOW",
      defaultValue = "round",
      description =
          "mixtures of whole numbers: round (default, half to even), stochastic (up or down by"
              + " chance, unbiased) or double (the columns become doubles)")
  private String integers;

  @Option(
      names = "--moments",
      paramLabel = "HOW",
      defaultValue = "expected",
      description =
          "means and covariances are kept in expectation (expected, the default), or in the rows"
              + " that are written, to rounding (exact: mixtures are moved by an affine map)")
  private String moments;

  @Option(
      names = "--range",
      paramLabel = "RANGE",
      description =
          "what becomes of values that leave the range of the original ones: none (default, they"
              + " stay), clip, or redraw (another weight); COLUMN=LOW..HIGH, COLUMN=LOW.. or"
              + " COLUMN=observed for these columns alone; repeatable")
  private List<String> ranges = List.of();

  @Option(
      names = "--ragged",
      paramLabel = "WHAT",
      defaultValue = "fail",
      description =
          "vectors and arrays of different lengths: fail (default, where rows to be mixed differ)"
              + " or carry (such columns from the primary row)")
  private String ragged;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "default 0")
  private long seed;

  @Option(
      names = "--verify",
      paramLabel = "MODE",
      defaultValue = "fail",
      description =
          "off, warn, fail (default: exit code 3, the output stays) or withhold (exit code 3, the"
              + " output never becomes visible)")
  private String verify;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      defaultValue = "0.005",
      description = "effects up to this pass even if they are significant (default 0.005)")
  private double tolerance;

  @Option(
      names = "--max-verbatim",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      description = "the largest share of rows that may be copies of one parent (default 0.01)")
  private double maxVerbatim;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "a folder for report.json: plan, counts, fingerprints, moments, verdict")
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
    if (!(maxVerbatim >= 0 && maxVerbatim <= 1)) {
      throw new RequestException("--max-verbatim " + maxVerbatim + ": must lie in [0, 1]");
    }
    MixupRequest mixup =
        new MixupRequest(
            roles.mix(),
            roles.copy(),
            roles.drop(),
            idColumns,
            parseIds(),
            roles.label(),
            Optional.ofNullable(within).map(w -> w.equals(List.of("none")) ? List.of() : w),
            law.law(),
            sizes(),
            rules(),
            extras(),
            seed,
            maxVerbatim);
    if (!(tolerance >= 0)) {
      throw new RequestException("--tolerance " + tolerance + ": must be 0 or more");
    }
    return new SynthesizeRequest(
        input.request(inputs),
        input.query(),
        output(),
        mixup,
        VerifyMode.of(verify),
        tolerance,
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
    oneOf("--mode", mode, "errorifexists", "overwrite", "append");
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

  private Ids parseIds() {
    return Ids.valueOf(oneOf("--ids", ids, "new", "keep", "drop"));
  }

  private Sizes sizes() {
    if (Stream.of(ratio, rows, balance).filter(Objects::nonNull).count() > 1) {
      throw new RequestException(
          "--ratio, --rows and --balance each say how many rows come out: give one of them");
    }
    Sizes sizes =
        Sizes.standard()
            .withOriginals(keepOriginals ? Sizes.Originals.KEPT : Sizes.Originals.LEFT_OUT);
    if (ratio != null) {
      return sizes.withRatio(parseRatio());
    }
    if (rows != null) {
      return sizes.withRows(parseRows());
    }
    return balance != null ? sizes.withBalance(Balance.of(balance)) : sizes;
  }

  private Set<Extra> extras() {
    Set<Extra> extras = EnumSet.noneOf(Extra.class);
    if (lineage) {
      extras.add(Extra.LINEAGE);
    }
    if (softLabels) {
      extras.add(Extra.SOFT_LABELS);
    }
    return extras;
  }

  private Rules rules() {
    return new Rules(
        Rules.Nulls.valueOf(oneOf("--nulls", nulls, "match", "drop", "fail")),
        Rules.Integers.valueOf(oneOf("--integers", integers, "round", "stochastic", "double")),
        Ranges.parse(ranges),
        Rules.Ragged.valueOf(oneOf("--ragged", ragged, "fail", "carry")),
        Rules.Moments.valueOf(oneOf("--moments", moments, "expected", "exact")));
  }

  private BigDecimal parseRatio() {
    try {
      BigDecimal value = new BigDecimal(ratio);
      if (value.signum() > 0 && value.precision() <= 30 && Math.abs((long) value.scale()) <= 30) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Refused below like any other.
    }
    throw new RequestException("--ratio " + ratio + ": must be a number above 0, such as 0.1 or 5");
  }

  private long parseRows() {
    try {
      long value = Long.parseLong(rows);
      if (value >= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Refused below like any other.
    }
    throw new RequestException("--rows " + rows + ": must be a whole number, 1 or more");
  }

  /** The value in capitals, as constants are named. */
  private static String oneOf(String option, String value, String... allowed) {
    if (!Arrays.asList(allowed).contains(value)) {
      throw new RequestException(
          option + " " + value + ": must be one of " + String.join(", ", allowed));
    }
    return value.toUpperCase(Locale.ROOT);
  }
}
