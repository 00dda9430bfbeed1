package io.sparkmixup;

import io.sparkmixup.io.FileFormat;
import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The example of the README, which {@link ReadmeTest} compares with it and runs. */
final class LibraryExample {

  private LibraryExample() {}

  static MixupResult run(SparkSession spark, String output) throws IOException {
    // example: library
    Dataset<Row> rows =
        spark
            .read()
            .option("header", "true")
            .option("inferSchema", "true")
            .option("nullValue", "NA")
            .csv("notebooks/data/penguins.csv");

    MixupResult result =
        Mixup.of(rows).label("species").copy("year").seed(7).writeTo(output, FileFormat.PARQUET);

    result.verdict().ifPresent(verdict -> System.out.println(verdict.sentence()));
    // end of example
    return result;
  }
}
