package io.sparkmixup.cli;

import io.sparkmixup.Mixup;
import io.sparkmixup.MixupResult;
import io.sparkmixup.io.FileFormat;
import io.sparkmixup.io.FolderSink;
import io.sparkmixup.io.InputReader;
import io.sparkmixup.io.InputRequest;
import io.sparkmixup.io.OutputMode;
import io.sparkmixup.io.OutputRequest;
import io.sparkmixup.io.Overlap;
import io.sparkmixup.report.ReportFolder;
import io.sparkmixup.report.RunReport;
import io.sparkmixup.report.TextReport;
import io.sparkmixup.survey.Survey;
import io.sparkmixup.verify.VerifyMode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
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
  private final SparkSession spark;

  private SynthesizeJob(
      SynthesizeRequest request, PrintStream out, PrintStream err, SparkSession spark) {
    this.request = request;
    this.out = out;
    this.err = err;
    this.spark = spark;
  }

  static int run(SynthesizeRequest request, PrintStream out, PrintStream err) throws Exception {
    return Session.run(spark -> new SynthesizeJob(request, out, err, spark).run());
  }

  private int run() throws IOException {
    InputRequest input = input();
    Dataset<Row> read = InputReader.read(spark, input);
    Dataset<Row> rows = request.query().of(read);
    OutputRequest output = output(input);
    Optional<ReportFolder> reports = reportFolder(output);
    Overlap.refuse(spark, input, read, output);
    if (request.report().isPresent()) {
      Overlap.refuseReport(spark, input, request.report().get());
    }
    for (String warning : InputReader.warnings(spark, input, read)) {
      err.println("spark-mixup: warning: " + warning);
    }
    Mixup mixup =
        Mixup.of(rows)
            .request(request.mixup())
            .verify(request.verify())
            .tolerance(request.tolerance())
            .progress(phase -> err.println("spark-mixup: " + phase));
    if (request.dryRun()) {
      Survey survey = mixup.survey();
      out.print(TextReport.plan(survey));
      return ExitCodes.DONE;
    }
    MixupResult result = mixup.writeTo(FolderSink.of(spark, output));
    if (reports.isPresent()) {
      reports.get().write(RunReport.of(result, circumstances()));
    }
    out.print(TextReport.result(result, request.output()));
    boolean failed = result.verdict().map(v -> !v.passed()).orElse(false);
    return failed && request.verify() != VerifyMode.WARN ? ExitCodes.NOT_VERIFIED : ExitCodes.DONE;
  }

  private InputRequest input() {
    return new InputRequest(
        request.inputs(),
        request.inputFormat(),
        request.inputOptions(),
        request.schema(),
        request.nullValues());
  }

  private OutputRequest output(InputRequest input) {
    FileFormat format = request.outputFormat().orElseGet(() -> InputReader.format(spark, input));
    Optional<String> nullToken =
        format == FileFormat.CSV ? request.nullValues().stream().findFirst() : Optional.empty();
    return new OutputRequest(
        request.output(),
        format,
        OutputMode.of(request.mode()),
        request.outputOptions(),
        nullToken);
  }

  private Optional<ReportFolder> reportFolder(OutputRequest output) throws IOException {
    return request.report().isEmpty()
        ? Optional.empty()
        : Optional.of(ReportFolder.of(spark, request.report().get(), output.location()));
  }

  /** What the report says of the run beside its result. */
  private Map<String, Object> circumstances() {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("version", Commands.version());
    run.put("spark", spark.version());
    run.put("java", System.getProperty("java.version"));
    run.put("master", spark.sparkContext().master());
    run.put("application", spark.sparkContext().applicationId());
    run.put("command", List.copyOf(request.commandLine()));
    run.put("settings", Session.settings(spark));
    run.put("verify", request.verify().id());
    run.put("tolerance", request.tolerance());
    return run;
  }
}
