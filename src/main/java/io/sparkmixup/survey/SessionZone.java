package io.sparkmixup.survey;

import java.time.ZoneId;
import org.apache.spark.sql.SparkSession;

/** The time zone in which a session's timestamps have days. */
final class SessionZone {

  private static final String SETTING = "spark.sql.session.timeZone";

  private SessionZone() {}

  static ZoneId of(SparkSession spark) {
    return of(spark.conf().get(SETTING));
  }

  /** As Spark reads it: beside what Java knows, short names and offsets of one digit. */
  static ZoneId of(String setting) {
    String padded =
        setting
            .replaceFirst("([+-])(\\d):", "$10$2:")
            .replaceFirst("([+-])(\\d\\d):(\\d)$", "$1$2:0$3");
    return ZoneId.of(padded, ZoneId.SHORT_IDS);
  }
}
