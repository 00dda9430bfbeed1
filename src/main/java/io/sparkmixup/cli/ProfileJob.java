package io.sparkmixup.cli;

import io.sparkmixup.RequestException;
import io.sparkmixup.io.InputReader;
import io.sparkmixup.io.InputRequest;
import io.sparkmixup.io.Jobs;
import io.sparkmixup.io.Overlap;
import io.sparkmixup.io.WholeFile;
import io.sparkmixup.profile.Profile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Runs {@code profile} on Spark. */
final class ProfileJob {

  private final ProfileRequest request;
  private final PrintStream err;
  private final SparkSession spark;

  private ProfileJob(ProfileRequest request, PrintStream err, SparkSession spark) {
    this.request = request;
    this.err = err;
    this.spark = spark;
  }

  static int run(ProfileRequest request, PrintStream out, PrintStream err) throws Exception {
    return Session.run(
        err,
        session -> {
          out.print(new ProfileJob(request, err, session.spark()).run().toText());
          out.printf("%n%-11s %s%n", "output", request.output());
          return ExitCodes.DONE;
        });
  }

  private Profile run() throws IOException {
    WholeFile file = WholeFile.of(spark, request.output(), request.mode());
    Profile profile = request.input().isPresent() ? scan(request.input().get()) : merge();
    file.write(profile.toJson().getBytes(StandardCharsets.UTF_8));
    return profile;
  }

  private Profile scan(InputRequest input) throws IOException {
    Dataset<Row> read = InputReader.read(spark, input);
    Dataset<Row> rows = request.query().of(read);
    Overlap.refuseFile(spark, input, request.output());
    for (String warning : InputReader.warnings(spark, input, read)) {
      Failures.warn(err, warning);
    }
    err.println("spark-mixup: profiling the input");
    return Jobs.describe(
        spark, "spark-mixup: profiling the input", () -> Profile.of(rows, request.roles()));
  }

  private Profile merge() throws IOException {
    Profile whole = null;
    for (String part : request.parts()) {
      String json = new String(WholeFile.read(spark, part, "--merge"), StandardCharsets.UTF_8);
      try {
        Profile profile = Profile.fromJson(json);
        whole = whole == null ? profile : whole.combine(profile);
      } catch (RequestException e) {
        throw new RequestException("--merge " + part + ": " + e.getMessage(), e);
      }
    }
    return whole;
  }
}
