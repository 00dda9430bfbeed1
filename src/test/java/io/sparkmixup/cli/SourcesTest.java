package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.testing.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources of Spark by their own names: JDBC with Apache Derby in memory, and secrets. */
class SourcesTest {

  private static final SparkSession SPARK = LocalSpark.session();
  private static final String URL = "jdbc:derby:memory:mixup;create=true;user=me";
  private static final String DRIVER = "org.apache.derby.iapi.jdbc.AutoloadedDriver";

  @TempDir private static Path folder;

  private static Connection database;

  @BeforeAll
  static void connect() throws Exception {
    System.setProperty("derby.stream.error.file", folder.resolve("derby.log").toString());
    Class.forName(DRIVER);
    database = DriverManager.getConnection(URL + ";password=tiger");
    Files.writeString(folder.resolve("password"), "tiger\n");
    SPARK
        .range(500)
        .selectExpr("id", "xxhash64(id) / 1e18 as x", "cast(id % 9 as double) as y")
        .write()
        .format("jdbc")
        .option("url", URL + ";password=tiger")
        .option("driver", DRIVER)
        .option("dbtable", "people")
        .save();
  }

  @AfterAll
  static void disconnect() throws Exception {
    database.close();
  }

  private static List<String> jdbc(String table) {
    return List.of(
        "url=" + URL,
        "driver=" + DRIVER,
        "dbtable=" + table,
        "password=@file:" + folder.resolve("password"));
  }

  private static CommandRun synthesize(String from, String to, String... options) {
    List<String> args = new ArrayList<>(List.of("synthesize"));
    args.addAll(List.of("--input-format", "jdbc", "--output-format", "jdbc"));
    jdbc(from).forEach(option -> args.addAll(List.of("--input-option", option)));
    jdbc(to).forEach(option -> args.addAll(List.of("--output-option", option)));
    args.addAll(Arrays.asList(options));
    return CommandRun.onSpark(args.toArray(String[]::new));
  }

  private static int count(String table) throws Exception {
    try (Statement statement = database.createStatement();
        ResultSet found = statement.executeQuery("select count(*) from " + table)) {
      found.next();
      return found.getInt(1);
    }
  }

  @Test
  void rowsGoFromTableToTable() throws Exception {
    CommandRun run = synthesize("people", "made", "--id-columns", "id");
    assertThat(run.code()).as(run.err() + run.out()).isEqualTo(ExitCodes.DONE);
    assertThat(run.out()).contains("output      jdbc made\n", "verdict     passed");
    assertThat(count("made")).isEqualTo(500);
    assertThat(run.out() + run.err()).doesNotContain("tiger");

    CommandRun again = synthesize("people", "made");
    assertThat(again.err())
        .contains("output jdbc made exists already: name another, or use --mode");
    assertThat(again.code()).isEqualTo(ExitCodes.REFUSED);

    assertThat(synthesize("people", "made", "--mode", "append").code()).isZero();
    assertThat(count("made")).isEqualTo(1000);
    assertThat(synthesize("people", "made", "--mode", "overwrite", "--rows", "70").code()).isZero();
    assertThat(count("made")).isEqualTo(70);
  }

  @Test
  void whatIsReadIsNotWrittenOver() throws Exception {
    CommandRun run = synthesize("people", "people", "--mode", "overwrite");
    assertThat(run.err())
        .contains("output jdbc people is what is read: name another place to write to");
    assertThat(run.code()).isEqualTo(ExitCodes.REFUSED);
    assertThat(count("people")).isEqualTo(500);
  }

  /** The table that is there would be dropped before the database says so. */
  @Test
  void whatNoColumnOfADatabaseHoldsIsRefusedBefore() throws Exception {
    assertThat(synthesize("people", "kept", "--id-columns", "id").code()).isZero();
    CommandRun run =
        synthesize(
            "people",
            "kept",
            "--mode",
            "overwrite",
            "--sql",
            "select id, x, array(x) as list from input");
    assertThat(run.err())
        .contains(
            "column 'list' is of type array<double>, which a database's column cannot hold; cast it"
                + " by --sql, or drop it");
    assertThat(run.code()).isEqualTo(ExitCodes.REFUSED);
    assertThat(count("kept")).isEqualTo(500);
  }

  /** Derby gives back as Spark's source says for most databases. */
  @Test
  void whatADatabaseGivesBackOtherwiseIsSaidBefore() {
    CommandRun run =
        synthesize(
            "people",
            "small",
            "--id-columns",
            "id",
            "--sql",
            "select id, x, cast(y as smallint) as s, cast(y as tinyint) as t,"
                + " to_timestamp_ntz('2020-01-01 00:00:00.5') as u from input");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCodes.DONE);
    String says =
        "spark-mixup: warning: column '%s' is of type %s, of which a database, mostly, makes ";
    assertThat(run.err().lines().filter(line -> line.contains("warning")))
        .containsExactly(
            String.format(says + "int: its values stay", "s", "smallint"),
            String.format(says + "int: its values stay", "t", "tinyint"),
            String.format(says + "timestamp: its values stay", "u", "timestamp_ntz"));
    assertThat(
            SPARK
                .read()
                .format("jdbc")
                .option("url", URL + ";password=tiger")
                .option("driver", DRIVER)
                .option("dbtable", "small")
                .load()
                .schema()
                .simpleString()
                .toLowerCase(Locale.ROOT))
        .isEqualTo("struct<id:bigint,x:double,s:int,t:int,u:timestamp>");
  }

  @Test
  void aWithheldOutputIsNotThere() {
    CommandRun run =
        synthesize(
            "people",
            "withheld",
            "--law",
            "beta",
            "--alpha",
            "1e-3",
            "--beta",
            "1e-3",
            "--verify",
            "withhold");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCodes.NOT_VERIFIED);
    CommandRun after = synthesize("withheld", "made2");
    assertThat(after.err()).contains("input jdbc withheld cannot be opened: ");
    assertThat(after.code()).isEqualTo(ExitCodes.REFUSED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--input-format jdbc --input-option password=tiger --output o"
            + " | --input-option password: a secret in the open, which logs and process lists show:"
            + " write password=@env:NAME, or password=@file:PATH",
        "--input i.csv --output o --output-option fs.s3a.secret.key=x"
            + " | --output-option fs.s3a.secret.key: a secret in the open",
        "--input-format jdbc --input-option url=jdbc:postgresql://h/d?user=a&password=tiger --output o"
            + " | --input-option url: a password within a URL",
        "--input-format jdbc --input-option url=jdbc:postgresql://a:tiger@h/d --output o"
            + " | --input-option url: a password within a URL",
        "--input-format csv --output o | Missing required option: '--input=URI'",
        "--input i.csv --output-format json | Missing required option: '--output=URI'",
      })
  void refusedWithoutSpark(String options, String message) {
    CommandRun run = CommandRun.preflight(("synthesize " + options).split(" "));
    assertThat(run.err()).startsWith("spark-mixup: " + message).doesNotContain("tiger");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.code()).isEqualTo(ExitCodes.REFUSED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--input-format jdbc --input-option password=@env:NO_SUCH_SECRET"
            + " | option password: the environment variable NO_SUCH_SECRET is not set",
        "--input-format jdbc --input-option password=@file:/absent/file"
            + " | option password: the file /absent/file cannot be read",
        "--input-format jdbc --input-option url=jdbc:none:x --input-option dbtable=t"
            + " | --input-format jdbc: there is no driver for its url: add the driver's jar with",
        "--input-format jdbc --input-option url=jdbc:none:x --input-option driver=no.such.Driver"
            + " --input-option dbtable=t | --input-format jdbc: there is no driver for its url",
        "--input-format no.such.source | --input-format no.such.source: there is no such format or",
      })
  void refusedBySpark(String options, String message) {
    List<String> args = new ArrayList<>(List.of("synthesize"));
    args.addAll(Arrays.asList(options.split(" ")));
    args.addAll(List.of("--output", folder.resolve("out").toString()));
    CommandRun run = CommandRun.onSpark(args.toArray(String[]::new));
    assertThat(run.err()).startsWith("spark-mixup: " + message);
    assertThat(run.code()).isEqualTo(ExitCodes.REFUSED);
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
