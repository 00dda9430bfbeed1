package io.sparkmixup.report;

import io.sparkmixup.RequestException;
import io.sparkmixup.io.Place;
import io.sparkmixup.io.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The folder of a run's report, on any Hadoop file system; never within the data. */
public final class ReportFolder {

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
    files.delete(new Path(folder, ExitRecord.FILE), /* recursive= */ false);
  }

  /** Writes how the run ended, whatever came of it. */
  public void end(ExitRecord record) throws IOException {
    files.mkdirs(folder);
    write(ExitRecord.FILE, record.toJson());
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
