package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.testing.LocalSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A staging area that somebody removes while its run needs it. */
class LostAreaTest {

  private static final SparkSession SPARK = LocalSpark.session();
  private static final String NOTHING =
      "was removed while rows were written to it: nothing was published; see that nobody removes"
          + " it, and run again";

  @TempDir Path dir;
  private final FolderStore store = new LocalStore();
  private org.apache.hadoop.fs.Path target;

  @BeforeEach
  void prepare() throws Exception {
    target =
        CanonicalPath.of(
            new org.apache.hadoop.fs.Path(dir.resolve("out").toString()), new Configuration());
  }

  private OutputRequest request(OutputMode mode) {
    return OutputRequest.of(dir.resolve("out").toString(), FileFormat.PARQUET).withMode(mode);
  }

  private Path find(String end) {
    return dir.resolve(
        Folders.tree(dir).stream().filter(name -> name.endsWith(end)).findFirst().orElseThrow());
  }

  /** What Spark has made again of an area that it writes to is all there is. */
  private void loseRecord() {
    delete(find("/owner"));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void loseAll() {
    try {
      store.delete(new org.apache.hadoop.fs.Path(dir.resolve(".spark-mixup").toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A place that takes what it is given to copy. */
  private Staged stageForCopying(SparkSession spark, Consumer<Dataset<Row>> place)
      throws IOException {
    CopySink.Destination destination =
        new CopySink.Destination() {
          @Override
          public void check(StructType schema) {}

          @Override
          public void copy(Dataset<Row> rows) {
            place.accept(rows);
          }
        };
    OutputRequest request = request(OutputMode.ERRORIFEXISTS);
    return new CopySink(destination, "table:t", FolderSink.of(spark, request))
        .stage(spark.range(0, 6, 1, 3).toDF());
  }

  @Test
  void rowsAreCopiedFromAWholeAreaOnly() throws Exception {
    List<Row> copied = new ArrayList<>();
    try (Staged staged = stageForCopying(SPARK, rows -> copied.addAll(rows.collectAsList()))) {
      loseRecord();
      assertThatThrownBy(staged::publish)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("file:" + dir.toRealPath() + "/.spark-mixup/.out-")
          .hasMessageEndingWith(NOTHING);
    }
    assertThat(copied).isEmpty();
    assertThat(dir).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAreaThatIsLostWhileRowsAreCopiedIsAFailure(boolean copied) throws Exception {
    Consumer<Dataset<Row>> place =
        rows -> {
          if (copied) {
            assertThat(rows.count()).isEqualTo(6);
          }
          loseAll();
          if (!copied) {
            rows.collectAsList();
          }
        };
    try (Staged staged = stageForCopying(SPARK, place)) {
      assertThatThrownBy(staged::publish)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("file:" + dir.toRealPath() + "/.spark-mixup/.out-")
          .hasMessageEndingWith(
              "was removed while its rows were copied: output table:t may hold some of them, or"
                  + " all; look at it before you run again");
    }
    assertThat(dir).isEmptyDirectory();
  }

  /** As what tidies up old files does. */
  @Test
  void rowsAreNotCopiedWithoutOneOfTheirFiles() throws Exception {
    List<Row> copied = new ArrayList<>();
    try (Staged staged = stageForCopying(SPARK, rows -> copied.addAll(rows.collectAsList()))) {
      delete(find(".snappy.parquet"));
      assertThatThrownBy(staged::publish)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("of 3 files in file:" + dir.toRealPath() + "/.spark-mixup/.out-")
          .hasMessageEndingWith(
              "somebody has removed some, or added to them: nothing was published");
    }
    assertThat(copied).isEmpty();
  }

  /** A session may skip what it cannot read; a copy may not. */
  @Test
  void rowsThatCannotBeReadAreNotLeftOut() throws Exception {
    SparkSession skipping = SPARK.newSession();
    skipping.conf().set("spark.sql.files.ignoreCorruptFiles", "true");
    List<Row> copied = new ArrayList<>();
    try (Staged staged = stageForCopying(skipping, rows -> copied.addAll(rows.collectAsList()))) {
      Files.writeString(find(".snappy.parquet"), "no rows");
      assertThatThrownBy(staged::publish).isInstanceOf(Exception.class);
    }
    assertThat(copied).isEmpty();
  }

  /** Moved aside, and gone with the area: nobody is told just to run again. */
  @Test
  void anOldOutputThatIsGoneIsSaidToBe() throws Exception {
    Folders.write(dir.resolve("out/part-0"), "old");
    StagingArea area = areaInWhich("move", "data", lost -> store.delete(lost.folder()));
    OutputRequest request = request(OutputMode.OVERWRITE);
    assertThatThrownBy(
            () ->
                new FolderStaged(FolderFiles.of(SPARK, request), target, area, List.of()).publish())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "nothing was published, and the old output of "
                + dir.resolve("out")
                + ", which was moved aside to "
                + area.old());
  }

  /** Somebody has made another output in its place: the old one is all there is of it. */
  @Test
  void anOldOutputIsKeptWhereAnotherTookItsPlace() throws Exception {
    Folders.write(dir.resolve("out/part-0"), "old");
    StagingArea area =
        areaInWhich("move", "data", kept -> Folders.write(dir.resolve("out/part-2"), "another's"));
    try (Staged staged =
        new FolderStaged(
            FolderFiles.of(SPARK, request(OutputMode.OVERWRITE)), target, area, List.of())) {
      assertThatThrownBy(staged::publish).hasMessageContaining(area.old().toString());
    }
    assertThat(dir.resolve("out/part-2")).hasContent("another's");
    assertThat(Path.of(area.old().toUri().getPath()).resolve("part-0")).hasContent("old");
  }

  @Test
  void aFailureOfThePlaceIsItsOwn() throws Exception {
    IllegalStateException full = new IllegalStateException("full");
    Consumer<Dataset<Row>> place =
        rows -> {
          throw full;
        };
    try (Staged staged = stageForCopying(SPARK, place)) {
      assertThatThrownBy(staged::publish).isSameAs(full);
    }
    assertThat(dir).isEmptyDirectory();
  }

  /** Whatever the session says about files of its inputs. */
  @Test
  void aStagedFileThatIsGoneIsNotPassedOver() throws Exception {
    SparkSession spark = SPARK.newSession();
    spark.conf().set("spark.sql.files.ignoreMissingFiles", "true");
    Consumer<Dataset<Row>> place =
        rows -> {
          delete(find(".parquet"));
          rows.collectAsList();
        };
    try (Staged staged = stageForCopying(spark, place)) {
      assertThatThrownBy(staged::publish).hasStackTraceContaining("FileNotFoundException");
    }
  }

  /** With the record, or without: who removes an area may be at it still. */
  @ParameterizedTest
  @CsvSource({
    "ERRORIFEXISTS, data, true",
    "ERRORIFEXISTS, data, false",
    "OVERWRITE, out, false",
    "OVERWRITE, data, true",
    "OVERWRITE, data, false"
  })
  void anAreaThatIsLostBeforeAMoveIsNamed(OutputMode mode, String moved, boolean recorded)
      throws Exception {
    if (mode == OutputMode.OVERWRITE) {
      Folders.write(dir.resolve("out/part-0"), "old");
    }
    assertLost(mode, "move", moved, recorded);
    if (mode == OutputMode.OVERWRITE) {
      assertThat(dir.resolve("out/part-0")).hasContent("old");
    } else {
      assertThat(dir.resolve("out")).doesNotExist();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAreaThatIsLostBeforeItsFilesAreAppendedIsNamed(boolean recorded) throws Exception {
    Folders.write(dir.resolve("out/part-0"), "old");
    assertLost(OutputMode.APPEND, "list", "data", recorded);
    assertThat(dir.resolve("out").toFile().list()).containsExactly("part-0");
  }

  /** What happens to an area before a call. */
  @FunctionalInterface
  private interface Loss {
    void of(StagingArea area) throws IOException;
  }

  /** A staged row, and something that happens before a call of the store on a path of a name. */
  private StagingArea areaInWhich(String method, String name, Loss loss) throws IOException {
    Owner self = Owner.current("app", target.toString());
    StagingArea whole = StagingArea.create(store, target, self);
    Folders.write(Path.of(whole.data().toUri().getPath()).resolve("part-1"), "new");
    FolderStore losing =
        WatchedStore.of(
            store,
            (called, path) -> {
              if (called.equals(method) && path.getName().equals(name)) {
                loss.of(whole);
              }
            });
    return new StagingArea(losing, whole.folder(), self);
  }

  private void assertLost(OutputMode mode, String method, String name, boolean recorded)
      throws Exception {
    StagingArea area =
        areaInWhich(
            method,
            name,
            lost -> {
              store.delete(lost.data());
              if (!recorded) {
                loseRecord();
              }
            });
    assertThatThrownBy(
            () ->
                new FolderStaged(FolderFiles.of(SPARK, request(mode)), target, area, List.of())
                    .publish())
        .isInstanceOf(IOException.class)
        .hasMessage(area.folder() + " " + NOTHING);
    assertThat(store.exists(Claim.fileOf(target))).isFalse();
  }

  /** Else a claim would be held by nobody who gives it up. */
  @Test
  void aFileThatIsGoneOnceItHasItsNewNameIsMoved() throws Exception {
    org.apache.hadoop.fs.Path from = new org.apache.hadoop.fs.Path(target.getParent(), "from");
    Path removed = Path.of(from.toUri().getPath());
    AtomicBoolean enough = new AtomicBoolean();
    Thread remover =
        new Thread(
            () -> {
              while (!enough.get()) {
                delete(removed);
              }
            });
    remover.start();
    try {
      for (int i = 0; i < 1000; i++) {
        Files.createFile(removed);
        try {
          store.moveFile(from, target);
          store.delete(target);
        } catch (NoSuchFileException e) {
          assertThat(store.exists(target)).as("the new name, in attempt %d", i).isFalse();
        }
        delete(removed);
      }
    } finally {
      enough.set(true);
      remover.join();
    }
  }
}
