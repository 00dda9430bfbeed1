package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sparkmixup.RequestException;
import io.sparkmixup.testing.LocalSpark;
import io.sparkmixup.testing.NestingFileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishing on local disk, and on a file system that renames as HDFS does. */
class FolderSinkTest {

  private static final SparkSession SPARK = LocalSpark.session();
  private static final String LOCAL = "file:";
  private static final String HDFS_LIKE = "nesting:";

  @TempDir Path dir;

  @BeforeAll
  static void registerFileSystem() {
    NestingFileSystem.register(SPARK.sparkContext().hadoopConfiguration());
  }

  private static Dataset<Row> rows(int from, int to) {
    return SPARK.range(from, to).toDF();
  }

  private OutputRequest request(String scheme) {
    return OutputRequest.of(scheme + dir.resolve("out"), FileFormat.PARQUET);
  }

  private static void publish(OutputRequest request, Dataset<Row> rows) throws Exception {
    try (Staged staged = FolderSink.of(SPARK, request).stage(rows)) {
      staged.publish();
    }
  }

  private List<Long> published() {
    return SPARK.read().parquet(dir.resolve("out").toString()).collectAsList().stream()
        .map(row -> row.getLong(0))
        .sorted()
        .toList();
  }

  private void assertNoLeftovers() {
    assertThat(dir).isDirectoryNotContaining("glob:**.spark-mixup");
  }

  @ParameterizedTest
  @ValueSource(strings = {LOCAL, HDFS_LIKE})
  void stagedRowsAreInvisibleUntilPublished(String scheme) throws Exception {
    SPARK.range(5).write().parquet(dir.resolve("other").toString());
    Staged staged = FolderSink.of(SPARK, request(scheme)).stage(rows(0, 3));
    assertThat(dir.resolve("out")).doesNotExist();
    assertThat(SPARK.read().parquet(dir + "/*").count()).as("a glob beside it").isEqualTo(5);
    assertThat(Folders.tree(dir)).noneMatch(name -> name.contains("="));
    assertThat(staged.readBack(rows(0, 3).schema()).count()).isEqualTo(3);
    staged.publish();
    staged.close();
    assertThat(published()).containsExactly(0L, 1L, 2L);
    assertThat(dir.resolve("out/_SUCCESS")).exists();
    assertNoLeftovers();
    assertThatThrownBy(staged::publish)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("output %s was published or discarded already", "" + uri(scheme));
  }

  private String uri(String scheme) {
    return scheme + dir.resolve("out");
  }

  @ParameterizedTest
  @ValueSource(strings = {LOCAL, HDFS_LIKE})
  void discardLeavesNothing(String scheme) throws Exception {
    try (Staged staged = FolderSink.of(SPARK, request(scheme)).stage(rows(0, 3))) {
      assertThat(Folders.tree(dir)).anyMatch(name -> name.endsWith("/owner"));
      staged.discard();
    }
    assertThat(Folders.tree(dir)).isEmpty();
  }

  @Test
  void failingJobLeavesNothing() {
    Dataset<Row> failing = SPARK.range(3).selectExpr("raise_error('boom') AS x");
    FolderSink sink = sink(request(LOCAL));
    assertThatThrownBy(() -> sink.stage(failing.selectExpr("cast(x AS string) AS x")))
        .hasStackTraceContaining("boom");
    assertThatThrownBy(() -> sink.stage(SPARK.range(3).selectExpr("id", "id AS ID")))
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith(
            "output file:%s/out cannot be written: [COLUMN_ALREADY_EXISTS]", dir);
    assertThat(Folders.tree(dir)).isEmpty();
  }

  private static FolderSink sink(OutputRequest request) {
    try {
      return FolderSink.of(SPARK, request);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {LOCAL, HDFS_LIKE})
  void existingOutputIsRefusedEarlyAndAtPublishing(String scheme) throws Exception {
    FolderSink sink = sink(request(scheme));
    sink.check(rows(0, 1).schema());
    Staged first = sink.stage(rows(0, 3));
    Staged second = sink.stage(rows(0, 9));
    first.publish();
    String message =
        "output "
            + uri(scheme)
            + " exists already: name another, or use --mode overwrite or append";
    assertThatThrownBy(second::publish).isInstanceOf(RequestException.class).hasMessage(message);
    second.discard();
    assertThat(published()).hasSize(3);
    assertThat(Folders.tree(dir.resolve("out"))).noneMatch(name -> name.contains("data"));
    assertNoLeftovers();
    assertThatThrownBy(() -> sink.check(rows(0, 1).schema()))
        .isInstanceOf(RequestException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> sink.stage(rows(0, 1))).hasMessage(message);
    assertNoLeftovers();
  }

  @ParameterizedTest
  @ValueSource(strings = {LOCAL, HDFS_LIKE})
  void overwriteReplacesWhole(String scheme) throws Exception {
    OutputRequest overwrite = request(scheme).withMode(OutputMode.OVERWRITE);
    publish(overwrite, rows(0, 9));
    Folders.write(dir.resolve("out/extra"), "old");
    publish(overwrite, rows(100, 102));
    assertThat(published()).containsExactly(100L, 101L);
    assertThat(dir.resolve("out/extra")).doesNotExist();
    assertNoLeftovers();
  }

  @ParameterizedTest
  @ValueSource(strings = {LOCAL, HDFS_LIKE})
  void appendAddsFilesAndTheirChecksums(String scheme) throws Exception {
    OutputRequest append = request(scheme).withMode(OutputMode.APPEND);
    publish(append, rows(0, 2));
    List<String> before = Folders.tree(dir.resolve("out"));
    publish(append, rows(5, 7));
    assertThat(published()).containsExactly(0L, 1L, 5L, 6L);
    assertThat(Folders.tree(dir.resolve("out")))
        .containsAll(before)
        .hasSizeGreaterThan(before.size());
    if (scheme.equals(LOCAL)) {
      assertThat(Folders.tree(dir.resolve("out")))
          .containsAll(
              Folders.parts(dir.resolve("out")).stream().map(p -> "." + p + ".crc").toList());
    }
    assertNoLeftovers();
  }

  @Test
  void appendThatCollidesSaysHowFarItCame() throws Exception {
    OutputRequest append = request(LOCAL).withMode(OutputMode.APPEND);
    publish(append, rows(0, 2));
    Staged staged = FolderSink.of(SPARK, append).stage(rows(5, 7).coalesce(1));
    String part =
        Folders.tree(dir).stream()
            .filter(name -> name.contains("/data/part-"))
            .findFirst()
            .orElseThrow();
    String name = part.substring(part.lastIndexOf('/') + 1);
    Folders.write(dir.resolve("out").resolve(name), "in the way");
    assertThatThrownBy(staged::publish)
        .isInstanceOf(java.io.IOException.class)
        .hasMessageMatching(
            "appending to file:.*/out stopped after \\d of 4 files, which stay there, at "
                + name
                + ": .*FileAlreadyExistsException: .*")
        .hasNoCause();
    staged.discard();
    assertNoLeftovers();
  }

  @Test
  void anOutputThatCannotBeMovedAsideIsRefusedBeforeItIsReplacedOrAddedTo() throws Exception {
    assumeThat(Files.isDirectory(Path.of("/proc/self"))).isTrue();
    assertThat(new LocalStore().whyNotMovable(new org.apache.hadoop.fs.Path("/proc")))
        .contains("a mount point");
    Path folder = Files.createDirectory(dir.resolve("out"));
    org.apache.hadoop.fs.Path target = new org.apache.hadoop.fs.Path(folder.toString());
    assertThat(new LocalStore().whyNotMovable(target)).isEmpty();
    OutputRequest mounted = OutputRequest.of("/proc", FileFormat.PARQUET);
    for (OutputMode mode : List.of(OutputMode.OVERWRITE, OutputMode.APPEND)) {
      assertThatThrownBy(
              () ->
                  Place.checkChangeable(
                      new LocalStore(),
                      new org.apache.hadoop.fs.Path("/proc"),
                      mounted.withMode(mode)))
          .isInstanceOf(RequestException.class)
          .hasMessage(
              "output /proc cannot be %s: it is a mount point; name a folder below it, or another one",
              mode == OutputMode.OVERWRITE ? "replaced" : "added to");
    }
  }

  @Test
  void outputsThatCannotBeAreRefused() throws Exception {
    Path file = Folders.write(dir.resolve("file"), "x");
    FolderSink sink = sink(OutputRequest.of(file.toString(), FileFormat.PARQUET));
    assertThatThrownBy(() -> sink.check(rows(0, 1).schema()))
        .isInstanceOf(RequestException.class)
        .hasMessage("output %s is a file: name a folder, or remove the file", file);
    assertRefused("/", "output / is the root of a file system: name a folder below it");
    assertRefused(
        "s3a://bucket/out",
        "s3a://bucket/out is in an object store, where nothing is renamed in one step: name a place"
            + " on HDFS, ABFS or local disk, and copy it from there");
    assertRefused(
        "nosuch://x/out",
        "nosuch://x/out is on a file system where nothing is renamed in one step: name a place on"
            + " HDFS, ABFS or local disk, and copy it from there");
    assertThatThrownBy(() -> OutputRequest.of(" ", FileFormat.CSV))
        .isInstanceOf(RequestException.class)
        .hasMessage("no output: name a folder with --output");
    assertThatThrownBy(() -> request(LOCAL).withNullValue("NA"))
        .isInstanceOf(RequestException.class)
        .hasMessage("a null token is for csv: parquet has nulls of its own; leave it out");
    assertThatThrownBy(() -> OutputMode.of("replace"))
        .isInstanceOf(RequestException.class)
        .hasMessage("unknown mode 'replace': the modes are errorifexists, overwrite, append");
    assertThat(OutputMode.of("Append")).isEqualTo(OutputMode.APPEND);
  }

  private static void assertRefused(String location, String message) {
    assertThatThrownBy(() -> FolderSink.of(SPARK, OutputRequest.of(location, FileFormat.PARQUET)))
        .isInstanceOf(RequestException.class)
        .hasMessage(message);
  }

  @Test
  void capabilities() {
    assertThat(sink(request(LOCAL)).capabilities())
        .containsExactlyInAnyOrder(Sink.Capability.ATOMIC, Sink.Capability.WITHHOLD);
    assertThat(sink(request(LOCAL).withMode(OutputMode.APPEND)).capabilities())
        .containsExactly(Sink.Capability.WITHHOLD);
  }

  @Test
  void linkToAFolderStaysALink() throws Exception {
    Path real = Files.createDirectories(dir.resolve("disk/real"));
    Files.createSymbolicLink(dir.resolve("out"), real);
    publish(request(LOCAL).withMode(OutputMode.OVERWRITE), rows(0, 2));
    assertThat(dir.resolve("out")).isSymbolicLink();
    assertThat(published()).containsExactly(0L, 1L);
    assertThat(dir.resolve("disk")).isDirectoryNotContaining("glob:**.spark-mixup");
  }
}
