package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A folder that cannot be renamed in one step, as in an object store: Spark writes to the place
 * itself, by the committer of the session, and what it has committed is visible before it is
 * verified.
 */
final class CommitterSink implements Sink {

  private final FolderFiles files;
  private final OutputRequest request;
  private final Path target;
  private final FileSystem fs;

  private CommitterSink(FolderFiles files, Path target, FileSystem fs) {
    this.files = files;
    request = files.request();
    this.target = target;
    this.fs = fs;
  }

  /**
   * Returns the sink for a request. Nothing is touched yet.
   *
   * @throws RequestException where Hadoop has no such file system
   */
  static CommitterSink of(SparkSession spark, OutputRequest request) throws IOException {
    Path target = FolderSink.target(spark, request);
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    return new CommitterSink(
        FolderFiles.of(spark, request), target, HadoopPaths.fileSystem(target, conf));
  }

  /** Neither: see {@code docs/publishing.md}. */
  @Override
  public Set<Capability> capabilities() {
    return EnumSet.noneOf(Capability.class);
  }

  @Override
  public List<String> warnings(StructType schema) {
    String visible =
        String.format(
            "output %s: no folder can be renamed there in one step, so rows are visible before they"
                + " are verified",
            request.location());
    return Stream.concat(files.warnings(schema).stream(), Stream.of(visible)).toList();
  }

  @Override
  public void check(StructType schema) throws IOException {
    files.check(schema);
    if (!fs.exists(target)) {
      return;
    }
    if (!fs.getFileStatus(target).isDirectory()) {
      throw FolderSink.isFile(request);
    }
    switch (request.mode()) {
      case ERRORIFEXISTS -> throw FolderStaged.exists(request);
      case APPEND -> new AppendCheck(files.spark(), request, target).run(schema);
      case OVERWRITE -> {}
    }
  }

  @Override
  public Staged stage(Dataset<Row> rows) throws IOException {
    check(rows.schema());
    boolean adding = request.mode() == OutputMode.APPEND && fs.exists(target);
    boolean isNew = !fs.exists(target);
    Set<Path> before = adding ? Set.copyOf(list()) : Set.of();
    try {
      List<String> warnings =
          files.write(
              rows, target, mode(), "spark-mixup: mixing, and writing to " + request.location());
      return new Committed(adding, before, warnings);
    } catch (Exception e) {
      Jobs.awaitTasks(files.spark());
      if (isNew) {
        // What the committer leaves of a folder would keep the next run from it.
        removeAfter(e);
      }
      throw OutputFailures.of(request.location(), e);
    }
  }

  private void removeAfter(Exception failure) {
    try {
      fs.delete(target, /* recursive= */ true);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private SaveMode mode() {
    return switch (request.mode()) {
      case ERRORIFEXISTS -> SaveMode.ErrorIfExists;
      case OVERWRITE -> SaveMode.Overwrite;
      case APPEND -> SaveMode.Append;
    };
  }

  /** The files that a reader of the folder reads. */
  private List<Path> list() throws IOException {
    List<Path> found = new ArrayList<>();
    if (fs.exists(target)) {
      RemoteIterator<LocatedFileStatus> all = fs.listFiles(target, /* recursive= */ true);
      while (all.hasNext()) {
        FileStatus file = all.next();
        if (!HadoopPaths.isHiddenBelow(target, file.getPath())) {
          found.add(file.getPath());
        }
      }
    }
    return found;
  }

  /** Rows that are visible already. */
  private final class Committed implements Staged {

    /** Whether other rows are there, too. */
    private final boolean added;

    private final List<Path> written;
    private final List<String> warnings;
    private boolean done;

    Committed(boolean added, Set<Path> before, List<String> warnings) throws IOException {
      this.added = added;
      this.warnings = warnings;
      written = list();
      written.removeAll(before);
    }

    @Override
    public List<String> warnings() {
      return warnings;
    }

    @Override
    public Dataset<Row> readBack(StructType schema) {
      return files.read(target, schema, added ? written : List.of());
    }

    @Override
    public void publish() {
      done = true;
    }

    /** Takes back what should not have become visible. */
    @Override
    public void discard() throws IOException {
      if (done) {
        return;
      }
      done = true;
      if (!added) {
        fs.delete(target, /* recursive= */ true);
        return;
      }
      for (Path file : written) {
        fs.delete(file, /* recursive= */ false);
      }
    }
  }
}
