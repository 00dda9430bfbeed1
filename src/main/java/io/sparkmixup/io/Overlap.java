package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
   * @param output a path, or a table as {@code table:NAME}; a new table is nowhere yet
   * @throws RequestException naming both
   * @throws IOException where the file system fails
   */
  public static void refuse(
      SparkSession spark, InputRequest input, Dataset<Row> rows, String output) throws IOException {
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    Optional<String> place =
        output.startsWith(InputRequest.TABLE)
            ? location(spark, output.substring(InputRequest.TABLE.length()))
            : Optional.of(output);
    if (place.isEmpty()) {
      return;
    }
    Path target = CanonicalPath.of(HadoopPaths.parse(place.get(), "output"), conf);
    for (Path read : inputs(spark, input, rows)) {
      refuse(output, target, read, conf);
    }
  }

  /**
   * Refuses an output that is something that is read, or lies inside or around it.
   *
   * @param output as the user named it
   * @param target its canonical path
   */
  static void refuse(String output, Path target, Path read, Configuration conf) throws IOException {
    Path canonical = CanonicalPath.of(read, conf);
    if (isWithin(canonical, target) || isWithin(target, canonical)) {
      throw new RequestException(
          String.format(
              "output %s overlaps the input %s: write to a folder outside of it", output, read));
    }
  }

  /**
   * Refuses to write by a source of Spark to what is read by the same one.
   *
   * @param location the path that is written, where the source has paths
   * @throws RequestException naming the source
   */
  public static void refuseSame(
      InputRequest input, String source, Optional<String> location, Map<String, String> options) {
    boolean sameSource = input.source().map(source::equalsIgnoreCase).orElse(false);
    boolean samePlace = location.map(List::of).orElse(List.of()).equals(input.locations());
    if (sameSource && samePlace && place(options).equals(place(input.options()))) {
      throw new RequestException(
          "output "
              + location.orElseGet(() -> OtherSources.described(source, options))
              + " is what is read: name another place to write to");
    }
  }

  /** The options that say where: how to get there may differ. */
  private static Map<String, String> place(Map<String, String> options) {
    Map<String, String> place = new TreeMap<>();
    options.forEach(
        (key, value) -> {
          String name = key.toLowerCase(Locale.ROOT);
          if (Set.of("url", "dbtable", "table", "collection", "path").contains(name)) {
            place.put(name, value);
          }
        });
    return place;
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
    if (!input.readsFiles()) {
      return;
    }
    for (Path read : there(input, conf)) {
      if (isWithin(place, CanonicalPath.of(read, conf))) {
        throw new RequestException(
            String.format(
                "%s %s lies within the input %s: name another %s", what, location, read, kind));
      }
    }
  }

  /** What is read; nothing where it is not there, which is refused by who reads it. */
  private static List<Path> there(InputRequest input, Configuration conf) throws IOException {
    try {
      return InputLocations.resolve(input.locations(), conf).paths();
    } catch (RequestException e) {
      return List.of();
    }
  }

  private static Optional<String> location(SparkSession spark, String table) {
    CatalogTable named = CatalogTable.of(spark, table);
    return named.exists() ? named.location() : Optional.empty();
  }

  private static Set<Path> inputs(SparkSession spark, InputRequest input, Dataset<Row> rows)
      throws IOException {
    Set<Path> paths = new LinkedHashSet<>();
    if (input.readsFiles()) {
      Configuration conf = spark.sparkContext().hadoopConfiguration();
      paths.addAll(InputLocations.resolve(input.locations(), conf).paths());
    } else if (input.table().isPresent()) {
      location(spark, input.table().get()).map(Path::new).ifPresent(paths::add);
    }
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
