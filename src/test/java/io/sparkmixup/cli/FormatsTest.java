package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same rows give the same synthetic rows, whatever the files are that they come from and go to.
 */
class FormatsTest {

  private static final Pattern FINGERPRINTS =
      Pattern.compile(
          "\"input\"\\s*:\\s*\"([0-9a-f]+-\\d+)\",\\s*\"output\"\\s*:\\s*\"([0-9a-f]+-\\d+)\"");

  private static final String SCHEMA = "x DOUBLE, n BIGINT, d DECIMAL(9,2), t STRING, day DATE";

  @TempDir private static Path folder;

  @TempDir private Path out;

  @BeforeAll
  static void write() {
    SparkSession spark = LocalSpark.session();
    for (String format : List.of("parquet", "orc", "avro", "csv", "json")) {
      spark
          .range(0, 700, 1, 2)
          .selectExpr(
              "pmod(xxhash64(id), 10007) / 8D as x",
              "if(id % 50 = 7, null, pmod(xxhash64(id, 1), 1000)) as n",
              "cast(id % 97 as decimal(9,2)) as d",
              "concat('ä ', id % 5) as t",
              "date_add(date'2020-01-01', cast(id % 40 as int)) as day")
          .write()
          .format(format)
          .option("header", "true")
          .save(folder.resolve(format).toString());
    }
  }

  private List<String> fingerprints(String input, String... options) throws IOException {
    Path report = out.resolve("report");
    List<String> args =
        new ArrayList<>(
            List.of(
                "synthesize",
                "--input",
                folder.resolve(input).toString(),
                "--schema",
                SCHEMA,
                "--mix",
                "x,n,d",
                "--output",
                out.resolve("out").toString(),
                "--mode",
                "overwrite",
                "--report",
                report.toString()));
    args.addAll(Arrays.asList(options));
    CommandRun run = CommandRun.onSpark(args.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCodes.DONE);
    Matcher found = FINGERPRINTS.matcher(Files.readString(report.resolve("report.json")));
    assertThat(found.find()).isTrue();
    return List.of(found.group(1), found.group(2));
  }

  @ParameterizedTest
  @CsvSource({"orc, parquet", "avro, csv", "csv, json", "json, orc", "parquet, avro"})
  void formatsDoNotChangeABit(String from, String to) throws IOException {
    List<String> expected = fingerprints("parquet");

    assertThat(fingerprints(from, "--output-format", to)).isEqualTo(expected);
    String suffix = "." + to;
    try (var files = Files.list(out.resolve("out"))) {
      assertThat(files.map(f -> f.getFileName().toString()).filter(f -> f.startsWith("part-")))
          .isNotEmpty()
          .allMatch(name -> name.contains(suffix));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "avro", "csv", "json"})
  void folderNamesKeepTheirColumns(String format) throws IOException {
    List<String> expected = fingerprints("parquet");
    String[] options = {"--output-format", format, "--partition-by", "day,t", "--files", "2"};

    assertThat(fingerprints("parquet", options)).isEqualTo(expected);
    try (var files = Files.walk(out.resolve("out"))) {
      List<Path> parts = files.filter(f -> f.getFileName().toString().startsWith("part-")).toList();
      Map<Path, Long> inFolders =
          parts.stream().collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
      assertThat(inFolders).hasSize(40).allSatisfy((f, n) -> assertThat(n).isLessThanOrEqualTo(2));
      assertThat(parts)
          .allMatch(f -> f.toString().matches(".*/day=2020-0\\d-\\d\\d/t=ä \\d/part-.*"));
    }
  }

  @Test
  void dividedInputIsReadWithItsFolderNamesAsText() throws IOException {
    SparkSession spark = LocalSpark.session();
    spark
        .read()
        .parquet(folder.resolve("parquet").toString())
        .write()
        .partitionBy("day")
        .parquet(out.resolve("divided").toString());
    String[] args = {
      "synthesize",
      "--input",
      out.resolve("divided").toString(),
      "--within",
      "day",
      "--max-verbatim",
      "0.1",
      "--output",
      out.resolve("out").toString()
    };

    CommandRun run = CommandRun.onSpark(args);

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCodes.DONE);
    Dataset<Row> made = spark.read().parquet(out.resolve("out").toString());
    assertThat(made.schema().simpleString())
        .isEqualTo("struct<x:double,n:bigint,d:decimal(9,2),t:string,day:string>");
    assertThat(made.filter("day = '2020-01-09'").count()).isEqualTo(18);
  }

  @Test
  void optionsOfTheWriterAreObeyedAlsoInReadingBack() throws IOException {
    List<String> expected = fingerprints("parquet");

    assertThat(
            fingerprints("csv", "--output-option", "sep=;", "--output-option", "compression=gzip"))
        .isEqualTo(expected);
    try (var files = Files.list(out.resolve("out"))) {
      assertThat(files.map(Path::toString).filter(f -> f.endsWith(".csv.gz"))).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "csv; --output-option compression=zstd; --output-option compression=zstd: no codec of csv;",
        "parquet; --output-format json --null-values NA; --null-values is for csv",
        "parquet; --output-format parqet; --output-format parqet: there is no such format or source",
        "parquet; --partition-by x; --partition-by x: its type is double; text, whole numbers,",
        "parquet; --partition-by y; --partition-by y: the output has no such column; its columns",
        "parquet; --partition-by t,t; --partition-by t: named twice",
        "parquet; --partition-by n,t,day --drop x,d; --partition-by names all columns",
        "parquet; --files 0; --files 0: must be 1 or more",
        "parquet; --staging-dir x; --staging-dir is for tables and sources"
      })
  void whatAFormatDoesNotKnowIsRefused(String input, String options, String message) {
    List<String> args = new ArrayList<>(List.of("synthesize", "--input"));
    args.add(folder.resolve(input).toString());
    args.addAll(List.of("--output", out.resolve("out").toString()));
    args.addAll(Arrays.asList(options.strip().split(" ")));
    CommandRun run = CommandRun.onSpark(args.toArray(String[]::new));

    assertThat(run.err()).startsWith("spark-mixup: " + message);
    assertThat(run.code()).isEqualTo(ExitCodes.REFUSED);
    assertThat(out.resolve("out")).doesNotExist();
  }
}
