package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A folder of files on HDFS, a file system like it, or local disk. Staged beside the target and
 * renamed into place; see {@code docs/publishing.md} for what happens at a crash.
 */
public final class FolderSink implements Sink {

  private final SparkSession spark;
  private final OutputRequest request;
  private final FolderFiles files;
  private final Path target;
  private final FolderStore store;

  private FolderSink(FolderFiles files, Path target, FolderStore store) {
    spark = files.spark();
    request = files.request();
    this.files = files;
    this.target = target;
    this.store = store;
  }

  /**
   * Returns the sink for a request. Nothing is touched yet.
   *
   * @throws RequestException where no folder can be renamed in one step
   * @throws IOException where the file system cannot be reached
   */
  public static FolderSink of(SparkSession spark, OutputRequest request) throws IOException {
    Path target = target(spark, request);
    FolderStore store = FolderStore.of(target, spark.sparkContext().hadoopConfiguration());
    return new FolderSink(FolderFiles.of(spark, request), target, store);
  }

  /** The folder of a request. */
  static Path target(SparkSession spark, OutputRequest request) throws IOException {
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    Path target = CanonicalPath.of(HadoopPaths.parse(request.location(), "output"), conf);
    if (target.getParent() == null) {
      throw new RequestException(
          "output " + request.location() + " is the root of a file system: name a folder below it");
    }
    return target;
  }

  static RequestException isFile(OutputRequest request) {
    return new RequestException(
        "output " + request.location() + " is a file: name a folder, or remove the file");
  }

  @Override
  public Set<Capability> capabilities() {
    return request.mode() == OutputMode.APPEND
        ? EnumSet.of(Capability.WITHHOLD)
        : EnumSet.of(Capability.ATOMIC, Capability.WITHHOLD);
  }

  @Override
  public List<String> warnings(StructType schema) {
    return files.warnings(schema);
  }

  @Override
  public void check(StructType schema) throws IOException {
    files.check(schema);
    if (!store.exists(target)) {
      Place.check(store, StagingArea.root(target), request.location());
      return;
    }
    if (!store.isFolder(target)) {
      throw isFile(request);
    }
    if (request.mode() == OutputMode.ERRORIFEXISTS) {
      throw FolderStaged.exists(request);
    }
    Place.check(store, StagingArea.root(target), request.location());
    Place.checkChangeable(store, target, request);
    if (request.mode() == OutputMode.APPEND) {
      new AppendCheck(spark, request, target).run(schema);
    }
  }

  @Override
  public FolderStaged stage(Dataset<Row> rows) throws IOException {
    String application = spark.sparkContext().applicationId();
    Owner self = Owner.current(application, target.toString());
    // Time has passed since the caller's own check.
    check(rows.schema());
    boolean isThere = store.exists(target);
    StagingArea area = StagingArea.create(store, target, self);
    try {
      Leftovers.clean(area, target);
      if (store.exists(target) != isThere) {
        // Cleaning has put an old output back.
        check(rows.schema());
      }
    } catch (IOException | RuntimeException e) {
      area.removeAfter(e);
      throw e;
    }
    try {
      String description = "spark-mixup: mixing, and staging for " + request.location();
      // A staging area is new: whatever is in it would be somebody else's.
      List<String> warnings = files.write(rows, area.data(), SaveMode.ErrorIfExists, description);
      return new FolderStaged(files, target, area, warnings);
    } catch (Exception e) {
      // What is still being written would come back.
      Jobs.awaitTasks(spark);
      area.removeAfter(e);
      throw OutputFailures.of(request.location(), e);
    }
  }
}
