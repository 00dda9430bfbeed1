package io.sparkmixup.cli;

import io.sparkmixup.golden.AllTypes;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.spark.sql.SparkSession;

/**
 * Runs the golden job of every type in a JVM and a session whose settings are as far from the usual
 * ones as they go. The argument is an empty folder. See {@link AllTypes} for the rows.
 */
public final class HostileRun {

  private HostileRun() {}

  /** Runs. */
  public static void main(String[] args) {
    // A zone with odd offsets, and a language of which lower case is not that of English.
    TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    SparkSession.builder()
        .master("local[2]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        // The one setting that a user may choose: files mean the same in every zone.
        .config("spark.sql.session.timeZone", "Asia/Kathmandu")
        .config("spark.sql.ansi.enabled", "true")
        .config("spark.sql.caseSensitive", "false")
        .config("spark.sql.timestampType", "TIMESTAMP_NTZ")
        .config("spark.sql.legacy.timeParserPolicy", "LEGACY")
        .config("spark.sql.parquet.datetimeRebaseModeInRead", "LEGACY")
        .config("spark.sql.parquet.datetimeRebaseModeInWrite", "LEGACY")
        .config("spark.sql.parquet.int96RebaseModeInRead", "LEGACY")
        .config("spark.sql.parquet.int96RebaseModeInWrite", "EXCEPTION")
        .config("spark.sql.parquet.outputTimestampType", "INT96")
        .config("spark.sql.parquet.mergeSchema", "true")
        .config("spark.sql.parquet.binaryAsString", "true")
        .config("spark.sql.sources.partitionColumnTypeInference.enabled", "true")
        .config("spark.sql.variable.substitute", "true")
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.files.maxPartitionBytes", "20000")
        .getOrCreate()
        .sparkContext()
        .setLogLevel("ERROR");
    CommandRun run =
        CommandRun.onSpark(
            "synthesize",
            "--input",
            "src/test/resources/golden/alltypes.parquet",
            "--mix",
            "b,s,i,l,f,d,dec9,dec38,doubles,longs,vector",
            "--id-columns",
            "k",
            "--seed",
            "7",
            "--output",
            args[0] + "/out",
            "--report",
            args[0] + "/report");
    System.out.println(run.err());
    if (run.code() != 0) {
      throw new IllegalStateException("exit " + run.code());
    }
  }
}
