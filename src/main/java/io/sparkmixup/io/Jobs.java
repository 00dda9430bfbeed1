package io.sparkmixup.io;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.sql.SparkSession;

/** Names Spark jobs for the person who reads the Spark UI. */
public final class Jobs {

  private static final String DESCRIPTION = "spark.job.description";

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(20);

  private Jobs() {}

  /**
   * Waits until no task runs: those of a job that failed run on for a moment, and write. Not longer
   * than ten seconds, since they may be another job's.
   */
  static void awaitTasks(SparkSession spark) {
    SparkStatusTracker status = spark.sparkContext().statusTracker();
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    try {
      while (System.nanoTime() < end
          && Arrays.stream(status.getExecutorInfos()).anyMatch(e -> e.numRunningTasks() > 0)) {
        Thread.sleep(POLL.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs an action under a description, and puts the caller's own back. */
  public static <T> T describe(SparkSession spark, String description, Supplier<T> action) {
    SparkContext context = spark.sparkContext();
    String before = context.getLocalProperty(DESCRIPTION);
    // Addresses stand in it.
    context.setJobDescription(Secrets.redacted(description));
    try {
      return action.get();
    } finally {
      context.setJobDescription(before);
    }
  }
}
