package io.sparkmixup.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Runs the command line on tables of Hive, in a JVM whose session has them: a metastore in Derby.
 * The argument is an empty folder.
 */
public final class HiveRun {

  private HiveRun() {}

  /** Runs; the lines that start with {@code hive:} say what came out. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    System.setProperty("derby.system.home", folder.toString());
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.catalogImplementation", "hive")
            .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
            .getOrCreate();
    spark.sparkContext().setLogLevel("ERROR");
    spark.sql("create database h");
    spark.sql(
        "create table h.people stored as textfile"
            + " as select xxhash64(id) / 1e18 as x, concat('c', id % 3) as c from range(600)");
    spark.sql("create table h.divided (x double) partitioned by (c string) stored as orc");
    spark.sql("create view h.seen as select * from h.people");
    run("h.people", "h.made");
    run("h.people", "h.divided", "--mode", "append");
    run("h.seen", "h.divided", "--mode", "append", "--seed", "2");
    run("h.divided", "h.people", "--mode", "overwrite", "--filter", "c = 'c1'");
    run("h.people", "h.seen", "--mode", "overwrite");
    for (String table : new String[] {"made", "divided", "people"}) {
      spark.catalog().refreshTable("h." + table);
      System.out.println("hive: " + table + " " + spark.table("h." + table).count());
    }
    spark.stop();
    Files.createFile(folder.resolve("done"));
  }

  private static void run(String from, String to, String... options) {
    String[] command = new String[5 + options.length];
    command[0] = "synthesize";
    command[1] = "--input";
    command[2] = "table:" + from;
    command[3] = "--output";
    command[4] = "table:" + to;
    System.arraycopy(options, 0, command, 5, options.length);
    CommandRun run = CommandRun.onSpark(command);
    System.out.println("hive: " + to + " exit " + run.code());
    System.out.println(run.err());
  }
}
