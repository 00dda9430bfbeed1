package io.sparkmixup.benchmark;

import io.sparkmixup.Mixup;
import io.sparkmixup.io.FileFormat;
import io.sparkmixup.verify.VerifyMode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Times whole jobs against the floor: the same read, one hash repartition with a sort, and the same
 * write, without mixing. All contenders take turns in one session; each round gives one ratio to
 * the floor of that round. Run by {@code submit-scripts/benchmark}.
 */
public final class WholeJobs {

  private static final int COLUMNS = 30;
  private static final int PARTITIONS = 8;

  /** Reads the input and writes the output. */
  @FunctionalInterface
  private interface Contender {
    void run(Dataset<Row> rows, String output) throws IOException;
  }

  private WholeJobs() {}

  /** Arguments: work folder, rows, counted rounds, warm-up rounds. */
  public static void main(String[] args) throws IOException {
    String folder = args[0];
    long rows = Long.parseLong(args[1]);
    int rounds = Integer.parseInt(args[2]);
    int warmUp = Integer.parseInt(args[3]);
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("spark-mixup benchmark")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate();
    String input = folder + "/" + rows + "x" + COLUMNS + ".parquet";
    if (!new File(input, "_SUCCESS").exists()) {
      generate(spark, rows, input);
    }
    Map<String, List<Double>> seconds = time(spark, input, folder + "/out", rounds, warmUp);
    print(spark, rows, rounds, warmUp, seconds);
    spark.stop();
  }

  private static void generate(SparkSession spark, long rows, String input) {
    List<String> columns = new ArrayList<>(List.of("id"));
    for (int c = 1; c <= COLUMNS; c++) {
      columns.add("randn(" + c + ") + " + c % 5 + " as c" + c);
    }
    spark
        .range(0, rows, 1, PARTITIONS)
        .selectExpr(columns.toArray(new String[0]))
        .write()
        .parquet(input);
  }

  private static Map<String, Contender> contenders() {
    Map<String, Contender> all = new LinkedHashMap<>();
    all.put(
        "floor",
        (rows, output) ->
            rows.repartition(PARTITIONS, functions.col("id"))
                .sortWithinPartitions("id")
                .write()
                .parquet(output));
    all.put(
        "ids, --verify off",
        (rows, output) ->
            Mixup.of(rows)
                .idColumns("id")
                .verify(VerifyMode.OFF)
                .writeTo(output, FileFormat.PARQUET));
    all.put(
        "ids, --verify fail",
        (rows, output) -> Mixup.of(rows).idColumns("id").writeTo(output, FileFormat.PARQUET));
    all.put(
        "no ids, --verify off",
        (rows, output) ->
            Mixup.of(rows.drop("id")).verify(VerifyMode.OFF).writeTo(output, FileFormat.PARQUET));
    all.put(
        "no ids, --verify fail",
        (rows, output) -> Mixup.of(rows.drop("id")).writeTo(output, FileFormat.PARQUET));
    return all;
  }

  private static Map<String, List<Double>> time(
      SparkSession spark, String input, String output, int rounds, int warmUp) throws IOException {
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    for (int round = -warmUp; round < rounds; round++) {
      for (Map.Entry<String, Contender> contender : contenders().entrySet()) {
        delete(Path.of(output));
        System.gc();
        long start = System.nanoTime();
        contender.getValue().run(spark.read().parquet(input), output);
        double elapsed = (System.nanoTime() - start) / 1e9;
        System.err.printf(
            Locale.ROOT, "round %d, %s: %.2f s%n", round, contender.getKey(), elapsed);
        if (round >= 0) {
          seconds.computeIfAbsent(contender.getKey(), k -> new ArrayList<>()).add(elapsed);
        }
      }
    }
    delete(Path.of(output));
    return seconds;
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static void print(
      SparkSession spark, long rows, int rounds, int warmUp, Map<String, List<Double>> seconds) {
    System.out.printf(
        Locale.ROOT,
        "%,d rows x %d doubles, Parquet in and out; %d rounds after %d; %s, Spark %s, Java %s, %d"
            + " cores, heap %d MB%n%n",
        rows,
        COLUMNS,
        rounds,
        warmUp,
        LocalDate.now(ZoneOffset.UTC),
        spark.version(),
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20);
    System.out.println("| | seconds, median | ratio to the floor: min | median | max |");
    System.out.println("|---|---|---|---|---|");
    for (String name : seconds.keySet()) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %.2f | %s%n",
          name,
          median(seconds.get(name)),
          ratios(seconds, name, "floor"));
    }
    System.out.printf("%n| `--verify fail` over `--verify off` | min | median | max |%n");
    System.out.println("|---|---|---|---|");
    for (String ids : List.of("ids", "no ids")) {
      System.out.printf(
          "| %s | %s%n", ids, ratios(seconds, ids + ", --verify fail", ids + ", --verify off"));
    }
  }

  /** Cells of a table: the least, the median and the largest ratio over the rounds. */
  private static String ratios(Map<String, List<Double>> seconds, String of, String to) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < seconds.get(of).size(); i++) {
      ratios.add(seconds.get(of).get(i) / seconds.get(to).get(i));
    }
    return String.format(
        Locale.ROOT,
        "%.2f | %.2f | %.2f |",
        Collections.min(ratios),
        median(ratios),
        Collections.max(ratios));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int n = sorted.size();
    return n % 2 == 1 ? sorted.get(n / 2) : (sorted.get(n / 2 - 1) + sorted.get(n / 2)) / 2;
  }
}
