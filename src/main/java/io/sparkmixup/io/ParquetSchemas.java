package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
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
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Whether Parquet files agree on their columns. Spark takes the schema of one file for all: a
 * column that others have besides is lost, and one that they lack comes out null, without a word.
 *
 * <p>All footers are read, in one job; what reaches the driver are the schemas that differ, each
 * with the first of its files. Order and nullability of columns may differ.
 */
final class ParquetSchemas {

  /** What Spark writes its own form of the schema under. */
  private static final String SPARK_SCHEMA = "org.apache.spark.sql.parquet.row.metadata";

  /** Files that a task reads the footers of, at most where there are few. */
  private static final int FILES_PER_TASK = 32;

  /** Schemas that are looked at: one that differs is enough to refuse. */
  private static final int MOST = 16;

  private ParquetSchemas() {}

  /** A footer's schema and the file it stands in. */
  private record Found(String schema, String file) implements Serializable {}

  /**
   * Compares the schemas of all files of a dataset.
   *
   * @throws RequestException where they differ: it names the files and the column
   */
  static void check(SparkSession spark, Dataset<Row> rows) {
    List<String> files = Arrays.stream(rows.inputFiles()).sorted().toList();
    if (files.size() < 2) {
      return;
    }
    List<String> distinct = distinct(spark, files);
    StructType first = schema(spark, distinct.get(0));
    for (String file : distinct.subList(1, distinct.size())) {
      compare(distinct.get(0), first, file, schema(spark, file));
    }
  }

  /** The first file of each schema. */
  private static List<String> distinct(SparkSession spark, List<String> files) {
    HashMap<String, String> conf = new HashMap<>();
    spark.sparkContext().hadoopConfiguration().forEach(e -> conf.put(e.getKey(), e.getValue()));
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<HashMap<String, String>> settings = context.broadcast(conf);
    try {
      return context
          .parallelize(files, Math.max(1, files.size() / FILES_PER_TASK))
          .mapPartitions(part -> firsts(part, settings.value()))
          .collect()
          .stream()
          .collect(Collectors.toMap(Found::schema, Found::file, (a, b) -> a, TreeMap::new))
          .values()
          .stream()
          .sorted()
          .limit(MOST)
          .toList();
    } finally {
      settings.destroy();
    }
  }

  private static Iterator<Found> firsts(Iterator<String> files, Map<String, String> settings)
      throws IOException {
    Configuration conf = new Configuration(false);
    settings.forEach(conf::set);
    Map<String, Found> found = new TreeMap<>();
    while (files.hasNext()) {
      String file = files.next();
      String schema = footer(file, conf);
      if (found.size() < MOST) {
        found.putIfAbsent(schema, new Found(schema, file));
      }
    }
    return found.values().iterator();
  }

  private static String footer(String file, Configuration conf) throws IOException {
    Path path = path(file);
    try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(path, conf))) {
      FileMetaData data = reader.getFileMetaData();
      return data.getSchema() + data.getKeyValueMetaData().getOrDefault(SPARK_SCHEMA, "");
    } catch (RuntimeException e) {
      // Parquet's own complaints do not all name the file.
      throw new UncheckedIOException(
          new IOException("Could not read footer while reading file " + file + ". ", e));
    }
  }

  private static Path path(String file) {
    return new Path(URI.create(file));
  }

  private static StructType schema(SparkSession spark, String file) {
    return spark.read().parquet(HadoopPaths.escapeGlob(path(file))).schema();
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
