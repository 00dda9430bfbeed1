package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.testing.LocalSpark;
import io.sparkmixup.testing.NestingFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcurrentPublishTest {

  private static final SparkSession SPARK = LocalSpark.session();
  private static final int JOBS = 4;

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "file, ERRORIFEXISTS, 1, 10",
    "file, OVERWRITE, 4, 10",
    "file, APPEND, 4, 40",
    "nesting, ERRORIFEXISTS, 1, 10",
    "nesting, OVERWRITE, 4, 10",
    "nesting, APPEND, 4, 40"
  })
  void publishersOfOneTarget(String scheme, OutputMode mode, int winners, long rows)
      throws Exception {
    NestingFileSystem.register(SPARK.sparkContext().hadoopConfiguration());
    Path out = dir.resolve("out");
    OutputRequest request = OutputRequest.of(scheme + ":" + out, FileFormat.PARQUET).withMode(mode);
    List<Staged> staged = new ArrayList<>();
    for (int i = 0; i < JOBS; i++) {
      staged.add(FolderSink.of(SPARK, request).stage(SPARK.range(10).coalesce(1).toDF()));
    }
    List<String> refusals = publishAtOnce(staged);
    assertThat(refusals).hasSize(JOBS - winners);
    assertThat(refusals)
        .allMatch(
            line ->
                line.equals(
                    "output "
                        + request.location()
                        + " exists already: name"
                        + " another, or use --mode overwrite or append"));
    assertThat(SPARK.read().parquet(out.toString()).count()).isEqualTo(rows);
    assertThat(Folders.tree(out)).as("nothing nests").noneMatch(name -> name.contains("/"));
    assertThat(Folders.tree(dir)).noneMatch(name -> name.contains(".spark-mixup"));
  }

  private static List<String> publishAtOnce(List<Staged> staged) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(staged.size());
    CountDownLatch start = new CountDownLatch(1);
    List<Future<String>> outcomes =
        staged.stream().map(each -> threads.submit(() -> outcome(each, start))).toList();
    start.countDown();
    List<String> refusals = new ArrayList<>();
    for (Future<String> outcome : outcomes) {
      if (!outcome.get().isEmpty()) {
        refusals.add(outcome.get());
      }
    }
    threads.shutdown();
    return refusals;
  }

  private static String outcome(Staged staged, CountDownLatch start) throws Exception {
    start.await();
    try (staged) {
      staged.publish();
      return "";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  @Test
  void claimThatIsNotGivenUpIsNamed() throws Exception {
    org.apache.hadoop.fs.Path target = new org.apache.hadoop.fs.Path("file:" + dir + "/out");
    FolderStore store = new LocalStore();
    Owner self = Owner.current("app-1", target.toString());
    StagingArea area = StagingArea.create(store, target, self);
    Claim.whileHeld(
        area,
        target,
        Claim.PATIENCE,
        () ->
            assertThatThrownBy(
                    () -> Claim.whileHeld(area, target, Duration.ofMillis(120), () -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage(
                    "output %s is being published by another job (%s); run again when it has ended,"
                        + " or remove %s if it is gone",
                    target, self, Claim.fileOf(target)));
    assertThat(store.exists(Claim.fileOf(target))).isFalse();
  }
}
