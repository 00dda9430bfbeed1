package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkmixup.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SynthesizePenguinsTest {

  @TempDir Path folder;

  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.session();
  }

  private CommandRun synthesize(String... options) {
    List<String> args =
        new ArrayList<>(
            List.of("synthesize", "--input", "notebooks/data/penguins.csv", "--null-values", "NA"));
    args.addAll(List.of("--copy", "year", "--label", "species"));
    args.addAll(List.of("--output", folder.resolve("out").toString()));
    args.addAll(Arrays.asList(options));
    return CommandRun.onSpark(args.toArray(String[]::new));
  }

  @Test
  void classesAreEvenedOutBesideTheOriginals() throws IOException {
    String report = folder.resolve("report").toString();
    CommandRun run =
        synthesize("--balance", "max", "--keep-originals", "--lineage", "--report", report);
    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .contains("rows        344 in, 456 out, 112 of them synthetic")
        .anyMatch(
            l ->
                l.matches(
                    "selection   the same ratio of the original rows, each .*: \\d\\.\\d{4}"));

    Dataset<Row> rows =
        spark
            .read()
            .option("header", "true")
            .option("inferSchema", "true")
            .csv(folder.resolve("out").toString());
    assertThat(rows.columns())
        .endsWith("synthetic", "mixup_primary", "mixup_partner", "mixup_weight");
    assertThat(rows.filter("not synthetic").count()).isEqualTo(344);
    assertThat(rows.groupBy("species").count().collectAsList())
        .hasSize(3)
        .allMatch(r -> r.getLong(1) == 152);

    JsonNode json = ReportSchema.read(folder.resolve("report"));
    assertThat(json.at("/plan/sizes/balance").asText()).isEqualTo("max");
    assertThat(json.at("/plan/sizes/keepOriginals").asBoolean()).isTrue();
    assertThat(json.at("/counts/rowsOut").asInt()).isEqualTo(456);
    assertThat(json.at("/counts/synthetic").asInt()).isEqualTo(112);
    assertThat(json.at("/fingerprints/output").asText()).endsWith("-456");
  }

  private List<String> visible() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void csvComesOutAsCsvWithATableAndAReport() throws IOException {
    String report = folder.resolve("report").toString();
    String ansi = spark.conf().get("spark.sql.ansi.enabled");
    CommandRun run = synthesize("--report", report);
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "spark-mixup: surveying the input"
                + "spark-mixup: pairing, mixing and staging 344 rows"
                + "spark-mixup: verifying what was written"
                + "spark-mixup: publishing");
    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .contains(
            "rows        344 in, 344 out",
            "species            carried    string         --label, a class",
            "bill_length_mm     mixed      double         a number",
            "year               carried    int            --copy",
            "output      " + folder.resolve("out"))
        .anyMatch(l -> l.startsWith("law         EpBeta("))
        .anyMatch(
            l ->
                l.matches(
                    "covariance  ratio predicted [01]\\.\\d{4}, observed [01]\\.\\d{4}, 99 % interval 0.* to 1.*"))
        .anyMatch(l -> l.startsWith("verbatim    0.00 % of rows (0), of which 0 without a partner"))
        .anyMatch(l -> l.startsWith("verdict     passed: "));

    Dataset<Row> rows =
        spark
            .read()
            .option("header", "true")
            .option("nullValue", "NA")
            .csv(folder.resolve("out").toString());
    assertThat(rows.columns())
        .containsExactly(
            "species",
            "island",
            "bill_length_mm",
            "bill_depth_mm",
            "flipper_length_mm",
            "body_mass_g",
            "sex",
            "year");
    assertThat(rows.count()).isEqualTo(344);
    assertThat(rows.filter("species = 'Adelie'").count()).isEqualTo(152);
    assertThat(rows.filter("bill_length_mm is null").count()).isEqualTo(2);

    JsonNode json = ReportSchema.read(folder.resolve("report"));
    assertThat(json.at("/plan/contract").asInt()).isEqualTo(2);
    assertThat(json.at("/plan/rows").asInt()).isEqualTo(344);
    assertThat(json.at("/plan/classLabel").asText()).isEqualTo("species");
    assertThat(json.at("/plan/law/law").asText()).isEqualTo("epbeta");
    assertThat(json.at("/plan/columns").size()).isEqualTo(8);
    assertThat(json.at("/counts/rowsOut").asInt()).isEqualTo(344);
    assertThat(json.at("/fingerprints/input").asText()).matches("[0-9a-f]{32}-344");
    assertThat(json.at("/fingerprints/output").asText()).matches("[0-9a-f]{32}-344");
    assertThat(json.at("/verdict/passed").asBoolean()).isTrue();
    assertThat(json.at("/published").asBoolean()).isTrue();
    assertThat(json.at("/classes").size()).isEqualTo(3);
    assertThat(json.at("/classShares").size()).isEqualTo(3);
    assertThat(json.at("/moments/components").size()).isEqualTo(4);
    assertThat(json.at("/run/command/0").asText()).isEqualTo("synthesize");
    assertThat(json.at("/run/settings").get("spark.sql.ansi.enabled").asText()).isEqualTo("false");
    // The session of the caller runs on, with its own settings.
    assertThat(spark.conf().get("spark.sql.ansi.enabled")).isEqualTo(ansi);
  }

  @Test
  void readmeShowsWhatTheFirstCommandPrints() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String marker = "<!-- example: what it prints -->\n```\n";
    assertThat(readme).as("README.md: what the first command prints").contains(marker);
    String after = readme.substring(readme.indexOf(marker) + marker.length());
    String printed = synthesize().out().replace(folder.resolve("out").toString(), "out/penguins");
    assertThat(after.substring(0, after.indexOf("```\n"))).isEqualTo(printed);
  }

  @Test
  void parquetComesOutWhenAskedAndWithholdPublishesWhatPasses() {
    CommandRun run =
        synthesize("--output-format", "parquet", "--ratio", "2", "--verify", "withhold");
    assertThat(run.code()).as(run.err()).isZero();
    Dataset<Row> rows = spark.read().parquet(folder.resolve("out").toString());
    assertThat(rows.count()).isEqualTo(688);
    assertThat(rows.schema().apply("body_mass_g").dataType().simpleString()).isEqualTo("int");
  }

  @Test
  void aDryRunPrintsThePlanAndWritesNothing() throws IOException {
    CommandRun run = synthesize("--dry-run", "--report", folder.resolve("report").toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .contains(
            "rows        344 in, 344 out",
            "seed        0, contract version 2",
            "partners    within species",
            "keys        from the whole row; duplicates numbered in their cells",
            "nothing was written: this was a dry run");
    assertThat(visible()).isEmpty();
  }

  @Test
  void verificationOffIsSaidInTheVerdict() {
    CommandRun run = synthesize("--verify", "off");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("verdict     not verified (--verify off)");
    assertThat(run.err()).doesNotContain("verifying");
  }

  /** A weight of 1 makes nothing but copies, which no verdict lets pass. */
  @Test
  void aFailedVerdictIsExitCodeThreeAndPublishesAsAsked() throws IOException {
    String[] copies = {"--law", "fixed", "--partner-weight", "0", "--verify", "withhold"};
    CommandRun withheld = synthesize(copies);
    assertThat(withheld.code()).as(withheld.err()).isEqualTo(3);
    assertThat(withheld.out()).contains("output      withheld: nothing was published");
    assertThat(withheld.out()).contains("verdict     FAILED: ");
    assertThat(visible()).doesNotContain("out");

    copies[copies.length - 1] = "fail";
    CommandRun failed = synthesize(copies);
    assertThat(failed.code()).isEqualTo(3);
    assertThat(failed.out()).contains("verdict     FAILED: ");
    assertThat(visible()).contains("out");

    CommandRun exists = synthesize(copies);
    assertThat(exists.code()).isEqualTo(2);

    List<String> warned = new ArrayList<>(Arrays.asList(copies));
    warned.set(copies.length - 1, "warn");
    warned.addAll(List.of("--mode", "overwrite"));
    CommandRun warning = synthesize(warned.toArray(String[]::new));
    assertThat(warning.code()).as(warning.err()).isZero();
    assertThat(warning.out()).contains("verdict     FAILED: ");
  }
}
