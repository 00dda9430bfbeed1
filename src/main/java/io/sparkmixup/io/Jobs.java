package io.sparkmixup.io;

import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** Names Spark jobs for the person who reads the Spark UI. */
public final class Jobs {

  private static final String DESCRIPTION = "spark.job.description";

  private Jobs() {}

  /** Runs an action under a description, and puts the caller's own back. */
  public static <T> T describe(SparkSession spark, String description, Supplier<T> action) {
    SparkContext context = spark.sparkContext();
    String before = context.getLocalProperty(DESCRIPTION);
    context.setJobDescription(description);
    try {
      return action.get();
    } finally {
      context.setJobDescription(before);
    }
  }
}
