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
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code verify}: what it prints and writes, and what it refuses. */
class VerifyCommandTest {

  private static final String PENGUINS = "notebooks/data/penguins.csv";

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    LocalSpark.session();
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private static CommandRun run(String... args) {
    return CommandRun.onSpark(args);
  }

  private static CommandRun penguins(String synthetic, String... more) {
    List<String> args =
        new ArrayList<>(List.of("verify", "--original", PENGUINS, "--synthetic", synthetic));
    args.addAll(List.of("--null-values", "NA", "--copy", "year", "--label", "species"));
    args.addAll(Arrays.asList(more));
    return run(args.toArray(String[]::new));
  }

  private void refused(String message, String... options) {
    List<String> args = new ArrayList<>(List.of("verify"));
    args.addAll(Arrays.asList(options));
    CommandRun run = run(args.toArray(String[]::new));
    assertThat(run.err().lines().filter(l -> !l.matches("spark-mixup: (surveying|summing) .*")))
        .containsExactly("spark-mixup: " + message);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void theOutputOfSynthesizePasses() throws IOException {
    CommandRun made =
        run(
            "synthesize",
            "--input",
            PENGUINS,
            "--null-values",
            "NA",
            "--copy",
            "year",
            "--label",
            "species",
            "--keep-originals",
            "--lineage",
            "--output",
            at("out"),
            "--output-format",
            "json");
    assertThat(made.code()).as(made.err()).isZero();
    CommandRun found = penguins(at("out"), "--report", at("report"));
    assertThat(found.err())
        .isEqualTo(
            """
            spark-mixup: surveying the original
            spark-mixup: summing the original
            spark-mixup: summing the synthetic rows
            spark-mixup: looking for verbatim rows
            spark-mixup: comparing columns and pairs
            """);
    assertThat(found.code()).as(found.out()).isZero();
    assertThat(found.out())
        .startsWith("rows        344 original, 344 synthetic\n")
        .contains(
            "note        not in the original and not compared: ",
            "note        rows with synthetic = false are originals and left out\n",
            "classes     3, of which 3 are compared one by one\n",
            "\nmixed                 mean before          after variance before          after\n",
            "\ncovariance  ratio predicted 1.0058, observed ",
            "\ncorrelation does not decide",
            "verbatim    0.00 % of rows (0) equal an original in all 2 continuous mixed columns",
            "\nsimilarity  as SDMetrics has it, does not decide: Column Shapes 0.9",
            "\nsimilarity  Covariance Similarity: of variances 0.9",
            "\nsimilarity  worst columns: ",
            "\nsimilarity  worst pairs: ")
        .endsWith(
            "\nverdict     passed: means, covariances and class shares agree with the original"
                + " within sampling error\n");
    JsonNode report = ReportSchema.read(folder.resolve("report"));
    assertThat(report.at("/verdict/passed").asBoolean()).isTrue();
    assertThat(report.at("/rows/synthetic").asLong()).isEqualTo(344);
    assertThat(report.at("/verbatim/columns/1").asText()).isEqualTo("bill_depth_mm");
    assertThat(report.at("/moments/covariance/standardError/3/0").asDouble()).isPositive();
    assertThat(report.at("/classes/0/group").asText()).isEqualTo("Adelie");
    assertThat(report.at("/classes/0/meanVarianceRatio/standardError").asDouble()).isPositive();
    assertThat(report.at("/columnShapes/3/fourthMoment/synthetic").asDouble()).isPositive();
    JsonNode similarity = report.at("/similarity");
    assertThat(similarity.at("/averages/overall").asDouble()).isBetween(0.9, 1.0);
    assertThat(similarity.at("/columnShapes/0/column").asText()).isEqualTo("species");
    assertThat(similarity.at("/columnShapes/0/kind").asText()).isEqualTo("categorical");
    assertThat(similarity.at("/columnShapes/0/metric").asText()).isEqualTo("TVComplement");
    assertThat(similarity.at("/columnShapes/0/error").asDouble()).isZero();
    assertThat(similarity.at("/pairTrends")).hasSize(28);
    assertThat(similarity.at("/pairTrends/0/columns/1").asText()).isEqualTo("island");
    assertThat(similarity.at("/covarianceSimilarity")).hasSize(15);
    assertThat(similarity.at("/pairsNotCompared").asLong()).isZero();
    assertThat(similarity.at("/leftOut")).isEmpty();
    assertThat(similarity.at("/frequencies/0/values/0/value").asText()).isEqualTo("Adelie");
    assertThat(similarity.at("/frequencies/0/values/0/original").asDouble()).isEqualTo(152.0 / 344);
  }

  @Test
  void aCopyIsExitCodeThree() {
    CommandRun found = penguins(PENGUINS);
    assertThat(found.code()).isEqualTo(3);
    assertThat(found.out())
        .endsWith(
            "verdict     FAILED: 342 of 344 rows (99.4 %) are verbatim copies of originals, more"
                + " than --max-verbatim 0.01 above the 2.33 % of originals that equal another one\n");
    CommandRun lenient = penguins(PENGUINS, "--max-verbatim", "1");
    assertThat(lenient.code()).as(lenient.out()).isZero();
  }

  @Test
  void aProfileStandsForTheOriginal() throws IOException {
    List<String> options =
        List.of("--input", PENGUINS, "--null-values", "NA", "--copy", "year", "--label", "species");
    List<String> profile = new ArrayList<>(List.of("profile", "--output", at("penguins.json")));
    profile.addAll(options);
    assertThat(run(profile.toArray(String[]::new)).code()).isZero();
    List<String> synthesize = new ArrayList<>(List.of("synthesize", "--output", at("out")));
    synthesize.addAll(options);
    assertThat(run(synthesize.toArray(String[]::new)).code()).isZero();
    CommandRun found =
        run(
            "verify",
            "--profile",
            at("penguins.json"),
            "--synthetic",
            at("out"),
            "--synthetic-format",
            "csv",
            "--null-values",
            "NA",
            "--report",
            at("report"));
    assertThat(found.err())
        .isEqualTo(
            """
            spark-mixup: summing the synthetic rows
            spark-mixup: comparing columns and pairs
            """);
    assertThat(found.code()).as(found.out()).isZero();
    assertThat(found.out())
        .startsWith(
            """
            rows        344 original, 344 synthetic
            not tested  verbatim rows: a profile holds no rows to find again
            not tested  means and covariances within classes:\
             a profile holds those of all rows alone
            """)
        .contains(
            "classes     3, whose shares are compared\n",
            "bill_length_mm            43.9219        43.9800 ")
        .doesNotContain("\nverbatim ")
        .endsWith(
            "\nverdict     passed: means, covariances and class shares agree with the original"
                + " within sampling error\n");
    JsonNode report = ReportSchema.read(folder.resolve("report"));
    assertThat(report.at("/notTested")).hasSize(4);
    assertThat(report.at("/traceRatio").isNull()).isTrue();
    assertThat(report.at("/columnShapes")).isEmpty();
    assertThat(report.at("/verbatim").isNull()).isTrue();
    assertThat(report.at("/similarity/columnShapes")).hasSize(5);
    refused(
        "--profile " + at("absent.json") + ": there is no such file",
        "--profile",
        at("absent.json"),
        "--synthetic",
        at("out"));
    String[] without = {"verify", "--profile", at("penguins.json"), "--synthetic", at("less")};
    LocalSpark.session()
        .read()
        .options(Map.of("header", "true", "inferSchema", "true", "nullValue", "NA"))
        .csv(at("out"))
        .drop("body_mass_g")
        .write()
        .parquet(at("less"));
    assertThat(run(without).err()).contains("'body_mass_g' is missing");
    String[] dropped = Arrays.copyOf(without, 7);
    dropped[5] = "--drop";
    dropped[6] = "body_mass_g";
    found = run(dropped);
    assertThat(found.code()).as(found.err()).isZero();
    assertThat(found.out()).contains("bill_length_mm").doesNotContain("body_mass_g");
    Files.writeString(folder.resolve("other.json"), "{\"format\": \"other\"}");
    refused(
        "--profile " + at("other.json") + ": is no profile: its format is 'other'",
        "--profile",
        at("other.json"),
        "--synthetic",
        at("out"));
  }

  /** Columns in another order, and whole numbers that would be inferred for doubles. */
  @Test
  void textIsReadWithTheOriginalsTypes() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "x,k\n1.5,u\n2.5,v\n3.5,u\n");
    Files.writeString(folder.resolve("b.csv"), "k,x\nu,1\nv,2\nu,3\n");
    CommandRun found = run("verify", "--original", at("a.csv"), "--synthetic", at("b.csv"));
    assertThat(found.code()).as(found.err()).isZero();
    assertThat(found.out()).contains("x                2.50000        2.00000 ");
  }

  @Test
  void refusesColumnsThatDiffer() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "x,y,z\n1.5,2,u\n2.5,3,u\n");
    Files.writeString(folder.resolve("b.json"), "{\"x\": 1.5, \"z\": \"u\"}\n");
    refused(
        "the synthetic rows do not have the original's columns: 'y' is missing; give them the same"
            + " columns, or leave out with --drop what is not to be compared",
        "--original",
        at("a.csv"),
        "--synthetic",
        at("b.json"));
    LocalSpark.session().sql("select 'u' as x, 2L as y, 'u' as z").write().parquet(at("c.parquet"));
    refused(
        "the synthetic rows do not have the original's columns: 'x' is string in place of double,"
            + " 'y' is bigint in place of int; give them the same columns, or leave out with --drop"
            + " what is not to be compared",
        "--original",
        at("a.csv"),
        "--synthetic",
        at("c.parquet"));
  }

  /** Whatever reading stumbles over, and with which options. */
  @Test
  void saysWhichSideCannotBeRead() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "x,y\n1.5,2\n2.5,3\n");
    Files.writeString(folder.resolve("fine.csv"), "x\n1\n2\n");
    Files.writeString(folder.resolve("late.csv"), "x\n1\n2,3\n");
    Files.writeString(folder.resolve("untold"), "x,y\n");
    Files.writeString(folder.resolve("not.parquet"), "x,y\n");
    for (String side : List.of("--original", "--synthetic")) {
      String other = side.equals("--original") ? "--synthetic" : "--original";
      String untold =
          side + " " + at("untold") + ": the file names do not tell the format: name it";
      assertThat(run("verify", side, at("untold"), other, at("a.csv")).err())
          .startsWith("spark-mixup: " + untold + " with " + side + "-format (");
      String broken = side + " " + at("not.parquet") + ": file ";
      assertThat(run("verify", side, at("not.parquet"), other, at("a.csv")).err())
          .startsWith("spark-mixup: " + broken)
          .contains("not.parquet cannot be read: it is not a Parquet file");
      String late = side + " " + at("late.csv") + ": file ";
      String[] both = {"verify", side, at("late.csv"), other, at("fine.csv"), "--schema", "x INT"};
      assertThat(run(both).err())
          .contains("spark-mixup: " + late, "need " + side + "-option multiLine=true");
      String twice = side + " table:a, table:b: a table has to be the only input";
      refused(twice, side, "table:a", "table:b", other, at("a.csv"));
      CommandRun found =
          run("verify", side, at("a.csv"), other, at("a.csv"), side + "-option", "mode=PERMISSIVE");
      assertThat(found.err())
          .contains("spark-mixup: warning: " + side + "-option mode=PERMISSIVE: values that");
    }
  }

  @Test
  void refusesSidesWithoutRowsOrFiles() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "x\n1.5\n2.5\n");
    Files.writeString(folder.resolve("none.csv"), "x\n");
    refused(
        "--synthetic: has no rows; there is nothing to compare",
        "--original",
        at("a.csv"),
        "--synthetic",
        at("none.csv"));
    refused(
        "--original: has no rows; there is nothing to compare",
        "--original",
        at("none.csv"),
        "--schema",
        "x DOUBLE",
        "--synthetic",
        at("a.csv"));
    for (String side : List.of("--original", "--synthetic")) {
      String other = side.equals("--original") ? "--synthetic" : "--original";
      for (String more : List.of("--max-verbatim=1", "--null-values=NA", "--report=" + at("r"))) {
        String absent = side + " " + at("absent") + ": does not exist";
        refused(absent, side, at("absent"), other, at("a.csv"), more);
      }
    }
    refused(
        "--report "
            + at("a.csv")
            + " lies within the input file:"
            + at("a.csv")
            + ": name another"
            + " folder",
        "--original",
        at("a.csv"),
        "--synthetic",
        at("a.csv"),
        "--report",
        at("a.csv"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--original a | nothing to compare: name the rows with --original (or their profile with"
            + " --profile) and with --synthetic",
        "--synthetic a | nothing to compare: name the rows with --original (or their profile with"
            + " --profile) and with --synthetic",
        "--profile a | nothing to compare: name the rows with --original (or their profile with"
            + " --profile) and with --synthetic",
        "--profile a --original b --synthetic c | --original and --profile: one of the two",
        "--profile a --synthetic b --schema x | --profile: it says what columns there are;"
            + " leave out --original-format, --original-option and --schema",
        "--profile a --synthetic b --utility | --utility: learns from the original's rows, which"
            + " --profile does not have: name them with --original",
        "--profile a --synthetic b --label k | --profile: columns have the roles that it was made"
            + " with; leave out --mix, --copy, --label and --id-columns",
        "--original a --synthetic b --tolerance -1 | --tolerance -1.0: must be 0 or more",
        "--original a --synthetic b --max-verbatim 2 | --max-verbatim 2.0: must lie in [0, 1]",
        "--original a --synthetic b --level 0 | --level 0.0: must lie between 0 and 1",
        "--original a --synthetic b --synthetic-option password=p | --synthetic-option password: a"
            + " secret in the open, which logs and process lists show: write password=@env:NAME,"
            + " or password=@file:PATH",
      })
  void refusesWithoutSpark(String options, String message) {
    CommandRun run = CommandRun.preflight(("verify " + options).split(" "));
    assertThat(run.err()).isEqualTo("spark-mixup: " + message + "\n");
    assertThat(run.code()).isEqualTo(2);
  }
}
