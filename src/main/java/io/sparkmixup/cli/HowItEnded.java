package io.sparkmixup.cli;

import io.sparkmixup.report.ExitRecord;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Ends as a run did whose driver was on another machine. The launcher asks before and after: {@code
 * forget DIR} takes away the record of an earlier run, {@code tell DIR} prints that of this one and
 * exits with its code.
 */
public final class HowItEnded {

  private HowItEnded() {}

  /** Arguments: what to do, the folder of the report. */
  public static void main(String[] args) throws IOException {
    Path file = new Path(args[1], ExitRecord.FILE);
    FileSystem files = file.getFileSystem(new Configuration());
    if (args[0].equals("forget")) {
      files.delete(file, /* recursive= */ false);
      return;
    }
    Optional<ExitRecord> record = read(files, file);
    if (record.isEmpty()) {
      System.err.printf(
          "spark-mixup: there is no %s: the driver was killed, or did not begin; see its log%n",
          file);
      System.exit(ExitCodes.FAILED);
    }
    if (!record.get().message().isEmpty()) {
      System.err.println("spark-mixup: " + record.get().message());
    }
    System.exit(record.get().code());
  }

  private static Optional<ExitRecord> read(FileSystem files, Path file) throws IOException {
    try (InputStream in = files.open(file)) {
      return ExitRecord.fromJson(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }
}
