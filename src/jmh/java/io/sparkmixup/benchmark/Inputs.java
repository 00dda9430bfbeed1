package io.sparkmixup.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Parquet inputs in the work folder, each generated once from expressions of {@code id}. */
final class Inputs {

  static final int COLUMNS = 30;
  static final int PARTITIONS = 8;

  private final SparkSession spark;
  private final Path folder;

  Inputs(SparkSession spark, Path folder) {
    this.spark = spark;
    this.folder = folder;
  }

  /** The id and {@value #COLUMNS} Gaussian columns, each with a variance of 1. */
  String doubles(long rows) {
    return doubles(rows, COLUMNS);
  }

  String doubles(long rows, int columns) {
    return table(rows + "x" + columns, rows, withId(gaussians(columns)));
  }

  /** A table by expressions; the name has to say everything that they depend on. */
  String table(String name, long rows, List<String> expressions) {
    Path path = folder.resolve(name + ".parquet");
    if (!Files.exists(path.resolve("_SUCCESS"))) {
      spark
          .range(0, rows, 1, PARTITIONS)
          .selectExpr(expressions.toArray(new String[0]))
          .write()
          .mode("overwrite")
          .parquet(path.toString());
    }
    return path.toString();
  }

  static List<String> gaussians(int columns) {
    List<String> result = new ArrayList<>();
    for (int c = 1; c <= columns; c++) {
      result.add("randn(" + c + ") + " + c % 5 + " as c" + c);
    }
    return result;
  }

  static List<String> withId(List<String> expressions, String... more) {
    List<String> result = new ArrayList<>(List.of("id"));
    result.addAll(expressions);
    result.addAll(List.of(more));
    return result;
  }
}
