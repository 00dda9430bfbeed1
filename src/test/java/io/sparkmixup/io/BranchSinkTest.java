package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.RequestException;
import io.sparkmixup.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables of Apache Iceberg take rows on a branch, which nothing is left of. */
class BranchSinkTest {

  private static final SparkSession SPARK = LocalSpark.session();
  private static final String TABLE = "ice.branches.`t'x`";

  @BeforeEach
  void make() {
    SPARK.sql("create database ice.branches");
    SPARK.sql("create table " + TABLE + " (id bigint, n int) using iceberg partitioned by (n)");
  }

  @AfterEach
  void remove() {
    SPARK.sql("drop table " + TABLE + " purge");
    SPARK.sql("drop database ice.branches");
    assertThat(Path.of(System.getProperty("java.io.tmpdir"), ".spark-mixup")).doesNotExist();
  }

  private static void fill() {
    rows(100).write().mode("append").insertInto(TABLE);
  }

  private static Dataset<Row> rows(int count) {
    return SPARK.range(count).selectExpr("id", "cast(id % 3 as int) as n");
  }

  private static Sink sink(OutputMode mode) throws IOException {
    OutputRequest request = OutputRequest.of("table:" + TABLE, FileFormat.PARQUET).withMode(mode);
    return Sinks.table(SPARK, request, Optional.empty(), Optional.empty());
  }

  private static long count() {
    return SPARK.table(TABLE).count();
  }

  private static List<String> refs() {
    return SPARK.table(TABLE + ".refs").select("name").collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static long snapshots() {
    return SPARK.table(TABLE + ".snapshots").count();
  }

  private static long dataFiles() throws IOException {
    Path data = Path.of(System.getProperty("java.io.tmpdir"), "ice", "branches", "t'x", "data");
    if (!Files.exists(data)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(data)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).count();
    }
  }

  @ParameterizedTest
  @CsvSource({"APPEND, 0, 70", "OVERWRITE, 0, 70", "APPEND, 100, 170", "OVERWRITE, 100, 70"})
  void whatIsPublishedIsWhatWasSeenOnTheBranch(OutputMode mode, int before, int after)
      throws Exception {
    if (before > 0) {
      fill();
    }
    Sink sink = sink(mode);
    assertThat(sink.capabilities())
        .containsExactlyInAnyOrder(Sink.Capability.ATOMIC, Sink.Capability.WITHHOLD);
    Dataset<Row> rows = rows(70).selectExpr("n", "id + 1000 as id");
    try (Staged staged = sink.stage(rows)) {
      Dataset<Row> back = staged.readBack(rows.schema());
      assertThat(back.columns()).containsExactly("n", "id");
      assertThat(back.collectAsList()).containsExactlyInAnyOrderElementsOf(rows.collectAsList());
      assertThat(count()).isEqualTo(before);
      staged.publish();
    }
    assertThat(count()).isEqualTo(after);
    assertThat(refs()).containsExactly("main");
  }

  @ParameterizedTest
  @CsvSource({"APPEND, 0", "OVERWRITE, 0", "APPEND, 100", "OVERWRITE, 100"})
  void ofWhatIsDiscardedNothingStays(OutputMode mode, int before) throws Exception {
    if (before > 0) {
      fill();
    }
    List<String> refs = refs();
    long snapshots = snapshots();
    long files = dataFiles();
    try (Staged staged = sink(mode).stage(rows(70))) {
      assertThat(staged.readBack(rows(70).schema()).count()).isEqualTo(70);
      assertThat(dataFiles()).isGreaterThan(files);
    }
    assertThat(count()).isEqualTo(before);
    assertThat(refs()).isEqualTo(refs);
    assertThat(snapshots()).isEqualTo(snapshots);
    assertThat(dataFiles()).isEqualTo(files);
  }

  /** Files of tasks that had ended stay, as Iceberg has it; nothing refers to them. */
  @Test
  void ofAJobThatFailsNoRowsStay() throws Exception {
    fill();
    Dataset<Row> failing =
        rows(70)
            .withColumn("id", functions.expr("if(id < 60, id, raise_error('no more'))"))
            .select(functions.col("id").cast("bigint"), functions.col("n"));
    Sink sink = sink(OutputMode.APPEND);
    assertThatThrownBy(() -> sink.stage(failing)).hasStackTraceContaining("no more");
    assertThat(refs()).containsExactly("main");
    assertThat(snapshots()).isEqualTo(1);
    assertThat(count()).isEqualTo(100);
  }

  @Test
  void rowsAreAddedToWhatOthersHaveAddedMeanwhile() throws Exception {
    fill();
    try (Staged staged = sink(OutputMode.APPEND).stage(rows(70))) {
      fill();
      assertThat(staged.readBack(rows(70).schema()).count()).isEqualTo(70);
      staged.publish();
    }
    assertThat(count()).isEqualTo(270);
    assertThat(refs()).containsExactly("main");
  }

  @ParameterizedTest
  @EnumSource(
      value = OutputMode.class,
      names = {"APPEND", "OVERWRITE"})
  void ofABranchThatSomebodyHasDroppedMeanwhileNothingIsPublished(OutputMode mode)
      throws Exception {
    fill();
    try (Staged staged = sink(mode).stage(rows(70))) {
      String branch =
          refs().stream().filter(name -> !name.equals("main")).findFirst().orElseThrow();
      SPARK.sql("alter table " + TABLE + " drop branch `" + branch + "`");
      assertThatThrownBy(staged::publish).hasMessage("Ref does not exist: " + branch);
    }
    assertThat(count()).isEqualTo(100);
    assertThat(refs()).containsExactly("main");
  }

  @Test
  void whatOthersHaveAddedMeanwhileIsNotOverwritten() throws Exception {
    fill();
    try (Staged staged = sink(OutputMode.OVERWRITE).stage(rows(70))) {
      fill();
      assertThatThrownBy(staged::publish)
          .isInstanceOf(IOException.class)
          .hasMessage(
              "output table:"
                  + TABLE
                  + " was changed while its rows were made, and stays as it is now: run again");
    }
    assertThat(count()).isEqualTo(200);
    assertThat(refs()).containsExactly("main");
    assertThat(snapshots()).isEqualTo(2);
  }

  @Test
  void branchesOfRunsThatAreGoneAreRemovedAndThoseOfLiveOnesStay() throws Exception {
    fill();
    Owner live = Owner.current("app", "t");
    // No process has this number, or if one has, it began at another time.
    Owner gone = new Owner(live.host(), 1L << 40, Instant.ofEpochSecond(1), "", Instant.EPOCH, "");
    Owner elsewhere = new Owner("other-host", 1L << 40, Instant.EPOCH, "", Instant.EPOCH, "");
    String left = IcebergBranch.nameFor(gone);
    List<String> others =
        List.of("audit", IcebergBranch.nameFor(live), IcebergBranch.nameFor(elsewhere));
    for (String name : others) {
      SPARK.sql("alter table " + TABLE + " create branch `" + name + "`");
    }
    long files = dataFiles();
    SPARK.sql("alter table " + TABLE + " create branch `" + left + "`");
    rows(5).write().mode("append").insertInto(TABLE + ".`branch_" + left + "`");

    Staged staged = sink(OutputMode.APPEND).stage(rows(70));
    assertThat(refs()).doesNotContain(left).containsAll(others);
    staged.close();
    assertThat(refs()).contains("main").containsAll(others).hasSize(4);
    assertThat(dataFiles()).isEqualTo(files);
  }

  /** Killed after it published and before it had cleaned up: its rows are the table's by now. */
  @Test
  void aBranchThatWasPublishedGoesWithoutItsRows() throws Exception {
    fill();
    Owner live = Owner.current("app", "t");
    String left =
        IcebergBranch.nameFor(
            new Owner(live.host(), 1L << 40, Instant.ofEpochSecond(1), "", Instant.EPOCH, ""));
    SPARK.sql("alter table " + TABLE + " create branch `" + left + "`");
    rows(5).write().mode("append").insertInto(TABLE + ".`branch_" + left + "`");
    SPARK.sql("call ice.system.fast_forward('branches.`t\\'x`', 'main', '" + left + "')");
    fill();
    sink(OutputMode.APPEND).stage(rows(70)).close();
    assertThat(refs()).containsExactly("main");
    assertThat(count()).isEqualTo(205);
    assertThat(snapshots()).isEqualTo(3);
  }

  /** It begins with the table's own snapshot. */
  @ParameterizedTest
  @EnumSource(names = {"APPEND", "OVERWRITE"})
  void tableAndModeAreCheckedFirst(OutputMode mode) throws Exception {
    Sink sink = sink(mode);
    assertThatThrownBy(() -> sink.stage(rows(3).drop("n")))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("the output has no column 'n' for it");
    assertThat(refs()).isEmpty();
    Sink fails = sink(OutputMode.ERRORIFEXISTS);
    assertThatThrownBy(() -> fails.check(rows(3).schema()))
        .hasMessageContaining("exists already: name another");
  }

  /** The session writes to a branch of the user's then, or stages for its own audit. */
  @Test
  void whoHasABranchOfTheirOwnKeepsIt() throws Exception {
    assertThat(sink(OutputMode.APPEND)).isInstanceOf(BranchSink.class);
    for (String setting : List.of("spark.wap.branch", "spark.wap.id")) {
      SPARK.conf().set(setting, "audit");
      try {
        assertThat(sink(OutputMode.APPEND)).isInstanceOf(CopySink.class);
      } finally {
        SPARK.conf().unset(setting);
      }
    }
  }
}
