package io.sparkmixup.utility;

import io.sparkmixup.RequestException;
import io.sparkmixup.io.Jobs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/** The rows that are trained on, and those that are held out; kept until they are given back. */
final class Sets implements AutoCloseable {

  /** The share of originals that are held out where no rows are given for that. */
  private static final double HELD_OUT = 0.25;

  private static final long MOST_TRAINING = 200_000;
  private static final long MOST_HELD_OUT = 50_000;

  /** Rows of many columns are fewer: so many values are trained on at the most. */
  private static final long MOST_VALUES = 20_000_000;

  private static final long FEWEST = 20;

  private static final List<Source> SOURCES =
      List.of(Source.REAL, Source.BOOTSTRAP, Source.SYNTHETIC);

  private final SparkSession spark;
  private final Features features;
  private final String label;
  private final long most;
  private final List<JavaRDD<?>> kept = new ArrayList<>();
  private Set real;
  private Set bootstrap;
  private Set synthetic;
  private Set heldOut;

  /** Rows, and how many there are. */
  record Set(Dataset<byte[]> rows, long count) {}

  /**
   * @param components how many numbers a row has, about
   */
  Sets(SparkSession spark, Features features, String label, long components) {
    this.spark = spark;
    this.features = features;
    this.label = label;
    most = Math.max(1000, Math.min(MOST_TRAINING, MOST_VALUES / components));
  }

  /**
   * Draws real rows to train on, their bootstrap, and held-out rows.
   *
   * @param count how many originals there are
   * @throws RequestException if they are too few
   */
  void drawReal(Dataset<Row> original, Optional<Dataset<Row>> holdout, long count) {
    double share = holdout.isPresent() ? 0 : HELD_OUT;
    long held = Math.min(most, MOST_HELD_OUT);
    Drawn.Shares shares =
        new Drawn.Shares(share, held / (share * count), most / ((1 - share) * count));
    Dataset<Drawn> drawn =
        described(
            "spark-mixup: real rows",
            () -> keep(draw(original, shares), Encoders.bean(Drawn.class)));
    real = set(drawn, Drawn.Use.TRAIN, "real rows to train on");
    bootstrap = set(drawn, Drawn.Use.BOOTSTRAP, "a bootstrap of them");
    Dataset<Drawn> apart =
        holdout
            .map(h -> draw(h, new Drawn.Shares(1, (double) held / Math.max(1, h.count()), 0)))
            .orElse(drawn);
    heldOut = set(apart, Drawn.Use.HELD_OUT, "held-out rows");
    if (real.count() < FEWEST || heldOut.count() < FEWEST) {
      throw refused(
          "%d real rows with a value of '%s' to train on and %d held out; there have to be %d of"
              + " each",
          real.count(), label, heldOut.count(), FEWEST);
    }
  }

  /**
   * Draws synthetic rows, about as many as there are real ones to train on.
   *
   * @param count how many there are
   * @throws RequestException if none has a label
   */
  void drawSynthetic(Dataset<Row> rows, long count) {
    double share = (double) real.count() / count;
    synthetic =
        set(
            draw(rows, new Drawn.Shares(0, 0, share)),
            Drawn.Use.TRAIN,
            "synthetic rows to train on");
    if (synthetic.count() == 0) {
      throw refused("no synthetic row has a value of '%s' to train on", label);
    }
  }

  private Dataset<Drawn> draw(Dataset<Row> rows, Drawn.Shares shares) {
    Dataset<byte[]> labelled =
        features.fields().encoded(rows).mapPartitions(features.labelled(), Encoders.BINARY());
    return Drawn.of(labelled, shares);
  }

  private Set set(Dataset<Drawn> drawn, Drawn.Use use, String what) {
    return described(
        "spark-mixup: " + what,
        () -> {
          Dataset<byte[]> rows = keep(Drawn.rows(drawn, use, most), Encoders.BINARY());
          return new Set(rows, rows.count());
        });
  }

  private <T> T described(String what, Supplier<T> action) {
    return Jobs.describe(spark, what, action);
  }

  /**
   * Kept as an RDD: Spark plans a cached Dataset without looking at sizes, and small rows would be
   * shuffled into hundreds of partitions.
   */
  private <T> Dataset<T> keep(Dataset<T> rows, Encoder<T> encoder) {
    JavaRDD<T> found = rows.javaRDD().persist(StorageLevel.MEMORY_AND_DISK());
    kept.add(found);
    return spark.createDataset(found.rdd(), encoder);
  }

  Set heldOut() {
    return heldOut;
  }

  /**
   * The classes that real rows have, in order.
   *
   * @throws RequestException if there is one alone, or more than can be told apart
   */
  List<String> classes() {
    if (!features.isClass()) {
      return List.of();
    }
    TreeSet<String> all = new TreeSet<>(classes(real, "real").keySet());
    if (all.size() < 2) {
      throw oneValue();
    }
    all.addAll(classes(heldOut, "held-out").keySet());
    return List.copyOf(all);
  }

  private Map<String, Long> classes(Set rows, String which) {
    Map<String, Long> classes = Categories.classes(rows.rows(), features, Utility.MOST_CLASSES + 1);
    if (classes.size() > Utility.MOST_CLASSES) {
      throw refused(
          "'%s' has more than %d classes among the %s rows: name a label with fewer, or a number",
          label, Utility.MOST_CLASSES, which);
    }
    return classes;
  }

  /**
   * Trains all learners on real rows, on the bootstrap and on synthetic rows, at the same time: few
   * rows leave most of a machine idle.
   *
   * @throws RequestException if there is nothing to predict
   */
  List<Training> train() {
    if (!features.isClass()
        && !Preparation.of(real.rows(), features, real.count()).targetVaries()) {
      throw oneValue();
    }
    ExecutorService threads = Executors.newFixedThreadPool(SOURCES.size());
    try {
      List<Future<Training>> running =
          SOURCES.stream().map(source -> threads.submit(() -> train(source))).toList();
      List<Training> result = new ArrayList<>();
      for (Future<Training> training : running) {
        result.add(training.get());
      }
      return result;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RequestException refusal
          ? refusal
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while training", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private Training train(Source source) {
    Set set = of(source);
    return described(
        "spark-mixup: training on rows: " + source,
        () ->
            Training.of(
                source,
                features,
                set,
                features.isClass() ? classes(set, source.toString()) : Map.of()));
  }

  private Set of(Source source) {
    return switch (source) {
      case REAL -> real;
      case BOOTSTRAP -> bootstrap;
      case SYNTHETIC -> synthetic;
      case CONSTANT -> throw new IllegalArgumentException(source + " has no rows");
    };
  }

  private RequestException oneValue() {
    return refused(
        "'%s' has one value alone in the %,d real rows to train on: there is nothing to predict",
        label, real.count());
  }

  private static RequestException refused(String format, Object... values) {
    return new RequestException("--utility: " + String.format(Locale.ROOT, format, values));
  }

  /** Gives back what was kept. */
  @Override
  public void close() {
    kept.forEach(JavaRDD::unpersist);
  }
}
