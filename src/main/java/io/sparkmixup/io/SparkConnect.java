package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import org.apache.spark.sql.SparkSession;

/**
 * Refuses sessions of Spark Connect: they run SQL on a server, not the code of this library.
 *
 * @see <a href="https://spark.apache.org/docs/latest/spark-connect-overview.html">Spark Connect</a>
 */
public final class SparkConnect {

  private static final String REFUSAL =
      "this is a session of Spark Connect, which cannot run spark-mixup: use a classic one, with"
          + " --master in place of --remote and without spark.api.mode=connect";

  private SparkConnect() {}

  /**
   * Looks at a session that is there.
   *
   * @throws RequestException if it is a client of a server
   */
  public static void refuse(SparkSession spark) {
    try {
      spark.sparkContext();
    } catch (UnsupportedOperationException | NoSuchMethodError e) {
      // Spark 4 has one interface for both kinds; the client of 3.5 has a class of its own.
      throw new RequestException(REFUSAL, e);
    }
  }

  /**
   * Looks at what {@code spark-submit} has set, before there is a session.
   *
   * @throws RequestException if the session would be a client of a server
   */
  public static void refuseSettings() {
    if (System.getenv("SPARK_REMOTE") != null
        || System.getProperty("spark.remote") != null
        || "connect".equalsIgnoreCase(System.getProperty("spark.api.mode"))) {
      throw new RequestException(REFUSAL);
    }
  }
}
