package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.RequestException;
import io.sparkmixup.testing.LocalSpark;
import io.sparkmixup.testing.NestingFileSystem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One file on local disk, and on a file system that renames as HDFS does. */
class WholeFileTest {

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir Path dir;

  @BeforeAll
  static void registerFileSystem() {
    NestingFileSystem.register(SPARK.sparkContext().hadoopConfiguration());
  }

  private WholeFile file(String scheme, OutputMode mode) throws Exception {
    return WholeFile.of(SPARK, scheme + dir.resolve("a/f.json"), mode);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:", "nesting:"})
  void isWrittenAndReplacedAndNothingElseIsLeft(String scheme) throws Exception {
    file(scheme, OutputMode.ERRORIFEXISTS).write(bytes("one"));
    assertThat(Folders.tree(dir)).containsExactly("a", "a/f.json");
    assertThat(dir.resolve("a/f.json")).hasContent("one");
    file(scheme, OutputMode.OVERWRITE).write(bytes("two"));
    assertThat(Folders.tree(dir)).containsExactly("a", "a/f.json");
    assertThat(WholeFile.read(SPARK, scheme + dir.resolve("a/f.json"), "--merge"))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:", "nesting:"})
  void whatIsThereStays(String scheme) throws Exception {
    WholeFile late = file(scheme, OutputMode.ERRORIFEXISTS);
    assertThat(Folders.tree(dir)).as("a look changes nothing").isEmpty();
    file(scheme, OutputMode.ERRORIFEXISTS).write(bytes("one"));
    String message =
        "output "
            + scheme
            + dir.resolve("a/f.json")
            + " exists already: name another, or use --mode overwrite";
    assertThatThrownBy(() -> late.write(bytes("two")))
        .isInstanceOf(RequestException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> file(scheme, OutputMode.ERRORIFEXISTS))
        .isInstanceOf(RequestException.class)
        .hasMessage(message);
    assertThat(Folders.tree(dir)).containsExactly("a", "a/f.json");
    assertThat(dir.resolve("a/f.json")).hasContent("one");
  }

  @Test
  void ofSeveralWritersOneSucceeds() throws Exception {
    int writers = 8;
    ExecutorService pool = Executors.newFixedThreadPool(writers);
    try {
      List<WholeFile> files = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        files.add(file("file:", OutputMode.ERRORIFEXISTS));
      }
      List<Future<Integer>> results = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        WholeFile file = files.get(w);
        byte[] content = bytes("by " + w);
        int writer = w;
        results.add(
            pool.submit(
                () -> {
                  file.write(content);
                  return writer;
                }));
      }
      List<Integer> done = new ArrayList<>();
      for (Future<Integer> result : results) {
        try {
          done.add(result.get());
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(RequestException.class);
        }
      }
      assertThat(done).hasSize(1);
      assertThat(dir.resolve("a/f.json")).hasContent("by " + done.get(0));
      assertThat(Folders.tree(dir)).containsExactly("a", "a/f.json");
    } finally {
      pool.shutdown();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "append | x.json | mode append: x.json is one file; the modes are errorifexists, overwrite",
        "overwrite | / | output / is the root of a file system: name a file below it",
        "overwrite | s3a://b/x.json | s3a://b/x.json is in an object store, where nothing is renamed"
            + " in one step: name a place on HDFS, ABFS or local disk, and copy it from there",
      })
  void refusesWhatItCannotWrite(String mode, String location, String message) {
    assertThatThrownBy(() -> WholeFile.of(SPARK, location, OutputMode.of(mode)))
        .isInstanceOf(RequestException.class)
        .hasMessage(message);
  }

  @Test
  void refusesFoldersAndAbsentFiles() throws Exception {
    Files.createDirectories(dir.resolve("a/f.json"));
    assertThatThrownBy(() -> file("file:", OutputMode.OVERWRITE))
        .isInstanceOf(RequestException.class)
        .hasMessage("output file:%s is a folder: name a file", dir.resolve("a/f.json"));
    assertThatThrownBy(() -> WholeFile.read(SPARK, dir + "/none", "--merge"))
        .isInstanceOf(RequestException.class)
        .hasMessage("--merge %s/none: there is no such file", dir);
  }
}
