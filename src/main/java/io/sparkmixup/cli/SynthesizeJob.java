package io.sparkmixup.cli;

import io.sparkmixup.Mixup;
import io.sparkmixup.MixupResult;
import io.sparkmixup.RequestException;
import io.sparkmixup.io.InputReader;
import io.sparkmixup.io.InputRequest;
import io.sparkmixup.io.Overlap;
import io.sparkmixup.io.Secrets;
import io.sparkmixup.io.Sink;
import io.sparkmixup.report.ReportFolder;
import io.sparkmixup.report.RunReport;
import io.sparkmixup.report.TextReport;
import io.sparkmixup.report.html.HtmlReport;
import io.sparkmixup.report.html.Supplements;
import io.sparkmixup.survey.Survey;
import io.sparkmixup.verify.VerifyMode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Runs {@code synthesize} on Spark. */
final class SynthesizeJob {

  private final SynthesizeRequest request;
  private final PrintStream out;
  private final PrintStream err;
  private final Session session;
  private final SparkSession spark;

  private SynthesizeJob(
      SynthesizeRequest request, PrintStream out, PrintStream err, Session session) {
    this.request = request;
    this.out = out;
    this.err = err;
    this.session = session;
    spark = session.spark();
  }

  static int run(SynthesizeRequest request, PrintStream out, PrintStream err) throws Exception {
    return Session.run(err, session -> new SynthesizeJob(request, out, err, session).run());
  }

  private int run() throws IOException {
    InputRequest input = request.input();
    Optional<ReportFolder> reports = reportFolder();
    Dataset<Row> read = InputReader.read(spark, input);
    Dataset<Row> rows = request.query().of(read);
    Sink sink = request.output().sink(spark, input);
    refuseOverlap(input, read);
    for (String warning : InputReader.warnings(spark, input, read)) {
      Failures.warn(err, warning);
    }
    Mixup mixup =
        Mixup.of(rows)
            .request(request.mixup())
            .verify(request.verify())
            .limits(request.limits())
            .progress(phase -> Failures.tell(err, phase));
    if (request.dryRun()) {
      Survey survey = mixup.survey();
      out.print(TextReport.plan(survey));
      return ExitCodes.DONE;
    }
    MixupResult result = mixup.writeTo(sink);
    if (reports.isPresent()) {
      write(reports.get(), result);
    }
    out.print(TextReport.result(result, request.output().described(), Terminal.colours(out)));
    boolean failed = result.verdict().map(v -> !v.passed()).orElse(false);
    return failed && request.verify() != VerifyMode.WARN ? ExitCodes.NOT_VERIFIED : ExitCodes.DONE;
  }

  private void refuseOverlap(InputRequest input, Dataset<Row> read) throws IOException {
    Output output = request.output();
    if (output.source().isPresent()) {
      Overlap.refuseSame(input, output.source().get(), output.location(), output.options());
    } else {
      Overlap.refuse(spark, input, read, output.described());
    }
  }

  private Optional<ReportFolder> reportFolder() throws IOException {
    if (request.report().isEmpty()) {
      return Optional.empty();
    }
    String location = request.report().get();
    Overlap.refuseReport(spark, request.input(), location);
    ReportFolder folder = ReportFolder.of(spark, location, request.output().described());
    if (!request.dryRun()) {
      session.reportTo(folder);
    }
    return Optional.of(folder);
  }

  /** Where this fails, the rows are there already: that has to be said. */
  private void write(ReportFolder report, MixupResult result) throws IOException {
    Map<String, Object> run = circumstances();
    try {
      report.write(RunReport.of(result, run), HtmlReport.of(result, run, Supplements.none()));
    } catch (IOException | RequestException e) {
      // Not as its cause, whose message would stand in place of this one.
      IOException failure =
          new IOException(
              String.format(
                  "the report cannot be written to %s (%s); %s",
                  request.report().orElseThrow(),
                  e.getMessage(),
                  result.published()
                      ? "the output was published, and stands in " + request.output().described()
                      : "the output was not published, since verification failed"));
      failure.addSuppressed(e);
      throw failure;
    }
  }

  /** What the report says of the run beside its result. */
  private Map<String, Object> circumstances() {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("version", Commands.version());
    run.put("spark", spark.version());
    run.put("java", System.getProperty("java.version"));
    run.put("master", spark.sparkContext().master());
    run.put("application", spark.sparkContext().applicationId());
    run.put("command", Secrets.redacted(request.commandLine()));
    run.put("settings", Session.settings(spark));
    run.put("verify", request.verify().id());
    run.put("tolerance", request.limits().tolerance());
    run.put("level", request.limits().level());
    return run;
  }
}
