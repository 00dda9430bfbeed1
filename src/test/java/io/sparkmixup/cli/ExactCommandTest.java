package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run with {@code --moments exact} says of rows that were not moved. */
class ExactCommandTest {

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private Path folder;

  /** Of two rows each; half of each of both is one point, which nothing can stretch. */
  @BeforeEach
  void write() {
    SPARK
        .range(100)
        .selectExpr("cast(id div 2 as int) as g", "sin(id) as a")
        .write()
        .parquet(folder.resolve("in").toString());
  }

  private CommandRun exact(String... options) {
    List<String> args = new ArrayList<>(List.of("synthesize", "--moments", "exact", "--input"));
    args.add(folder.resolve("in").toString());
    args.addAll(List.of("--output", folder.resolve("out").toString(), "--label", "g"));
    args.addAll(Arrays.asList(options));
    return CommandRun.onSpark(args.toArray(String[]::new));
  }

  private CommandRun halves(String... options) {
    List<String> args = new ArrayList<>(List.of("--law", "fixed", "--partner-weight", "0.5"));
    args.addAll(Arrays.asList(options));
    return exact(args.toArray(String[]::new));
  }

  private static final String LEFT =
      "exact       0 rows moved to the moments of their cell; 100 of 100 left as the law made them,"
          + " so that their moments are not those of the originals\n";

  @ParameterizedTest
  @ValueSource(strings = {"off", "warn", "fail", "withhold"})
  void rowsThatAreLeftAreToldOfInEveryMode(String verify) {
    CommandRun run = halves("--verify", verify);
    boolean decides = verify.equals("fail") || verify.equals("withhold");
    assertThat(run.code())
        .as(run.err())
        .isEqualTo(decides ? ExitCodes.NOT_VERIFIED : ExitCodes.DONE);
    assertThat(run.out()).contains(LEFT);
  }

  /** Half of the variance within classes is gone. */
  @Test
  void whereNoneCouldBeMovedTheVerdictFails() throws IOException {
    String sentence =
        "--moments exact was asked for, and 0 of 100 rows could be moved to the moments of the"
            + " original rows: in every stratum mixtures vary too little in a direction in which its"
            + " rows vary; use another law, larger strata or fewer mixed columns, or leave out"
            + " --moments exact";
    Path report = folder.resolve("report");
    assertThat(halves("--report", report.toString()).out())
        .contains("verdict     FAILED: " + sentence + "\n");
    assertThat(Files.readString(report.resolve("report.json"))).contains(sentence);
    assertThat(Files.readString(report.resolve("report.html")))
        .contains(sentence, "of 100 that were to have them");
  }

  /** One that is given back does not make up for the others. */
  @Test
  void noneMovedIsNoneMovedWhereARowIsAlone() {
    SPARK
        .range(101)
        .selectExpr("cast(id div 2 as int) as g", "sin(id) as a")
        .write()
        .mode("overwrite")
        .parquet(folder.resolve("in").toString());
    CommandRun run = halves();
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCodes.NOT_VERIFIED);
    assertThat(run.out()).contains("and 0 of 100 rows could be moved");
  }

  @Test
  void wherePartAreMovedTheirNumberIsSaid() {
    SPARK
        .range(600)
        .selectExpr(
            "if(id < 6, 1000 + cast(id div 2 as int), cast(id % 2 as int)) as g", "sin(id) as a")
        .write()
        .mode("overwrite")
        .parquet(folder.resolve("in").toString());
    String out = halves().out();
    assertThat(out).contains("exact       594 rows moved", "; 6 of 600 left as the law made them");
    assertThat(out)
        .contains(
            "verdict     passed: means, covariances and class shares agree with the prediction within"
                + " sampling error; for 594 of 600 rows they are those of the original rows, to rounding:"
                + " the other 6 could not be moved, and were tested as the law made them\n");
  }

  @Test
  void whereAllAreMovedNothingIsLeft() {
    CommandRun run = exact("--verify", "off", "--max-verbatim", "1");
    assertThat(run.out()).contains("exact       100 rows moved to the moments of their cell\n");
  }

  /** A row that has nobody to be mixed with is given back: it has its stratum's moments. */
  @Test
  void rowsThatAreAloneInTheirClassHaveThem() {
    SPARK
        .range(600)
        .selectExpr("if(id = 0, 1, cast(id % 2 as int) * 2) as g", "sin(id) as a")
        .write()
        .mode("overwrite")
        .parquet(folder.resolve("in").toString());
    String out = exact().out();
    assertThat(out).contains("exact       599 rows moved to the moments of their cell\n");
    assertThat(out).contains(" are those of the original rows, to rounding\n");
  }
}
