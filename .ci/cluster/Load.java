import io.sparkmixup.Mixup;
import io.sparkmixup.MixupResult;
import io.sparkmixup.io.FileFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Load on one driver, by the library. Arguments: a work folder, and
 *
 * <ul>
 *   <li>rows N: writes N rows of eight doubles and a class as Parquet, the same everywhere
 *   <li>beside N: N jobs side by side on one session make what each makes alone
 *   <li>after N: N jobs one after another leave heap, threads and temporary files as they were
 * </ul>
 *
 * The folder for temporary files is to be the JVM's and Spark's own, so that all that stays there is seen.
 */
public final class Load {

  /** Of N jobs, the first N/WARM are the driver getting warm. */
  private static final int WARM = 4;

  private static final long MEGABYTE = 1 << 20;

  private final SparkSession spark;
  private final Path folder;

  private Load(SparkSession spark, Path folder) {
    this.spark = spark;
    this.folder = folder;
  }

  public static void main(String[] args) throws Exception {
    int n = Integer.parseInt(args[2]);
    boolean good;
    try (SparkSession spark = SparkSession.builder().appName("load").getOrCreate()) {
      Load load = new Load(spark, Path.of(args[0]));
      good =
          switch (args[1]) {
            case "rows" -> load.rows(n);
            case "beside" -> load.beside(n);
            case "after" -> load.after(n);
            default -> throw new IllegalArgumentException(args[1]);
          };
    }
    System.exit(good ? 0 : 1);
  }

  private boolean rows(long n) {
    List<String> columns = new ArrayList<>(List.of("CAST(id % 7 AS STRING) AS k"));
    for (int i = 0; i < 8; i++) {
      columns.add(String.format("(xxhash64(id, %d) & 1048575) / 1048576D AS x%d", i, i));
    }
    spark
        .range(0, n, 1, 24)
        .selectExpr(columns.toArray(String[]::new))
        .write()
        .parquet(folder.resolve("rows").toString());
    return true;
  }

  private MixupResult job(long seed, Path out) throws IOException {
    return Mixup.of(spark.read().parquet(folder.resolve("rows").toString()))
        .label("k")
        .seed(seed)
        .writeTo(out.toString(), FileFormat.PARQUET);
  }

  private boolean beside(int n) throws Exception {
    rows(100_000);
    List<String> alone = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < n; i++) {
      alone.add(fingerprint(job(i, folder.resolve("alone" + i))));
    }
    double aloneSeconds = (System.nanoTime() - start) / 1e9;
    ExecutorService threads = Executors.newFixedThreadPool(n);
    List<Future<MixupResult>> jobs = new ArrayList<>();
    start = System.nanoTime();
    for (int i = 0; i < n; i++) {
      int seed = i;
      jobs.add(threads.submit(() -> job(seed, folder.resolve("beside" + seed))));
    }
    List<String> beside = new ArrayList<>();
    for (Future<MixupResult> job : jobs) {
      beside.add(fingerprint(job.get()));
    }
    threads.shutdown();
    boolean same = beside.equals(alone) && beside.stream().distinct().count() == n;
    System.out.printf(
        Locale.ROOT,
        "%d jobs of 100,000 rows: one after another %.1f s, side by side %.1f s; same bits: %b%n",
        n, aloneSeconds, (System.nanoTime() - start) / 1e9, same);
    return same;
  }

  private static String fingerprint(MixupResult result) {
    return result.verification().orElseThrow().output().toString();
  }

  /** What a driver holds. */
  private record Held(int jobs, double heap, int threads, long files) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "| %d | %.1f | %d | %d |", jobs, heap, threads, files);
    }
  }

  private boolean after(int n) throws Exception {
    rows(10_000);
    List<Held> held = new ArrayList<>();
    System.out.println("| jobs done | heap after GC, MB | threads | temporary files |");
    System.out.println("|---|---|---|---|");
    Path out = folder.resolve("out");
    for (int i = 1; i <= n; i++) {
      job(i, out);
      try (Stream<Path> files = Files.walk(out)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
      if (i % Math.max(1, n / 20) == 0) {
        held.add(held(i));
        System.out.println(held.get(held.size() - 1));
      }
    }
    // Spark's pools keep a thread for a minute: how many there are goes up and down with the jobs of a minute.
    List<Held> warm = held.subList(held.size() / WARM, held.size());
    Held before = most(warm.subList(0, warm.size() / 2));
    Held after = most(warm.subList(warm.size() / 2, warm.size()));
    boolean flat =
        after.heap <= 1.05 * before.heap + 1
            && after.threads <= 1.1 * before.threads + 5
            && after.files <= before.files;
    System.out.println("flat from job " + warm.get(0).jobs + " on: " + flat);
    return flat;
  }

  private static Held most(List<Held> held) {
    return new Held(
        held.get(held.size() - 1).jobs,
        held.stream().mapToDouble(Held::heap).max().orElseThrow(),
        held.stream().mapToInt(Held::threads).max().orElseThrow(),
        held.stream().mapToLong(Held::files).max().orElseThrow());
  }

  /** After a collection, and when Spark has taken away what nobody refers to any more. */
  private Held held(int jobs) throws Exception {
    Held now = null;
    for (int quiet = 0; quiet < 3; ) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(500);
      Held next =
          new Held(
              jobs,
              (double) ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE,
              ManagementFactory.getThreadMXBean().getThreadCount(),
              files(Path.of(System.getProperty("java.io.tmpdir"))));
      quiet = now != null && next.files >= now.files && next.heap >= 0.99 * now.heap ? quiet + 1 : 0;
      now = next;
    }
    return now;
  }

  private static long files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).count();
    }
  }
}
