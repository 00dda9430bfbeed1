package io.sparkmixup.cli;

import io.sparkmixup.RequestException;
import io.sparkmixup.compare.Comparison;
import io.sparkmixup.compare.StoredOriginal;
import io.sparkmixup.io.FileFormat;
import io.sparkmixup.io.InputFailures;
import io.sparkmixup.io.InputReader;
import io.sparkmixup.io.Overlap;
import io.sparkmixup.io.Secrets;
import io.sparkmixup.io.WholeFile;
import io.sparkmixup.plan.StructLeaves;
import io.sparkmixup.profile.Profile;
import io.sparkmixup.report.ComparisonReport;
import io.sparkmixup.report.ComparisonTable;
import io.sparkmixup.report.ReportFolder;
import io.sparkmixup.report.UtilityReport;
import io.sparkmixup.report.UtilityTable;
import io.sparkmixup.report.html.HtmlReport;
import io.sparkmixup.report.html.Supplements;
import io.sparkmixup.utility.Rows;
import io.sparkmixup.utility.Utility;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Runs {@code verify} on Spark. */
final class VerifyJob {

  private final VerifyRequest request;
  private final PrintStream out;
  private final PrintStream err;
  private final Session session;
  private final SparkSession spark;

  /** What has been read, side by side. */
  private final Map<Side, Dataset<Row>> read = new LinkedHashMap<>();

  private VerifyJob(VerifyRequest request, PrintStream out, PrintStream err, Session session) {
    this.request = request;
    this.out = out;
    this.err = err;
    this.session = session;
    spark = session.spark();
  }

  static int run(VerifyRequest request, PrintStream out, PrintStream err) throws Exception {
    return Session.run(err, session -> new VerifyJob(request, out, err, session).run());
  }

  /** What was found. */
  private record Found(Comparison comparison, Optional<Utility> utility) {}

  private int run() throws IOException {
    Optional<ReportFolder> reports = reportFolder();
    Found found = found();
    if (reports.isPresent()) {
      Map<String, Object> run = circumstances();
      Map<String, Object> report =
          ComparisonReport.of(found.comparison(), run, request.comparison().limits().level());
      found.utility().ifPresent(u -> UtilityReport.add(report, u));
      Supplements more = found.utility().map(Supplements::of).orElse(Supplements.none());
      reports.get().write(report, HtmlReport.of(found.comparison(), run, more));
    }
    String utility = found.utility().map(UtilityTable::text).orElse("");
    out.print(ComparisonTable.text(found.comparison(), utility, Terminal.colours(out)));
    return found.comparison().verdict().passed() ? ExitCodes.DONE : ExitCodes.NOT_VERIFIED;
  }

  /** Reading is lazy: broken input may show only here. */
  private Found found() throws IOException {
    try {
      return original().isPresent()
          ? withRows(withNullValues(original().get()))
          : withProfile(request.profile().orElseThrow());
    } catch (RequestException e) {
      throw e;
    } catch (Exception e) {
      RequestException broken = InputFailures.asRequestException(e).orElse(null);
      if (broken == null) {
        throw e;
      }
      throw read.entrySet().stream()
          .filter(side -> holds(side.getValue(), broken))
          .map(side -> side.getKey().said(broken))
          .findFirst()
          .orElse(broken);
    }
  }

  /** Whether a file that is complained of is one of these rows'. */
  private static boolean holds(Dataset<Row> rows, RequestException broken) {
    return Arrays.stream(rows.inputFiles())
        .map(file -> new Path(URI.create(file)).toUri().getPath())
        .anyMatch(file -> broken.getMessage().contains(file + " cannot be read"));
  }

  private Dataset<Row> read(Side side) {
    Dataset<Row> rows = side.said(() -> InputReader.read(spark, side.request()));
    read.put(side, rows);
    return rows;
  }

  private Found withRows(Side side) {
    Dataset<Row> original = read(side);
    warn(side, original);
    Dataset<Row> synthetic = typed(withNullValues(synthetic()), original.schema());
    StructLeaves leaves = StructLeaves.of(original.schema(), request.comparison().roles());
    Rows rows =
        new Rows(
            leaves.takenOut(original),
            leaves.takenOut(synthetic),
            holdout().map(h -> typed(h, original.schema())).map(leaves::takenOut));
    Comparison found =
        Comparison.of(rows.original(), rows.synthetic(), request.comparison(), this::progress);
    return new Found(
        found, request.utility() ? Optional.of(utility(found, rows)) : Optional.empty());
  }

  private Found withProfile(String location) throws IOException {
    String json = new String(WholeFile.read(spark, location, "--profile"), StandardCharsets.UTF_8);
    StoredOriginal original;
    try {
      original = Profile.fromJson(json).without(request.comparison().roles().drop()).asOriginal();
    } catch (RequestException e) {
      throw new RequestException("--profile " + location + ": " + e.getMessage(), e);
    }
    Dataset<Row> synthetic = typed(withNullValues(synthetic()), original.columns().schema());
    return new Found(
        Comparison.of(original, synthetic, request.comparison(), this::progress), Optional.empty());
  }

  private void warn(Side side, Dataset<Row> read) {
    for (String warning : side.said(() -> InputReader.warnings(spark, side.request(), read))) {
      Failures.warn(err, side.warning(warning));
    }
  }

  private void progress(String phase) {
    Failures.tell(err, phase);
  }

  private Optional<ReportFolder> reportFolder() throws IOException {
    if (request.report().isEmpty()) {
      return Optional.empty();
    }
    if (request.original().isPresent()) {
      Overlap.refuseReport(spark, request.original().get(), request.report().get());
    }
    Overlap.refuseReport(spark, request.synthetic(), request.report().get());
    if (holdout().isPresent()) {
      Overlap.refuseReport(spark, holdout().get().request(), request.report().get());
    }
    ReportFolder folder = ReportFolder.of(spark, request.report().get());
    session.reportTo(folder);
    return Optional.of(folder);
  }

  /** One side alone may be CSV; where neither is, the reader refuses the words. */
  private Side withNullValues(Side side) {
    if (request.nullValues().isEmpty()) {
      return side;
    }
    boolean neither =
        !original().map(s -> isOf(s, FileFormat.CSV)).orElse(false)
            && !isOf(synthetic(), FileFormat.CSV);
    return neither || isOf(side, FileFormat.CSV)
        ? side.with(side.request().withNullValues(request.nullValues().toArray(String[]::new)))
        : side;
  }

  private Optional<Side> original() {
    return request.original().map(o -> new Side("--original", o));
  }

  private Side synthetic() {
    return new Side("--synthetic", request.synthetic());
  }

  private boolean isOf(Side side, FileFormat... formats) {
    return side.request().readsFiles()
        && List.of(formats).contains(side.said(() -> InputReader.format(spark, side.request())));
  }

  /**
   * Rows that stand beside the original's. Text has no types: its columns get those of the original
   * by name, once it is known which columns there are.
   */
  private Dataset<Row> typed(Side side, StructType original) {
    Dataset<Row> read = read(side);
    // Nothing is inferred: what may be lost is left to be told of.
    warn(side.with(side.request().withSchema(read.schema().toDDL())), read);
    if (!isOf(side, FileFormat.CSV, FileFormat.JSON)) {
      return read;
    }
    Map<String, StructField> known =
        Arrays.stream(original.fields())
            .collect(Collectors.toMap(StructField::name, Function.identity()));
    StructType typed =
        new StructType(
            Arrays.stream(read.schema().fields())
                .map(f -> known.getOrDefault(f.name(), f))
                .map(f -> new StructField(f.name(), f.dataType(), true, f.metadata()))
                .toArray(StructField[]::new));
    return side.said(() -> InputReader.read(spark, side.request().withSchema(typed.toDDL())));
  }

  /** Rows that nothing was made from, where there are some: read as the original is. */
  private Optional<Side> holdout() {
    return request.holdout().isEmpty()
        ? Optional.empty()
        : original()
            .map(s -> withNullValues(s).request().withLocations(request.holdout()))
            .map(held -> new Side("--holdout", "--original", held));
  }

  private Utility utility(Comparison found, Rows rows) {
    return Utility.of(
        found, rows, request.comparison().roles().label().orElseThrow(), this::progress);
  }

  /** What the report says of the run beside its result. */
  private Map<String, Object> circumstances() {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("version", Commands.version());
    run.put("spark", spark.version());
    run.put("java", System.getProperty("java.version"));
    run.put("command", Secrets.redacted(request.commandLine()));
    run.put("settings", Session.settings(spark));
    run.put("tolerance", request.comparison().limits().tolerance());
    run.put("maxVerbatim", request.comparison().maxVerbatim());
    run.put("level", request.comparison().limits().level());
    return run;
  }
}
