package io.sparkmixup;

import io.sparkmixup.testing.LocalSpark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How rows lie and how Spark is set up.
 *
 * @param files the number of Parquet files; 0 for rows in memory
 * @param order seeds the order of the rows; 0 keeps it
 * @param inputs the number of partitions that are read
 * @param shuffles {@code spark.sql.shuffle.partitions}
 * @param adaptive whether execution is adaptive
 * @param ansi whether SQL is ANSI
 * @param tasks the number of partitions in which cells are mixed; 0 for what the library chooses
 */
record SampleLayout(
    int files, int order, int inputs, int shuffles, boolean adaptive, boolean ansi, int tasks) {

  static final SampleLayout PLAIN = new SampleLayout(0, 0, 1, 3, true, false, 0);

  /** A session of its own for the settings. */
  SparkSession session() {
    SparkSession session = LocalSpark.session().newSession();
    session.conf().set("spark.sql.shuffle.partitions", String.valueOf(shuffles));
    session.conf().set("spark.sql.adaptive.enabled", String.valueOf(adaptive));
    session.conf().set("spark.sql.ansi.enabled", String.valueOf(ansi));
    return session;
  }

  /** The rows in this layout; {@code folder} is for its files. */
  Dataset<Row> lay(SampleRows sample, String folder) {
    List<Row> rows = new ArrayList<>(sample.rows());
    if (order != 0) {
      Collections.shuffle(rows, new Random(order));
    }
    SparkSession session = session();
    Dataset<Row> memory = session.createDataFrame(rows, sample.schema());
    if (files == 0) {
      return memory.repartition(inputs);
    }
    memory.repartition(files).write().parquet(folder);
    return session.read().parquet(folder).coalesce(inputs);
  }
}
