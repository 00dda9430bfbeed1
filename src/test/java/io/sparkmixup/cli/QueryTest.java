package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    LocalSpark.session();
    List<String> lines = new ArrayList<>(List.of("id,x,g"));
    IntStream.range(0, 200).forEach(i -> lines.add(i + "," + i * 37 % 101 / 8.0 + ",g" + i % 2));
    Files.write(folder.resolve("in.csv"), lines);
  }

  private CommandRun synthesize(String... options) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "synthesize",
                "--input",
                folder.resolve("in.csv").toString(),
                "--output",
                folder.resolve("out").toString(),
                "--output-format",
                "parquet"));
    args.addAll(Arrays.asList(options));
    return CommandRun.onSpark(args.toArray(String[]::new));
  }

  private Dataset<Row> written() {
    return LocalSpark.session().read().parquet(folder.resolve("out").toString());
  }

  @Test
  void rowsAreFilteredThenQueried() {
    CommandRun run =
        synthesize(
            "--filter", "id >= 50 and g = 'g1'", "--sql", "select x, 2 * x as y, g from input");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(written().columns()).containsExactly("x", "y", "g");
    assertThat(written().count()).isEqualTo(75);
    assertThat(written().filter("g <> 'g1' or abs(y - 2 * x) > 1e-9").count()).isZero();
    assertThat(LocalSpark.session().catalog().tableExists("input")).isFalse();
  }

  @Test
  void aColumnOfTimesIsRefusedByNameUntilItIsDropped() {
    Assumptions.assumeTrue(LocalSpark.session().version().compareTo("4.1") >= 0);
    CommandRun run = synthesize("--sql", "select id, x, time'12:00:00' tt from input");
    assertThat(run.err().lines())
        .containsExactly(
            "spark-mixup: column 'tt' has type time(6), which cannot be read into synthetic rows:"
                + " drop it with --drop, or cast it");
    assertThat(run.code()).isEqualTo(2);
    CommandRun dropped =
        synthesize("--sql", "select id, x, time'12:00:00' tt from input", "--drop", "tt");
    assertThat(dropped.code()).as(dropped.err()).isZero();
    assertThat(written().columns()).containsExactly("id", "x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--filter; x >; --filter: ",
        "--filter; nobody = 1; --filter: ",
        "--filter; id; --filter: ",
        "--sql; select nobody from input; --sql: ",
        "--sql; drop table input; --sql: "
      })
  void whatIsNoSqlIsRefusedInOneLine(String option, String sql, String message) {
    CommandRun run = synthesize(option, sql);

    assertThat(run.err()).startsWith("spark-mixup: " + message);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).doesNotContain("Relation", "== SQL ==").doesNotEndWith(";\n");
    assertThat(run.code()).isEqualTo(2);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--filter; rand() < 0.5",
        "--sql; select *, randn() as noise from input",
        "--sql; select * from input where uuid() > '8'",
      })
  void whatDrawsAtRandomIsRefused(String option, String sql) {
    CommandRun run = synthesize(option, sql);

    assertThat(run.err())
        .startsWith(
            "spark-mixup: "
                + option
                + ": draws at random, and would give other rows in every run:");
    assertThat(run.code()).isEqualTo(2);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  /** Whatever names a query makes up on its way, the same query twice is the same. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select x, transform(array(x, 1), e -> e * 2)[0] as y, g from input",
        "select a.x, b.y from input a join (select id, x as y from input) b on a.id = b.id",
        "select x, avg(x) over (partition by g) as m, g from input",
        "with t as (select * from input where x > (select avg(x) from input)) select x, g from t",
        "select x, e, g from input lateral view explode(array(1, 2)) as e",
        "select *, rand(7) as noise from input",
        "select x, '${spark.app.id}' as g from input",
        // Words of what would run code, where they are none.
        "select x, 'they reflect' as g, 'java_method' as h from input -- using reflect",
        "select a.x, transform(array(b.x), e -> e)[0] y, b.g from input a join input b using (id)",
      })
  void whatIsTheSameEachTimeIsNot(String sql) {
    CommandRun run = synthesize("--sql", sql, "--dry-run");

    assertThat(run.code()).as(run.err()).isZero();
  }

  @Test
  void aDollarIsNoVariable() {
    CommandRun run =
        synthesize("--sql", "select x, x + 1000 as `${x}`, 'a ${spark.app.id}' as g from input");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(written().columns()).containsExactly("x", "${x}", "g");
    assertThat(written().where("g = concat('a $', '{spark.app.id}')").count()).isEqualTo(200);
    Dataset<Row> rows = written();
    assertThat(rows.where(rows.col("`${x}`").minus(rows.col("x")).lt(800)).count()).isZero();
  }

  @Test
  void aQueryThatGivesOtherRowsTheSecondTimeIsNoticed() {
    CommandRun run =
        synthesize("--sql", "select x, x + unix_micros(current_timestamp()) as y from input");

    assertThat(run.err()).contains("the input changed while it was read");
    assertThat(run.code()).isEqualTo(1);
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
