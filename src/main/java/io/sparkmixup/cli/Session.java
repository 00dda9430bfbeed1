package io.sparkmixup.cli;

import io.sparkmixup.RequestException;
import io.sparkmixup.io.InputFailures;
import io.sparkmixup.io.Secrets;
import io.sparkmixup.io.SparkConnect;
import io.sparkmixup.report.ExitRecord;
import io.sparkmixup.report.ReportFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * The session of the command line. Settings that change results between Sparks and machines are
 * pinned, and recorded in the report.
 */
final class Session implements AutoCloseable {

  private static final String STOPPED = "stopped before it was done; what was staged is taken away";

  private static final String TIME_ZONE = "spark.sql.session.timeZone";

  private static final Map<String, String> PINNED = pinned();

  /** What the pages of Spark's UI and its event log do not show. */
  private static final Map<String, String> REDACTED =
      Map.of(
          "spark.redaction.regex", Secrets.SETTINGS,
          "spark.redaction.string.regex", Secrets.ADDRESSES);

  private final SparkSession spark;
  private final boolean own;
  private Optional<ReportFolder> report = Optional.empty();

  private Session(SparkSession spark, boolean own) {
    this.spark = spark;
    this.own = own;
  }

  private static Map<String, String> pinned() {
    Map<String, String> pins = new LinkedHashMap<>();
    // The default differs between Spark 3.5 and 4.
    pins.put("spark.sql.ansi.enabled", "false");
    // Columns that differ in case only are two columns.
    pins.put("spark.sql.caseSensitive", "true");
    pins.put(TIME_ZONE, "UTC");
    pins.put("spark.sql.timestampType", "TIMESTAMP_LTZ");
    pins.put("spark.sql.legacy.timeParserPolicy", "CORRECTED");
    // Old dates mean the same day everywhere.
    pins.put("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED");
    pins.put("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED");
    pins.put("spark.sql.parquet.int96RebaseModeInRead", "CORRECTED");
    pins.put("spark.sql.parquet.int96RebaseModeInWrite", "CORRECTED");
    pins.put("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    pins.put("spark.sql.parquet.mergeSchema", "false");
    // ${x} is the name of a column, and no setting of the session.
    pins.put("spark.sql.variable.substitute", "false");
    // A folder day=01 holds the text 01.
    pins.put("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
    return pins;
  }

  /**
   * Opens the session. Where an application runs already, as in a notebook, this is one more
   * session of it, and the settings of the others stay as they are.
   *
   * @throws RequestException if it would be one of Spark Connect
   */
  static Session open() {
    SparkConnect.refuseSettings();
    boolean running = SparkSession.getDefaultSession().isDefined();
    SparkSession.Builder builder = SparkSession.builder().appName("spark-mixup");
    SparkConf given = new SparkConf();
    REDACTED.forEach(
        (key, value) -> {
          if (!running && !given.contains(key)) {
            builder.config(key, value);
          }
        });
    SparkSession some = builder.getOrCreate();
    SparkSession spark = running ? some.newSession() : some;
    SparkConf conf = spark.sparkContext().getConf();
    PINNED.forEach(
        (key, value) -> {
          boolean chosen = key.equals(TIME_ZONE) && conf.contains(TIME_ZONE);
          spark.conf().set(key, chosen ? conf.get(TIME_ZONE) : value);
        });
    return new Session(spark, !running);
  }

  /** What a command does on Spark; it returns the exit code. */
  @FunctionalInterface
  interface Work {
    int run(Session session) throws Exception;
  }

  /** Does it in a session, which is closed after it. */
  static int run(PrintStream err, Work work) throws Exception {
    try (Session session = open();
        Termination termination = Termination.watch(session.spark.sparkContext(), err)) {
      return session.run(work, termination, err);
    }
  }

  /** How the work ends is recorded beside its report. */
  private int run(Work work, Termination termination, PrintStream err) throws Exception {
    try {
      int code = work.run(this);
      record(code, "", err);
      return code;
    } catch (Exception e) {
      Exception failure = termination.asked() ? stopped(e, err) : explained(e);
      record(Failures.code(failure), Failures.message(failure), err);
      throw failure;
    }
  }

  /** Says so here: who waits for this process may not let it come to the end of the command. */
  private static Exception stopped(Exception e, PrintStream err) {
    err.println("spark-mixup: " + STOPPED);
    return new StoppedException(STOPPED, e);
  }

  /** Reading is lazy: broken input shows only while a job runs. */
  private static Exception explained(Exception e) {
    if (e instanceof RequestException) {
      return e;
    }
    Optional<RequestException> input = InputFailures.asRequestException(e);
    return input.isPresent() ? input.get() : e;
  }

  /** Says where the report goes, and that it is this run's from now on. */
  void reportTo(ReportFolder folder) throws IOException {
    folder.begin();
    report = Optional.of(folder);
  }

  private void record(int code, String message, PrintStream err) {
    if (report.isEmpty()) {
      return;
    }
    try {
      String application = spark.sparkContext().applicationId();
      report.get().end(new ExitRecord(code, message, application));
    } catch (IOException e) {
      err.println("spark-mixup: warning: no exit.json beside the report: " + Failures.message(e));
    }
  }

  SparkSession spark() {
    return spark;
  }

  /** Ends the application, where {@link #open} began it. */
  @Override
  public void close() {
    if (own) {
      spark.stop();
    }
  }

  /** The pinned settings as they are in force. */
  static Map<String, String> settings(SparkSession spark) {
    Map<String, String> result = new LinkedHashMap<>();
    PINNED.keySet().forEach(key -> result.put(key, spark.conf().get(key)));
    return result;
  }
}
