package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Whether files that carry their schema agree on their columns. Spark takes the schema of one file
 * for all: a column that others have besides is lost, and one that they lack comes out null,
 * without a word.
 *
 * <p>All footers are read, in one job; what reaches the driver are the schemas that differ, each
 * with the first of its files. Order and nullability of columns may differ.
 */
final class FileSchemas {

  /** Files that a task reads the footers of, at most where there are few. */
  private static final int FILES_PER_TASK = 32;

  /** Schemas that are looked at: one that differs is enough to refuse. */
  private static final int MOST = 16;

  private FileSchemas() {}

  /** Reads the schema that stands in a file, in any form that differs where schemas do. */
  @FunctionalInterface
  interface Footer extends Serializable {
    String schema(Path file, Configuration conf) throws IOException;
  }

  /** A footer's schema and the file it stands in. */
  private record Found(String schema, String file) implements Serializable {}

  /**
   * Compares the schemas of all files of a dataset.
   *
   * @param format the name of their format
   * @throws RequestException where they differ: it names the files and the column
   */
  static void check(SparkSession spark, Dataset<Row> rows, String format, Footer footer) {
    List<String> files = Arrays.stream(rows.inputFiles()).sorted().toList();
    if (files.size() < 2) {
      return;
    }
    List<String> distinct =
        distinct(spark, files, footer).values().stream().sorted().limit(MOST).toList();
    StructType first = schema(spark, format, distinct.get(0));
    for (String file : distinct.subList(1, distinct.size())) {
      compare(distinct.get(0), first, file, schema(spark, format, file));
    }
  }

  /** The first file of each schema, or of whatever else is read of a file. */
  static Map<String, String> distinct(SparkSession spark, List<String> files, Footer footer) {
    HashMap<String, String> conf = new HashMap<>();
    spark.sparkContext().hadoopConfiguration().forEach(e -> conf.put(e.getKey(), e.getValue()));
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<HashMap<String, String>> settings = context.broadcast(conf);
    try {
      return context
          .parallelize(files, Math.max(1, files.size() / FILES_PER_TASK))
          .mapPartitions(part -> firsts(part, footer, settings.value()))
          .collect()
          .stream()
          .collect(Collectors.toMap(Found::schema, Found::file, (a, b) -> a, TreeMap::new));
    } finally {
      settings.destroy();
    }
  }

  private static Iterator<Found> firsts(
      Iterator<String> files, Footer footer, Map<String, String> settings) throws IOException {
    Configuration conf = new Configuration(false);
    settings.forEach(conf::set);
    Map<String, Found> found = new TreeMap<>();
    while (files.hasNext()) {
      String file = files.next();
      String schema = read(footer, file, conf);
      if (found.size() < MOST) {
        found.putIfAbsent(schema, new Found(schema, file));
      }
    }
    return found.values().iterator();
  }

  private static String read(Footer footer, String file, Configuration conf) throws IOException {
    try {
      return footer.schema(path(file), conf);
    } catch (RuntimeException | IOException e) {
      if (e instanceof IOException && !isComplaint(e)) {
        throw e;
      }
      // What the formats complain of does not always name the file.
      throw new IOException("Could not read schema while reading file " + file + ". ", e);
    }
  }

  /** Whether a format's own reader found fault with the file, and no file system failed. */
  private static boolean isComplaint(Exception e) {
    String thrower = e.getStackTrace().length == 0 ? "" : e.getStackTrace()[0].getClassName();
    return e instanceof EOFException || thrower.matches("org\\.apache\\.(orc|avro|parquet)\\..*");
  }

  private static Path path(String file) {
    return new Path(URI.create(file));
  }

  private static StructType schema(SparkSession spark, String format, String file) {
    return spark.read().format(format).load(HadoopPaths.escapeGlob(path(file))).schema();
  }

  private static void compare(String one, StructType a, String other, StructType b) {
    for (StructField field : a.fields()) {
      if (!Arrays.asList(b.fieldNames()).contains(field.name())) {
        throw differ(other, "has no column '" + field.name() + "', which " + path(one) + " has");
      }
      String type = field.dataType().catalogString();
      String otherType = b.apply(field.name()).dataType().catalogString();
      if (!type.equals(otherType)) {
        throw differ(
            other,
            String.format(
                "has column '%s' as %s, and %s as %s", field.name(), otherType, path(one), type));
      }
    }
    for (StructField field : b.fields()) {
      if (!Arrays.asList(a.fieldNames()).contains(field.name())) {
        throw differ(other, "has a column '" + field.name() + "', which " + path(one) + " lacks");
      }
    }
  }

  private static RequestException differ(String file, String how) {
    return new RequestException(
        String.format(
            "input file %s %s: give all files one schema, or say with --schema what to read",
            path(file), how));
  }
}
