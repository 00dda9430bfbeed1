package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.testing.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tables in and out: of Spark's own catalog, and of Apache Iceberg's on local disk, by the real
 * runtime jar.
 */
class TablesTest {

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private Path folder;

  @BeforeEach
  void fill() {
    for (String database : List.of("spark_catalog.mixup", "ice.mixup")) {
      SPARK.sql("create database " + database);
      String using = database.startsWith("ice") ? "iceberg" : "parquet";
      SPARK.sql(
          "create table "
              + database
              + ".people using "
              + using
              + " as select xxhash64(id) / 1e18 as x, cast(id % 50 as int) as n,"
              + " concat('c', id % 3) as c from range(600)");
    }
  }

  @AfterEach
  void empty() {
    for (String database : List.of("spark_catalog.mixup", "ice.mixup")) {
      for (var table : SPARK.sql("show tables in " + database).collectAsList()) {
        SPARK.sql("drop table " + database + ".`" + table.getString(1) + "`");
      }
      SPARK.sql("drop database " + database);
    }
    assertThat(Path.of(System.getProperty("java.io.tmpdir"), ".spark-mixup")).doesNotExist();
  }

  private static CommandRun synthesize(String input, String output, String... options) {
    List<String> args =
        new ArrayList<>(List.of("synthesize", "--input", input, "--output", output));
    args.addAll(Arrays.asList(options));
    return CommandRun.onSpark(args.toArray(String[]::new));
  }

  private static void done(String input, String output, String... options) {
    CommandRun run = synthesize(input, output, options);
    assertThat(run.code()).as(run.err() + run.out()).isEqualTo(ExitCodes.DONE);
    assertThat(run.out()).contains("output      " + output + "\n", "verdict     passed");
  }

  private static void refused(String message, CommandRun run) {
    assertThat(run.err()).contains("spark-mixup: " + message);
    assertThat(run.code()).isEqualTo(ExitCodes.REFUSED);
  }

  private static long count(String table) {
    // Another session has written, and this one remembers what it saw.
    SPARK.catalog().refreshTable(table);
    return SPARK.table(table).count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mixup", "ice.mixup"})
  void tablesAreMadeReplacedAndAddedTo(String database) {
    String in = "table:" + database + ".people";
    String made = database + ".made";
    done(in, "table:" + made, "--label", "c", "--partition-by", "c");
    assertThat(SPARK.table(made).schema()).isEqualTo(SPARK.table(in.substring(6)).schema());
    assertThat(count(made)).isEqualTo(600);

    refused(
        "output table:" + made + " exists already: name another, or use --mode overwrite or append",
        synthesize(in, "table:" + made));

    done(in, "table:" + made, "--label", "c", "--mode", "append", "--seed", "2");
    assertThat(count(made)).isEqualTo(1200);
    assertThat(SPARK.table(made).distinct().count()).isEqualTo(1200);

    done(in, "table:" + made, "--mode", "overwrite", "--filter", "c = 'c1'");
    assertThat(count(made)).isEqualTo(200);
    assertThat(SPARK.table(made).select("c").distinct().count()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mixup", "ice.mixup"})
  void whatFailsVerificationNeverComesNear(String database) {
    String in = "table:" + database + ".people";
    CommandRun run =
        synthesize(
            in,
            "table:" + database + ".made",
            "--max-verbatim",
            "0",
            "--law",
            "fixed",
            "--partner-weight",
            "0",
            "--verify",
            "withhold");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCodes.NOT_VERIFIED);
    assertThat(SPARK.catalog().tableExists(database + ".made")).isFalse();
  }

  /** Iceberg has no smaller whole number than the int; it holds the values of the others. */
  @Test
  void smallWholeNumbersAreIntsToIceberg() {
    String in = "table:ice.mixup.people";
    String small =
        "select x, cast(n as smallint) as n, array(cast(n as tinyint)) as a, c from input";
    for (String mode : List.of("errorifexists", "append", "overwrite")) {
      CommandRun run =
          synthesize(
              in,
              "table:ice.mixup.made",
              "--sql",
              small,
              "--mode",
              mode,
              "--copy",
              "a",
              "--verify",
              "withhold");
      String place = mode.equals("errorifexists") ? "iceberg" : "the table";
      assertThat(run.err())
          .contains(
              "spark-mixup: warning: column 'n' is of type smallint, of which "
                  + place
                  + " makes int: its values stay\n",
              "spark-mixup: warning: column 'a' is of type array<tinyint>, of which "
                  + place
                  + " makes array<int>: its values stay\n");
      assertThat(run.code()).as(run.err()).isEqualTo(ExitCodes.DONE);
    }
    assertThat(count("ice.mixup.made")).isEqualTo(600);
    assertThat(SPARK.table("ice.mixup.made").schema().simpleString())
        .isEqualTo("struct<x:double,n:int,a:array<int>,c:string>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "interval '1' year; interval year",
        "array(interval '1' day); array<interval day>",
      })
  void whatIcebergCannotHoldIsRefused(String value, String type) {
    CommandRun run =
        synthesize(
            "table:ice.mixup.people",
            "table:ice.mixup.made",
            "--sql",
            "select *, " + value + " as v from input");
    refused(
        "column 'v' is of type "
            + type
            + ", which iceberg cannot hold; cast it by --sql, or drop it",
        run);
    assertThat(SPARK.catalog().tableExists("ice.mixup.made")).isFalse();
  }

  /** What counts is what a reader finds: here text that the table pads. */
  @Test
  void aTableThatChangesWhatItTakesIsFound() {
    SPARK.sql("create table mixup.padded (x double, n int, c char(5)) using parquet");
    String in = "table:mixup.people";
    CommandRun run = synthesize(in, "table:mixup.padded", "--mode", "overwrite");
    assertThat(run.err())
        .contains(
            "spark-mixup: the output holds other rows than were verified: 600 of them, in place of"
                + " 600 (fingerprints ");
    assertThat(run.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(
            synthesize(in, "table:mixup.padded", "--mode", "overwrite", "--verify", "off").code())
        .as("nobody asked")
        .isEqualTo(ExitCodes.DONE);
  }

  @Test
  void anOverwriteIsOneCommitOfIceberg() {
    String in = "table:ice.mixup.people";
    done(in, "table:ice.mixup.made");
    done(in, "table:ice.mixup.made", "--mode", "overwrite", "--seed", "3");
    assertThat(
            SPARK
                .sql("select operation from ice.mixup.made.snapshots order by committed_at")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("append", "overwrite");
  }

  @Test
  void filesToTablesAndBack() throws Exception {
    String csv =
        Files.writeString(
                folder.resolve("in.csv"), "x,g\n" + "1.5,a\n2.5,a\n3.5,a\n7.25,a\n".repeat(40))
            .toString();
    done(csv, "table:mixup.from_csv", "--max-verbatim", "1");
    done(
        "table:mixup.from_csv",
        folder.resolve("out").toString(),
        "--output-format",
        "json",
        "--max-verbatim",
        "1");
    assertThat(SPARK.read().json(folder.resolve("out").toString()).count()).isEqualTo(160);
  }

  /** As {@code branch_NAME} after the table's name. */
  @Test
  void branchesOfIcebergAreReadAndWritten() {
    SPARK.sql("alter table ice.mixup.people create branch one");
    SPARK.sql("alter table ice.mixup.people create tag then");
    SPARK.sql("create table ice.mixup.other as select * from ice.mixup.people");
    SPARK.sql("alter table ice.mixup.other create branch two");
    SPARK.sql("alter table ice.mixup.other create tag before");
    SPARK.sql("delete from ice.mixup.people");
    done(
        "table:ice.mixup.people.branch_one",
        "table:ice.mixup.other.branch_two",
        "--mode",
        "append");
    assertThat(count("ice.mixup.other")).isEqualTo(600);
    assertThat(count("ice.mixup.other.branch_two")).isEqualTo(1200);
    done(
        "table:ice.mixup.people.tag_then",
        "table:ice.mixup.other.branch_two",
        "--mode",
        "overwrite",
        "--rows",
        "70");
    assertThat(count("ice.mixup.other")).isEqualTo(600);
    assertThat(count("ice.mixup.other.branch_two")).isEqualTo(70);
    refused(
        "output table:ice.mixup.other.tag_before is a table as it was once: name the table, or a"
            + " branch of it (branch_NAME)",
        synthesize(
            "table:ice.mixup.people.tag_then",
            "table:ice.mixup.other.tag_before",
            "--mode",
            "append"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "mixup.absent; mixup.made; ; input table:mixup.absent does not exist; for tables of Hive",
        "ice.mixup.absent; mixup.made; ; input table:ice.mixup.absent does not exist",
        "ice.mixup.people.branch_x; mixup.made; ; table:ice.mixup.people.branch_x: Cannot use branch (does not exist): x; name a branch or snapshot that is there",
        "mixup.people; ice.mixup.people.branch_x; ; table:ice.mixup.people.branch_x: Cannot use branch (does not exist): x; name a branch or snapshot that is there",
        "mixup.people; ice.mixup.people.branch_main; ; output table:ice.mixup.people.branch_main exists already",
        "mixup..x; mixup.made; ; table:mixup..x is no name of a table: write table:NAME or",
        "mixup.people; nowhere.made; ; output table:nowhere.made: there is no database",
        "mixup.people; mixup.people; --mode overwrite; output table:mixup.people overlaps",
        "ice.mixup.people; ice.mixup.people; --mode append; output table:ice.mixup.people overlaps",
        "mixup.people; mixup.narrow; --mode append; output table:mixup.narrow does not fit: it has no column 'n'",
        "mixup.people; mixup.wide; --mode append; output table:mixup.wide does not fit: the output has no column 'z' for it",
        "mixup.people; mixup.other; --mode append; output table:mixup.other does not fit: its column 'x' is of type float",
        "mixup.people; mixup.other; --mode append --partition-by c; output table:mixup.other exists, and stays as it is defined: leave out --partition-by",
        "mixup.people; mixup.a_view; --mode append; output table:mixup.a_view is a view",
        "mixup.people; mixup.made; --null-values NA; --null-values is for csv",
        "mixup.people; mixup.made; --input-format csv; --input-format is not for table:",
        "mixup.people; mixup.made; --schema x~DOUBLE; --schema is not for table:mixup.people: its catalog",
        "mixup.people a.csv; mixup.made; ; input table:mixup.people, a.csv: a table has to be the only input",
      })
  void wrongRequests(String input, String output, String options, String message) {
    SPARK.sql("create table mixup.narrow (x double, c string) using parquet");
    SPARK.sql("create table mixup.wide (x double, n int, c string, z int) using parquet");
    SPARK.sql("create table mixup.other (x float, n int, c string) using parquet");
    SPARK.sql("create view mixup.a_view as select 1d as x, 1 as n, 'c' as c");
    List<String> args = new ArrayList<>(List.of("synthesize", "--output", "table:" + output));
    for (String word : options == null ? new String[0] : options.split(" ")) {
      args.add(word.replace('~', ' '));
    }
    args.add("--input");
    if (input.endsWith(" a.csv")) {
      args.add("table:" + input.replace(" a.csv", ""));
      args.add("a.csv");
    } else {
      args.add("table:" + input);
    }
    try {
      refused(message, CommandRun.onSpark(args.toArray(String[]::new)));
      assertThat(SPARK.catalog().tableExists("mixup.made")).isFalse();
      assertThat(count("mixup.narrow") + count("mixup.wide") + count("mixup.other")).isZero();
      assertThat(count("mixup.people")).isEqualTo(600);
    } finally {
      SPARK.sql("drop view mixup.a_view");
    }
  }
}
