package io.sparkmixup.cli;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkContext;

/**
 * What happens when the process is asked to end (SIGTERM, Ctrl-C) while it works: Spark's jobs are
 * cancelled, so that the work fails at once and takes away what it has staged. What is being
 * published at that moment is published.
 */
final class Termination implements AutoCloseable {

  /** Before Spark ends its context, and Hadoop closes its file systems. */
  private static final int PRIORITY = 100;

  /** Cluster managers kill after half a minute, or sooner. */
  private static final long PATIENCE_SECONDS = 25;

  /** The work may be between two jobs when it is cancelled, and begin the next. */
  private static final long AGAIN_MILLIS = 100;

  private final SparkContext spark;
  private final PrintStream err;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Runnable hook = this::stop;
  private volatile boolean asked;

  private Termination(SparkContext spark, PrintStream err) {
    this.spark = spark;
    this.err = err;
  }

  /** Watches over work that begins now, and ends with {@link #close}. */
  static Termination watch(SparkContext spark, PrintStream err) {
    Termination termination = new Termination(spark, err);
    ShutdownHookManager.get()
        .addShutdownHook(termination.hook, PRIORITY, PATIENCE_SECONDS + 5, TimeUnit.SECONDS);
    return termination;
  }

  /** Whether the process was asked to end. */
  boolean asked() {
    return asked;
  }

  private void stop() {
    asked = true;
    err.println("spark-mixup: asked to end: stopping");
    long patience = TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS);
    try {
      do {
        spark.cancelAllJobs();
        patience -= AGAIN_MILLIS;
      } while (!ended.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS) && patience > 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The work has ended, and taken away what it had staged. */
  @Override
  public void close() {
    ended.countDown();
    if (!asked) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
  }
}
