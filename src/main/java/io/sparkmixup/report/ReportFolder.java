package io.sparkmixup.report;

import io.sparkmixup.RequestException;
import io.sparkmixup.io.Place;
import io.sparkmixup.io.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The folder of a run's report, on any Hadoop file system; never within the data. */
public final class ReportFolder {

  private static final String EXIT = "exit.json";

  private final FileSystem files;
  private final Path folder;

  private ReportFolder(FileSystem files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /**
   * Looks at the folder, and leaves it as it is.
   *
   * @throws RequestException if it lies within the output, is a file, or cannot be made
   */
  public static ReportFolder of(SparkSession spark, String location, String output)
      throws IOException {
    ReportFolder report = at(spark, location);
    Path full = report.files.makeQualified(report.folder);
    String data = report.files.makeQualified(new Path(output)).toString();
    if ((full + "/").startsWith(data + "/")) {
      throw new RequestException(
          "--report " + location + ": lies within the output " + output + ": name another folder");
    }
    report.check(location);
    return report;
  }

  /**
   * The same of a run that writes no rows.
   *
   * @throws RequestException if it is a file, or cannot be made
   */
  public static ReportFolder of(SparkSession spark, String location) throws IOException {
    ReportFolder report = at(spark, location);
    report.check(location);
    return report;
  }

  private static ReportFolder at(SparkSession spark, String location) throws IOException {
    Path folder = new Path(location);
    FileSystem files = folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
    return new ReportFolder(files, folder);
  }

  private void check(String location) throws IOException {
    if (files.exists(folder) && !files.getFileStatus(folder).isDirectory()) {
      throw new RequestException("--report " + location + ": is a file: name a folder");
    }
    Place.checkReport(files, folder, location);
  }

  /** A run begins: how the one before ended must not be taken for how this one does. */
  public void begin() throws IOException {
    files.delete(new Path(folder, EXIT), /* recursive= */ false);
  }

  /**
   * Writes exit.json: how the run ended, whatever came of it. Cluster managers hide exit codes.
   *
   * @param message what was wrong, in one line; empty where it is told by the report
   * @param application Spark's name for the run
   */
  public void end(int code, String message, String application) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", "spark-mixup-exit");
    json.put("version", 1);
    json.put("exitCode", code);
    json.put("message", message);
    json.put("application", application);
    files.mkdirs(folder);
    write(EXIT, Json.text(json) + "\n");
  }

  /** Writes report.json and report.html, each whole, in place of those that are there. */
  public void write(Map<String, Object> json, String html) throws IOException {
    files.mkdirs(folder);
    write("report.json", Json.text(json));
    write("report.html", html);
  }

  private void write(String name, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    WholeFile.replace(new Path(folder, name), files.getConf(), bytes);
  }
}
