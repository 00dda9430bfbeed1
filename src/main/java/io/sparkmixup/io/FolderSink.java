package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import io.sparkmixup.rows.SqlNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A folder of files on HDFS, a file system like it, or local disk. Staged beside the target and
 * renamed into place; see {@code docs/publishing.md} for what happens at a crash.
 */
public final class FolderSink implements Sink {

  private final SparkSession spark;
  private final OutputRequest request;
  private final Path target;
  private final FolderStore store;

  private FolderSink(SparkSession spark, OutputRequest request, Path target, FolderStore store) {
    this.spark = spark;
    this.request = request;
    this.target = target;
    this.store = store;
  }

  /**
   * Returns the sink for a request. Nothing is touched yet.
   *
   * @throws RequestException where publishing to such a place is not built
   * @throws IOException where the file system cannot be reached
   */
  public static FolderSink of(SparkSession spark, OutputRequest request) throws IOException {
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    Path target = CanonicalPath.of(HadoopPaths.parse(request.location(), "output"), conf);
    if (target.getParent() == null) {
      throw new RequestException(
          "output " + request.location() + " is the root of a file system: name a folder below it");
    }
    OutputRequest resolved = request.withOptions(Secrets.resolve(request.options()));
    return new FolderSink(spark, resolved, target, FolderStore.of(target, conf));
  }

  @Override
  public Set<Capability> capabilities() {
    return request.mode() == OutputMode.APPEND
        ? EnumSet.of(Capability.WITHHOLD)
        : EnumSet.of(Capability.ATOMIC, Capability.WITHHOLD);
  }

  @Override
  public List<String> warnings(StructType schema) {
    return request.format().rules().warnings(schema);
  }

  @Override
  public void check(StructType schema) throws IOException {
    FormatRules rules = request.format().rules();
    rules.requireModule(spark);
    PartitionColumns.check(request.partitionBy(), schema);
    rules.refuseWhatItCannotHold(PartitionColumns.inFiles(request.partitionBy(), schema));
    rules.codecs().check(rules.id(), request.options());
    if (!store.exists(target)) {
      Place.check(store, StagingArea.root(target), request.location());
      return;
    }
    if (!store.isFolder(target)) {
      throw new RequestException(
          "output " + request.location() + " is a file: name a folder, or remove the file");
    }
    if (request.mode() == OutputMode.ERRORIFEXISTS) {
      throw FolderStaged.exists(request);
    }
    Place.check(store, StagingArea.root(target), request.location());
    if (request.mode() == OutputMode.OVERWRITE) {
      Place.checkReplaceable(store, target, request.location());
    }
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
      FormatRules rules = request.format().rules();
      TakenForNull taken = new TakenForNull(spark.sparkContext(), rules.takenForNull(request));
      Jobs.describe(spark, description, () -> write(rows, area, taken));
      return new FolderStaged(spark, request, target, area, taken.warnings(rules.id()));
    } catch (Exception e) {
      // What is still being written would come back.
      Jobs.awaitTasks(spark);
      area.removeAfter(e);
      throw OutputFailures.of(request.location(), e);
    }
  }

  private Void write(Dataset<Row> rows, StagingArea area, TakenForNull taken) {
    FormatRules rules = request.format().rules();
    Dataset<Row> all = guarded(rows, rules, taken);
    // Not a shuffle, which would have the rows made once more where a stage is lost.
    Dataset<Row> dealt = request.files() > 0 ? all.coalesce(request.files()) : all;
    StructType inFiles = PartitionColumns.inFiles(request.partitionBy(), rows.schema());
    dealt
        .write()
        // A staging area is new: whatever is in it would be somebody else's.
        .mode(SaveMode.ErrorIfExists)
        .format(rules.id())
        .options(rules.writing(request, inFiles))
        .options(request.options())
        .partitionBy(request.partitionBy().toArray(String[]::new))
        .save(area.data().toString());
    return null;
  }

  /** The rows, with a check on the columns that have values which the format would change. */
  private Dataset<Row> guarded(Dataset<Row> rows, FormatRules rules, TakenForNull taken) {
    boolean any = false;
    List<Column> columns = new ArrayList<>();
    for (StructField field : rows.schema().fields()) {
      Column value = functions.col(SqlNames.quote(field.name()));
      Optional<Column> guarded =
          request.partitionBy().contains(field.name())
              ? PartitionColumns.guarded(field, value)
              : taken.isFor(field)
                  ? Optional.of(taken.counted(field, value))
                  : rules.guarded(field, value);
      any |= guarded.isPresent();
      columns.add(guarded.map(c -> c.as(field.name(), field.metadata())).orElse(value));
    }
    return any ? rows.select(columns.toArray(Column[]::new)) : rows;
  }
}
