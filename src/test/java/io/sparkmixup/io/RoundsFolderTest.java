package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.RequestException;
import io.sparkmixup.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which folders rounds go to, and what is found there of runs that were stopped. */
class RoundsFolderTest {

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir Path dir;

  private RoundsFolder rounds() throws IOException {
    return RoundsFolder.of(SPARK, dir.resolve("out").toString());
  }

  private void makeRound(RoundsFolder rounds) throws IOException {
    try (Staged staged = rounds.sink("", 1, "{}").stage(SPARK.range(2).toDF())) {
      staged.publish();
    }
  }

  /** The first round was asked to end: it has taken its rows away, and left the folder. */
  @Test
  void anEmptyFolderHoldsNoRoundsYet() throws Exception {
    Files.createDirectories(dir.resolve("out"));
    RoundsFolder rounds = rounds();
    assertThat(rounds.record()).isEmpty();
    makeRound(rounds);
    assertThat(rounds.read("", 1).count()).isEqualTo(2);
  }

  /** The first round was killed: nobody has taken its rows away. */
  @Test
  void aFolderOfStagingAreasHoldsNoRoundsYet() throws Exception {
    org.apache.hadoop.fs.Path target =
        CanonicalPath.of(
            new org.apache.hadoop.fs.Path(dir.resolve("out/round-001").toString()),
            new Configuration());
    StagingArea area = StagingArea.create(new LocalStore(), target, DeadOwner.of(target));
    SPARK.range(5).write().parquet(area.data().toString());

    RoundsFolder rounds = rounds();
    assertThat(rounds.record()).isEmpty();
    makeRound(rounds);
    assertThat(rounds.read("", 1).count()).isEqualTo(2);
    assertThat(dir.resolve("out/.spark-mixup")).doesNotExist();
  }

  /** The first round was killed after it was published, before its numbers were recorded. */
  @Test
  void aRoundThatIsNotRecordedIsMadeAgain() throws Exception {
    makeRound(rounds());
    assertThat(rounds().record()).contains("{}");
    makeRound(rounds());
    assertThat(rounds().read("", 1).count()).isEqualTo(2);
  }

  @Test
  void whatIsRefusedLeavesNoRecord() throws Exception {
    Sink sink = rounds().sink("", 1, "{}");
    sink.check(SPARK.range(2).schema());
    assertThat(dir.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"notes.txt", "round-001/part-0.parquet", "uniform/round-001/x"})
  void aFolderThatHoldsAnythingElseIsNotTaken(String file) throws Exception {
    Folders.write(dir.resolve("out").resolve(file), "somebody's");
    Files.createDirectories(dir.resolve("out/.spark-mixup"));
    assertThatThrownBy(this::rounds)
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "output " + dir.resolve("out") + " exists already, and holds no rounds: name another");
    assertThat(dir.resolve("out").resolve(file)).hasContent("somebody's");
  }
}
