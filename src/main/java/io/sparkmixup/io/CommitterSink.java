package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that cannot be renamed in one step, as in an object store: Spark writes to the place
 * itself, by the committer of the session, and what it has committed is visible before it is
 * verified.
 */
final class CommitterSink implements Sink {

  private static final Logger LOG = LoggerFactory.getLogger(CommitterSink.class);

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
    FileSystem fs = HadoopPaths.fileSystem("output " + request.location(), target, conf);
    return new CommitterSink(FolderFiles.of(spark, request), target, fs);
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
    refuseToReplaceInput(rows);
    boolean isNew = !fs.exists(target);
    boolean adding = request.mode() == OutputMode.APPEND && !isNew;
    Set<Path> before = adding ? Set.copyOf(list()) : Set.of();
    try {
      List<String> warnings =
          files.write(
              rows,
              target,
              request.mode().saveMode(),
              "spark-mixup: mixing, and writing to " + request.location());
      return new Committed(adding, before, warnings);
    } catch (Exception e) {
      if (request.mode() == OutputMode.ERRORIFEXISTS
          && e instanceof AnalysisException
          && fs.exists(target)) {
        // Somebody else has made it since.
        throw FolderStaged.exists(request);
      }
      Jobs.awaitTasks(files.spark());
      if (isNew) {
        removeAfter(e);
      }
      throw OutputFailures.of(request.location(), e);
    }
  }

  /** Spark removes the old rows first, and reads the input later. */
  private void refuseToReplaceInput(Dataset<Row> rows) throws IOException {
    if (request.mode() == OutputMode.OVERWRITE) {
      Configuration conf = files.spark().sparkContext().hadoopConfiguration();
      for (String file : rows.inputFiles()) {
        Overlap.refuse(request.location(), target, new Path(URI.create(file)), conf);
      }
    }
  }

  /**
   * What the committer leaves of a folder that has no rows would keep the next run from it. Rows
   * there may be another job's, but where the folder had to be new.
   */
  private void removeAfter(Exception failure) {
    try {
      if (request.mode() == OutputMode.ERRORIFEXISTS || list().isEmpty()) {
        fs.delete(target, /* recursive= */ true);
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
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
      return files.read(
          target, schema, added ? Optional.of(List.copyOf(written)) : Optional.empty());
    }

    @Override
    public void publish() {
      done = true;
    }

    /** Takes back what should not have become visible, where all of it is known to be its own. */
    @Override
    public void discard() throws IOException {
      if (done) {
        return;
      }
      done = true;
      if (request.mode() == OutputMode.ERRORIFEXISTS) {
        fs.delete(target, /* recursive= */ true);
      } else {
        LOG.error(
            "{} holds rows of a run that failed, in files like {}: remove them",
            request.location(),
            written.stream().findFirst().map(Path::getName).orElse("none"));
      }
    }
  }
}
