package io.sparkmixup.cli;

import io.sparkmixup.RequestException;
import io.sparkmixup.compare.Comparison;
import io.sparkmixup.compare.StoredOriginal;
import io.sparkmixup.io.FileFormat;
import io.sparkmixup.io.InputReader;
import io.sparkmixup.io.InputRequest;
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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
    Found found =
        request.original().isPresent()
            ? withRows(request.original().get())
            : withProfile(request.profile().orElseThrow());
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

  private Found withRows(InputRequest side) {
    InputRequest asked = withNullValues(side);
    Dataset<Row> original = said("original", () -> InputReader.read(spark, asked));
    for (String warning : said("original", () -> InputReader.warnings(spark, asked, original))) {
      Failures.warn(err, warning);
    }
    InputRequest made = withNullValues(request.synthetic());
    Dataset<Row> synthetic = said("synthetic", () -> typed(made, original.schema()));
    StructLeaves leaves = StructLeaves.of(original.schema(), request.comparison().roles());
    Rows rows =
        new Rows(
            leaves.takenOut(original),
            leaves.takenOut(synthetic),
            holdout()
                .map(h -> said("holdout", () -> typed(h, original.schema())))
                .map(leaves::takenOut));
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
    InputRequest made = withNullValues(request.synthetic());
    Dataset<Row> synthetic = said("synthetic", () -> typed(made, original.columns().schema()));
    return new Found(
        Comparison.of(original, synthetic, request.comparison(), this::progress), Optional.empty());
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
      Overlap.refuseReport(spark, holdout().get(), request.report().get());
    }
    ReportFolder folder = ReportFolder.of(spark, request.report().get());
    session.reportTo(folder);
    return Optional.of(folder);
  }

  /** One side alone may be CSV; where neither is, the reader refuses the words. */
  private InputRequest withNullValues(InputRequest side) {
    boolean neither =
        !request.original().map(this::isCsv).orElse(false) && !isCsv(request.synthetic());
    boolean asks = !request.nullValues().isEmpty() && (neither || isCsv(side));
    return asks ? side.withNullValues(request.nullValues().toArray(String[]::new)) : side;
  }

  private boolean isCsv(InputRequest side) {
    return side.readsFiles() && InputReader.format(spark, side) == FileFormat.CSV;
  }

  /**
   * Rows that stand beside the original's. Text has no types: its columns get those of the original
   * by name, once it is known which columns there are.
   */
  private Dataset<Row> typed(InputRequest asked, StructType original) {
    Dataset<Row> read = InputReader.read(spark, asked);
    if (!isText(asked)) {
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
    return InputReader.read(spark, asked.withSchema(typed.toDDL()));
  }

  private boolean isText(InputRequest side) {
    return side.readsFiles()
        && List.of(FileFormat.CSV, FileFormat.JSON).contains(InputReader.format(spark, side));
  }

  /** Rows that nothing was made from, where there are some: read as the original is. */
  private Optional<InputRequest> holdout() {
    return request.holdout().isEmpty()
        ? Optional.empty()
        : request.original().map(o -> withNullValues(o).withLocations(request.holdout()));
  }

  private Utility utility(Comparison found, Rows rows) {
    return Utility.of(
        found, rows, request.comparison().roles().label().orElseThrow(), this::progress);
  }

  /** What reading says of options is about {@code --input}: here it has another name. */
  private static <T> T said(String side, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (RequestException e) {
      throw new RequestException(
          e.getMessage().replace("--input", "--" + side).replaceFirst("^input ", side + " "), e);
    }
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
