package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkmixup.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code verify --utility}: what it prints and writes, and what it refuses. */
class UtilityCommandTest {

  private static final String PENGUINS = "notebooks/data/penguins.csv";

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    LocalSpark.session();
  }

  private static CommandRun penguins(String... more) {
    List<String> args = new ArrayList<>(List.of("verify", "--original", PENGUINS));
    args.addAll(List.of("--synthetic", PENGUINS, "--null-values", "NA", "--copy", "year"));
    args.addAll(List.of("--max-verbatim", "1"));
    args.addAll(Arrays.asList(more));
    return CommandRun.onSpark(args.toArray(String[]::new));
  }

  /** Copies of the originals: as good as they are, and as near. */
  @Test
  void printsAndWritesWhatRowsAreGoodFor() throws IOException {
    String report = folder.resolve("report").toString();
    CommandRun found = penguins("--label", "species", "--utility", "--report", report);
    assertThat(found.code()).as(found.err()).isZero();
    assertThat(found.err())
        .endsWith(
            """
            spark-mixup: drawing rows to train on and to predict
            spark-mixup: training on real rows, on a bootstrap of them and on synthetic rows
            spark-mixup: predicting held-out rows
            spark-mixup: measuring distances to the closest originals
            """);
    assertThat(found.out())
        .contains(
            "\nutility     'species' of 3 classes told from ",
            "\nheld out    96 rows: a quarter of the originals; synthetic rows that were made from"
                + " all originals have seen them, which flatters them: --holdout takes rows that"
                + " nothing was made from\n",
            "\nlogistic regression  accuracy ",
            "\nrandom forest        log loss ",
            "\n            synthetic: 1 % below 0.000, 5 % below 0.000, median 0.000 (342 rows",
            "\nnear        100 % of synthetic rows are within ",
            "\n            this is no guarantee of privacy: a row can be far by this measure and"
                + " still tell about a person\nverdict     passed: ");
    JsonNode json = ReportSchema.read(folder.resolve("report"));
    assertThat(Files.readString(folder.resolve("report/report.html")))
        .contains(">Column Shapes<", ">Utility<", ">Distances to the closest original<")
        .contains("no guarantee of privacy");
    assertThat(json.at("/utility/label").asText()).isEqualTo("species");
    assertThat(json.at("/utility/heldOutRows").asLong()).isEqualTo(96);
    assertThat(json.at("/utility/trainingRows/real").asLong()).isEqualTo(248);
    JsonNode scores = json.at("/utility/scores");
    assertThat(scores.size()).isEqualTo(2 * 3 * 2 + 2);
    for (JsonNode score : scores) {
      boolean accuracy = score.at("/measure").asText().equals("accuracy");
      boolean constant = score.at("/trainedOn").asText().equals("constant");
      if (accuracy) {
        assertThat(score.at("/value").asDouble())
            .isBetween(constant ? 0.3 : 0.93, constant ? 0.6 : 1.0);
      }
      assertThat(score.has("minusReal")).isEqualTo(!score.at("/trainedOn").asText().equals("real"));
    }
    assertThat(json.at("/closeness/shareWithin/synthetic").asDouble()).isEqualTo(1);
    assertThat(json.at("/closeness/columns").size()).isEqualTo(2);
    assertThat(json.at("/closeness/note").asText()).startsWith("no guarantee of privacy");
    assertThat(json.at("/verdict/passed").asBoolean()).isTrue();
  }

  /**
   * Of a single split nothing but the rows that were held out tells how far a figure may be off.
   */
  @Test
  void noFigureStandsWithoutItsError() throws IOException {
    String report = folder.resolve("report").toString();
    CommandRun found = penguins("--label", "species", "--utility", "--report", report);
    JsonNode json = ReportSchema.read(folder.resolve("report"));
    long rows = json.at("/utility/heldOutRows").asLong();
    int shares = 0;
    for (JsonNode score : json.at("/utility/scores")) {
      assertThat(score.at("/standardError").isNumber()).isTrue();
      if (score.at("/measure").asText().equals("accuracy")) {
        double p = score.at("/value").asDouble();
        assertThat(score.at("/standardError").asDouble())
            .isCloseTo(Math.sqrt(p * (1 - p) / (rows - 1)), within(1e-12));
        shares++;
      }
    }
    assertThat(shares).as("two learners, three sets each, and a constant").isEqualTo(7);
    assertThat(found.out())
        .containsPattern(
            "random forest +log loss +[\\d.]+ \\+- [\\d.]+ +[\\d.]+ \\+- [\\d.]+ +[+-]");
    assertThat(Files.readString(folder.resolve("report").resolve("report.html")))
        .containsPattern("log loss</td>(<td[^>]*>[\\d.]+ \\([-\\d.]+ to [\\d.]+\\)</td>){2}");
  }

  /** A file of the header, and of those lines. */
  private Path somePenguins(Predicate<String> which) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(PENGUINS));
    List<String> some = new ArrayList<>(List.of(lines.get(0)));
    lines.stream().filter(which).forEach(some::add);
    return Files.write(folder.resolve("holdout.csv"), some);
  }

  /** A decimal point makes a regression target; another file is predicted. */
  @Test
  void predictsAHoldoutThatIsGiven() throws IOException {
    Path holdout = somePenguins(line -> line.endsWith(",2009"));
    CommandRun found =
        penguins("--label", "bill_depth_mm", "--utility", "--holdout", holdout.toString());
    assertThat(found.code()).as(found.err()).isZero();
    assertThat(found.out())
        .contains(
            "\nutility     'bill_depth_mm' told from ",
            "trained on 342 rows (real), ",
            "\nheld out    119 rows: the rows of --holdout\n",
            "\nlinear regression    R^2 ",
            "\nrandom forest        RMSE ");
  }

  @Test
  void anAreaOfOneClassIsNotDefined() throws IOException {
    Path holdout = somePenguins(line -> line.contains(",male,"));
    String report = folder.resolve("report").toString();
    CommandRun found =
        penguins(
            "--label", "sex", "--utility", "--holdout", holdout.toString(), "--report", report);
    assertThat(found.code()).as(found.err()).isZero();
    String notDefined = "not defined: the held-out rows are all of one class";
    assertThat(found.out())
        .contains(
            "\nlogistic regression  AUC       " + notDefined + "\n",
            "\nrandom forest        AUC       " + notDefined + "\n")
        .doesNotContain("NaN");
    for (JsonNode score : ReportSchema.read(folder.resolve("report")).at("/utility/scores")) {
      assertThat(score.at("/value").isNull())
          .isEqualTo(score.at("/measure").asText().equals("AUC"));
    }
    assertThat(Files.readString(folder.resolve("report/report.html"))).contains(notDefined);
  }

  private void refused(String message, String... options) {
    CommandRun run = penguins(options);
    assertThat(run.err().lines().reduce((a, b) -> b)).contains("spark-mixup: " + message);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void refusesHoldoutsThatAreNotLikeTheOriginal() throws IOException {
    Path other = folder.resolve("other.csv");
    Files.writeString(other, "species,island\nAdelie,Dream\n");
    refused(
        "the rows of --holdout do not have the original's columns: 'bill_length_mm' is missing,"
            + " 'bill_depth_mm' is missing, 'flipper_length_mm' is missing, 'body_mass_g' is"
            + " missing, 'sex' is missing, 'year' is missing; give them the same columns, or leave"
            + " out with --drop what is not to be compared",
        "--label",
        "species",
        "--utility",
        "--holdout",
        other.toString());
    refused(
        "--holdout " + folder.resolve("absent") + ": does not exist",
        "--label",
        "species",
        "--utility",
        "--holdout",
        folder.resolve("absent").toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--utility | --utility: there is no column to be predicted; name one with --label",
        "--label y --holdout h.csv | --holdout h.csv: is for --utility alone; add it, or leave this"
            + " out",
      })
  void refusesWithoutSpark(String options, String message) {
    CommandRun run =
        CommandRun.preflight(("verify --original a --synthetic b " + options).split(" "));
    assertThat(run.err()).isEqualTo("spark-mixup: " + message + "\n");
    assertThat(run.code()).isEqualTo(2);
  }
}
