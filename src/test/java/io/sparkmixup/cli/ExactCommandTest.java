package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.testing.LocalSpark;
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
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCodes.DONE);
    assertThat(run.out()).contains(LEFT);
  }

  /** Half of the variance within classes is gone. */
  @Test
  void noVerdictSaysThatTheyHaveTheMomentsOfTheOriginals() {
    assertThat(halves().out())
        .contains(
            "verdict     passed: means, covariances and class shares agree with the prediction"
                + " within sampling error; none of 100 rows were moved to those of the original"
                + " rows\n");
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
    assertThat(out).contains("within sampling error; 594 of 600 rows were moved to those of the");
  }

  @Test
  void whereAllAreMovedNothingIsLeft() {
    CommandRun run = exact("--verify", "off", "--max-verbatim", "1");
    assertThat(run.out()).contains("exact       100 rows moved to the moments of their cell\n");
  }
}
