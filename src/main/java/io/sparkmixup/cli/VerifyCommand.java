package io.sparkmixup.cli;

import io.sparkmixup.RequestException;
import io.sparkmixup.compare.ComparisonRequest;
import io.sparkmixup.io.FileFormat;
import io.sparkmixup.io.InputRequest;
import io.sparkmixup.io.Secrets;
import io.sparkmixup.plan.MixupRequest;
import java.io.PrintStream;
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

/** Whether rows look like others, whatever made them. */
@Command(
    name = "verify",
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    sortOptions = false,
    description = {
      "Compares synthetic rows with original ones, whatever made them.",
      "",
      "Tests means, all covariances and class shares, over all rows and within classes, as of two"
          + " independent samples, and counts rows that are copies. A verdict that fails is exit"
          + " code 3: on a difference that is both significant and larger than the tolerance, or on"
          + " too many copies. This is no test of privacy."
    },
    footer = {
      "",
      "Examples:",
      "  spark-mixup verify --original people.parquet --synthetic out/people --label group",
      "  spark-mixup verify --original a.csv --synthetic b.csv --null-values NA --report out/report",
      "  spark-mixup verify --profile people.json --synthetic out/people"
    })
final class VerifyCommand implements Callable<Integer> {

  private final Commands.Verifier verifier;
  private final PrintStream out;
  private final PrintStream err;

  @Spec private CommandSpec spec;

  @Option(
      names = "--original",
      arity = "1..*",
      paramLabel = "URI",
      description =
          "the original rows: files, folders or globs on any Hadoop file system, or table:NAME of a"
              + " catalog")
  private List<String> original = List.of();

  @Option(
      names = "--original-format",
      paramLabel = "NAME",
      description =
          "parquet, orc, avro, csv or json, told from the file names otherwise; or another batch"
              + " source of Spark, such as jdbc")
  private String originalFormat;

  @Option(
      names = "--original-option",
      paramLabel = "K=V",
      description = "an option of Spark's reader; a secret as K=@env:NAME or K=@file:PATH")
  private Map<String, String> originalOptions = new LinkedHashMap<>();

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description =
          "in place of the original rows: their profile, as the command profile writes it; what it"
              + " cannot tell is not tested")
  private String profile;

  @Option(
      names = "--synthetic",
      arity = "1..*",
      paramLabel = "URI",
      description = "the synthetic rows, likewise; text is read with the original's types")
  private List<String> synthetic = List.of();

  @Option(names = "--synthetic-format", paramLabel = "NAME", description = "their format, likewise")
  private String syntheticFormat;

  @Option(
      names = "--synthetic-option",
      paramLabel = "K=V",
      description = "an option of Spark's reader, likewise")
  private Map<String, String> syntheticOptions = new LinkedHashMap<>();

  @Option(
      names = "--schema",
      paramLabel = "DDL",
      description = "the original's columns, such as 'a INT, b DOUBLE'; inferred otherwise")
  private String schema;

  @Option(
      names = "--null-values",
      split = ",",
      converter = ListedName.class,
      paramLabel = "WORD",
      description = "words that stand for a missing value in CSV files of both, such as NA")
  private List<String> nullValues = List.of();

  @Mixin private RoleOptions roles = new RoleOptions();

  @Option(
      names = "--id-columns",
      split = ",",
      converter = ListedName.class,
      paramLabel = "COLUMN",
      description = "columns that identify a row: not compared")
  private List<String> idColumns = List.of();

  @Mixin private LimitOptions limits = new LimitOptions();

  @Option(
      names = "--max-verbatim",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      description = "the largest share of synthetic rows that may equal an original (0.01)")
  private double maxVerbatim;

  @Option(
      names = "--utility",
      description =
          "trains learners of MLlib on originals, on a bootstrap of them and on synthetic rows, and"
              + " predicts the --label of held-out originals; measures distances to the closest"
              + " original")
  private boolean utility;

  @Option(
      names = "--holdout",
      arity = "1..*",
      paramLabel = "URI",
      description =
          "rows of the original's law and format that nothing was made from, to be predicted; a"
              + " quarter of the originals otherwise, which synthetic rows may have seen")
  private List<String> holdout = List.of();

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "writes report.html and report.json into DIR")
  private String report;

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

  VerifyCommand(Commands.Verifier verifier, PrintStream out, PrintStream err) {
    this.verifier = verifier;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    if (profile != null) {
      refuseBesideProfile();
    }
    MixupRequest asked =
        MixupRequest.standard()
            .withMix(roles.mix())
            .withCopy(roles.copy())
            .withDrop(roles.drop())
            .withIdColumns(idColumns)
            .withLabel(roles.label());
    if (utility && roles.label().isEmpty()) {
      throw new RequestException(
          "--utility: there is no column to be predicted; name one with --label");
    }
    if (!utility && !holdout.isEmpty()) {
      throw new RequestException(
          "--holdout " + holdout.get(0) + ": is for --utility alone; add it, or leave this out");
    }
    return verifier.verify(
        new VerifyRequest(
            profile == null
                ? Optional.of(side("--original", original, originalFormat, originalOptions, schema))
                : Optional.empty(),
            Optional.ofNullable(profile),
            side("--synthetic", synthetic, syntheticFormat, syntheticOptions, null),
            nullValues,
            new ComparisonRequest(asked, limits.limits(), maxVerbatim),
            utility,
            holdout,
            Optional.ofNullable(report),
            spec.commandLine().getParseResult().originalArgs()),
        out,
        err);
  }

  private void refuseBesideProfile() {
    if (!original.isEmpty() || InputOptions.isSource(originalFormat)) {
      throw new RequestException("--original and --profile: one of the two");
    }
    if (originalFormat != null || !originalOptions.isEmpty() || schema != null) {
      throw new RequestException(
          "--profile: it says what columns there are; leave out --original-format,"
              + " --original-option and --schema");
    }
    if (utility) {
      throw new RequestException(
          "--utility: learns from the original's rows, which --profile does not have: name them with"
              + " --original");
    }
    boolean named = !roles.mix().isEmpty() || !roles.copy().isEmpty();
    if (named || !idColumns.isEmpty() || roles.label().isPresent()) {
      throw new RequestException(
          "--profile: columns have the roles that it was made with; leave out --mix, --copy, --label"
              + " and --id-columns");
    }
  }

  private static InputRequest side(
      String option,
      List<String> locations,
      String format,
      Map<String, String> options,
      String schema) {
    if (locations.isEmpty() && !InputOptions.isSource(format)) {
      throw new RequestException(
          "nothing to compare: name the rows with --original (or their profile with --profile) and"
              + " with --synthetic");
    }
    Secrets.refuseLiterals(option + "-option", options);
    return Side.said(
        option,
        option,
        String.join(", ", locations),
        () ->
            new InputRequest(
                locations,
                Optional.ofNullable(format).flatMap(FileFormat::named),
                options,
                Optional.ofNullable(schema),
                List.of(),
                Optional.ofNullable(format).filter(InputOptions::isSource)));
  }
}
