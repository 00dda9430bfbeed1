package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Keeps a job from writing over, into or around what it reads. */
public final class Overlap {

  private Overlap() {}

  /**
   * Refuses an output that is an input, or lies inside or around one.
   *
   * @param input the request, whose globs are resolved once more
   * @param rows what was read for it: the files it really reads count too
   * @throws RequestException naming both
   * @throws IOException where the file system fails
   */
  public static void refuse(
      SparkSession spark, InputRequest input, Dataset<Row> rows, OutputRequest output)
      throws IOException {
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    Path target = CanonicalPath.of(HadoopPaths.parse(output.location(), "output"), conf);
    for (Path read : inputs(input, rows, conf)) {
      Path canonical = CanonicalPath.of(read, conf);
      if (isWithin(canonical, target) || isWithin(target, canonical)) {
        throw new RequestException(
            String.format(
                "output %s overlaps the input %s: write to a folder outside of it",
                output.location(), read));
      }
    }
  }

  /**
   * Refuses a report that would lie in a folder that is read.
   *
   * @throws RequestException naming both
   * @throws IOException where the file system fails
   */
  public static void refuseReport(SparkSession spark, InputRequest input, String report)
      throws IOException {
    refuseWithin(spark, input, "--report", report, "folder");
  }

  /**
   * Refuses a file that would lie in a folder that is read, or is read itself.
   *
   * @throws RequestException naming both
   * @throws IOException where the file system fails
   */
  public static void refuseFile(SparkSession spark, InputRequest input, String output)
      throws IOException {
    refuseWithin(spark, input, "output", output, "file");
  }

  private static void refuseWithin(
      SparkSession spark, InputRequest input, String what, String location, String kind)
      throws IOException {
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    Path place = CanonicalPath.of(HadoopPaths.parse(location, what), conf);
    for (Path read : InputLocations.resolve(input.locations(), conf).paths()) {
      if (isWithin(place, CanonicalPath.of(read, conf))) {
        throw new RequestException(
            String.format(
                "%s %s lies within the input %s: name another %s", what, location, read, kind));
      }
    }
  }

  private static Set<Path> inputs(InputRequest input, Dataset<Row> rows, Configuration conf)
      throws IOException {
    Set<Path> paths = new LinkedHashSet<>(InputLocations.resolve(input.locations(), conf).paths());
    for (String file : rows.inputFiles()) {
      // Spark gives them as URIs, with spaces and the like encoded.
      paths.add(new Path(URI.create(file)));
    }
    return paths;
  }

  private static boolean isWithin(Path path, Path folder) {
    for (Path p = path; p != null; p = p.getParent()) {
      if (p.equals(folder)) {
        return true;
      }
    }
    return false;
  }
}
