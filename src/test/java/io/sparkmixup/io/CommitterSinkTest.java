package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.Mixup;
import io.sparkmixup.MixupResult;
import io.sparkmixup.RequestException;
import io.sparkmixup.testing.FlatFileSystem;
import io.sparkmixup.testing.LocalSpark;
import io.sparkmixup.verify.VerifyMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outputs where no folder can be renamed in one step. */
class CommitterSinkTest {

  private static final SparkSession SPARK = LocalSpark.session();

  private static Dataset<Row> rows;

  @TempDir private Path dir;

  @BeforeAll
  static void makeRows() {
    FlatFileSystem.register(SPARK.sparkContext().hadoopConfiguration());
    rows =
        SPARK
            .range(0, 2000, 1, 4)
            .selectExpr("sin(id) as a", "cos(id * id) as b", "string(id % 3) as k")
            .localCheckpoint();
  }

  private OutputRequest request() {
    return OutputRequest.of("flat://" + dir.resolve("out"), FileFormat.PARQUET);
  }

  private MixupResult run(OutputRequest request, long seed) throws IOException {
    return mixup(seed).writeTo(Sinks.folder(SPARK, request));
  }

  private static Mixup mixup(long seed) {
    return Mixup.of(rows).seed(seed).label("k");
  }

  private long written() {
    return SPARK.read().parquet(dir.resolve("out").toString()).count();
  }

  private List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  /** The same rows as anywhere; renamed was nothing but what Spark's committer renames. */
  @Test
  void theCommitterPublishes() throws Exception {
    List<String> said = new ArrayList<>();
    MixupResult there = mixup(7).progress(said::add).writeTo(Sinks.folder(SPARK, request()));
    MixupResult here = mixup(7).writeTo(dir.resolve("local").toString(), FileFormat.PARQUET);
    assertThat(there.verification().get().verdict().passed()).isTrue();
    assertThat(there.verification().get().output()).isEqualTo(here.verification().get().output());
    assertThat(names(dir)).containsExactly("local", "out");
    assertThat(names(dir.resolve("out"))).contains("_SUCCESS").doesNotContain("_temporary");
    assertThat(FlatFileSystem.moved())
        .isNotEmpty()
        .allMatch(folder -> folder.toString().contains("/_temporary/"));
    assertThat(said)
        .contains(
            "warning: output "
                + request().location()
                + ": no folder can be renamed there in one step, so rows are visible before they"
                + " are verified");
  }

  @Test
  void whatIsVisibleCannotBeWithheld() {
    assertThatThrownBy(
            () -> mixup(7).verify(VerifyMode.WITHHOLD).writeTo(Sinks.folder(SPARK, request())))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "--verify withhold: this output cannot be withheld once it is written; use --verify"
                + " fail");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void anOutputThatIsThereIsRefusedReplacedOrAddedTo() throws Exception {
    run(request(), 1);
    assertThatThrownBy(() -> run(request(), 2))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "output %s exists already: name another, or use --mode overwrite or append",
            request().location());
    MixupResult more = run(request().withMode(OutputMode.APPEND), 2);
    // Of the rows that were added, and of no others.
    assertThat(more.verification().get().output().count()).isEqualTo(2000);
    assertThat(written()).isEqualTo(4000);
    // An option that would keep what an overwrite does not write itself.
    run(
        request()
            .withMode(OutputMode.OVERWRITE)
            .withOption("partitionOverwriteMode", "dynamic")
            .withPartitionBy(List.of("k")),
        3);
    assertThat(written()).isEqualTo(2000);
  }

  @Test
  void foldersOfPartitionsAreReadBackWhereTheyAreAdded() throws Exception {
    OutputRequest divided = request().withPartitionBy(List.of("k"));
    run(divided, 1);
    MixupResult more = run(divided.withMode(OutputMode.APPEND), 2);
    assertThat(more.verification().get().verdict().passed()).isTrue();
    assertThat(written()).isEqualTo(4000);
  }

  /** A new folder goes; of others only their owner knows what is whose. */
  @Test
  void aNewFolderThatIsDiscardedIsTakenBack() throws Exception {
    try (Staged staged = Sinks.folder(SPARK, request()).stage(rows)) {
      assertThat(staged.readBack(rows.schema()).count()).isEqualTo(2000);
    }
    assertThat(dir.resolve("out")).doesNotExist();
    run(request(), 1);
    Sinks.folder(SPARK, request().withMode(OutputMode.APPEND)).stage(rows).close();
    assertThat(written()).isEqualTo(4000);
  }

  @Test
  void theInputIsNotReplaced() throws Exception {
    run(request(), 1);
    Dataset<Row> own = SPARK.read().parquet(request().location());
    OutputRequest overwrite = request().withMode(OutputMode.OVERWRITE);
    assertThatThrownBy(() -> Mixup.of(own).label("k").writeTo(Sinks.folder(SPARK, overwrite)))
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith("output " + request().location() + " overlaps the input flat:");
    assertThat(written()).isEqualTo(2000);
  }

  /** Nothing is left that would keep the next run from the place. */
  @Test
  void aJobThatFailsLeavesNothing() throws Exception {
    Dataset<Row> bad = rows.selectExpr("if(a > 0.9, raise_error('broken'), a) as a", "b", "k");
    assertThatThrownBy(() -> Sinks.folder(SPARK, request()).stage(bad))
        .hasMessageContaining("broken");
    assertThat(dir).isEmptyDirectory();
    run(request(), 1);
    List<String> before = names(dir.resolve("out"));
    OutputRequest append = request().withMode(OutputMode.APPEND);
    assertThatThrownBy(() -> Sinks.folder(SPARK, append).stage(bad)).hasMessageContaining("broken");
    assertThat(names(dir.resolve("out"))).isEqualTo(before);
  }

  /** Between the last look and Spark's own somebody else has published: that stays. */
  @Test
  void whatAnotherJobHasMadeMeanwhileStays() throws Exception {
    FlatFileSystem.makeAfter(2, new org.apache.hadoop.fs.Path(request().location()));
    assertThatThrownBy(() -> Sinks.folder(SPARK, request()).stage(rows))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "output %s exists already: name another, or use --mode overwrite or append",
            request().location());
    assertThat(names(dir.resolve("out"))).contains("part-0");
  }

  @Test
  void placesThatHadoopDoesNotKnowAreRefused() {
    assertRefused(
        "nosuch://x/out",
        "output nosuch://x/out is on a file system that this Spark does not know: add the connector"
            + " for nosuch: to its class path");
    SPARK.sparkContext().hadoopConfiguration().set("fs.absent.impl", "org.example.Absent");
    assertRefused(
        "absent://x/out",
        "output absent://x/out is on a file system that this Spark does not know: add the connector"
            + " for absent: to its class path");
  }

  private static void assertRefused(String location, String message) {
    assertThatThrownBy(() -> Sinks.folder(SPARK, OutputRequest.of(location, FileFormat.PARQUET)))
        .isInstanceOf(RequestException.class)
        .hasMessage(message);
  }
}
