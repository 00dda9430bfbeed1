package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Finds the sink for an output: a folder, a table, or a source of Spark by its own name. */
public final class Sinks {

  private Sinks() {}

  /**
   * A folder of files of the request's format: renamed into place, or where a file system has no
   * such thing, written by Spark's committer.
   */
  public static Sink folder(SparkSession spark, OutputRequest request) throws IOException {
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    return FolderStore.find(FolderSink.target(spark, request), conf).isPresent()
        ? FolderSink.of(spark, request)
        : CommitterSink.of(spark, request);
  }

  /**
   * A table of the session's catalogs. One of Apache Iceberg that is there takes its rows on a
   * branch first, where the session has Iceberg's extensions; others get them by a staging folder.
   *
   * @param request its location is {@code table:NAME}
   * @param format of a new table's files; the catalog's own where empty
   * @param staging the folder to stage in; where empty, {@link #stagingFolder} decides
   */
  public static Sink table(
      SparkSession spark, OutputRequest request, Optional<String> format, Optional<String> staging)
      throws IOException {
    String name = request.location().substring(InputRequest.TABLE.length());
    CatalogTable table = CatalogTable.of(spark, name);
    TableDestination destination = new TableDestination(table, request, format);
    return IcebergBranch.isPossible(table)
        ? new BranchSink(table, destination, request)
        : copying(spark, destination, request, staging);
  }

  /**
   * A batch source of Spark.
   *
   * @param request its location is what messages and the staging area are named after
   * @param source the name that the source's jar registers
   * @param path what the source writes to, where it has paths
   * @param staging as for {@link #table}
   */
  public static Sink source(
      SparkSession spark,
      OutputRequest request,
      String source,
      Optional<String> path,
      Optional<String> staging)
      throws IOException {
    return copying(spark, new SourceDestination(spark, source, path, request), request, staging);
  }

  private static Sink copying(
      SparkSession spark,
      CopySink.Destination destination,
      OutputRequest request,
      Optional<String> staging)
      throws IOException {
    // The name tells the stagings of one output from those of another, and is never published.
    String name = request.location().replaceAll("[^A-Za-z0-9.-]", "_");
    Path folder = new Path(stagingFolder(spark, staging), name);
    OutputRequest staged =
        OutputRequest.of(folder.toString(), FileFormat.PARQUET).withFiles(request.files());
    return new CopySink(destination, request.location(), FolderSink.of(spark, staged));
  }

  /**
   * Where rows for a place without folders are staged: as told, else in the user's home folder of
   * the cluster's file system, else, where there is no cluster, among temporary files.
   */
  private static Path stagingFolder(SparkSession spark, Optional<String> told) throws IOException {
    if (told.isPresent()) {
      return HadoopPaths.parse(told.get(), "--staging-dir");
    }
    FileSystem files = FileSystem.get(spark.sparkContext().hadoopConfiguration());
    if (!files.getUri().getScheme().equals("file")) {
      return files.getHomeDirectory();
    }
    if (!spark.sparkContext().isLocal()) {
      throw new RequestException(
          "--staging-dir is needed: a folder that driver and executors all see, to stage rows in");
    }
    return new Path("file", null, System.getProperty("java.io.tmpdir"));
  }
}
