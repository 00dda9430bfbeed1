package io.sparkmixup.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Measures the tables that are asked for, in one session, and prints them as Markdown. */
public final class Benchmarks {

  /** Measures one table, or a few that belong together. */
  @FunctionalInterface
  private interface Table {
    void measure(Bench bench) throws Exception;
  }

  private Benchmarks() {}

  private static Map<String, Table> tables() {
    Map<String, Table> all = new LinkedHashMap<>();
    all.put("jobs", WholeJobs::measure);
    all.put("mixed", MixedTable::measure);
    all.put("ratio", Ratio::measure);
    all.put("skew", Skew::measure);
    all.put("growth", Growth::measure);
    all.put("covariance", CachedCovariance::measure);
    all.put("kernels", Kernels::measure);
    // Last: it may build the jar, and so rewrite the classes that this runs from.
    all.put("commands", CommandsWithoutSpark::measure);
    return all;
  }

  /**
   * Arguments: work folder, rows, counted rounds, warm-up rounds, most rows of the growth, names of
   * tables separated by commas (empty for all), the Python to try.
   */
  public static void main(String[] args) throws Exception {
    List<String> asked = List.of(args[5].split(",", -1));
    Path folder = Path.of(args[0]);
    Timer timer = new Timer(folder, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    try (SparkSession spark = session()) {
      Bench bench =
          new Bench(
              spark,
              new Inputs(spark, folder),
              timer,
              new Report(System.out),
              Numpy.of(args[6]),
              folder,
              Long.parseLong(args[1]),
              Long.parseLong(args[4]));
      bench.report().conditions(bench);
      for (Map.Entry<String, Table> table : tables().entrySet()) {
        if (args[5].isEmpty() || asked.contains(table.getKey())) {
          table.getValue().measure(bench);
        }
      }
    }
    if (timer.failed()) {
      throw new IOException("not everything ran: see the tables");
    }
  }

  private static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("spark-mixup benchmark")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate();
  }
}
