package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "parquet; --output-format xml; unknown format 'xml': the formats are parquet, orc, avro"
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
