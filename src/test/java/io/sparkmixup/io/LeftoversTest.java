package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.RequestException;
import io.sparkmixup.testing.LocalSpark;
import io.sparkmixup.testing.NestingFileSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run finds after one that was killed. */
class LeftoversTest {

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir Path dir;
  private final FolderStore store = new LocalStore();
  private org.apache.hadoop.fs.Path target;
  private Owner dead;

  @BeforeEach
  void prepare() throws Exception {
    target =
        CanonicalPath.of(
            new org.apache.hadoop.fs.Path(dir.resolve("out").toString()), new Configuration());
    dead = DeadOwner.of(target);
  }

  private Owner owner(String host, long pid) {
    return new Owner(host, pid, dead.since(), "app-dead", dead.since(), target.toString());
  }

  private Path areaOf(Owner owner) throws IOException {
    StagingArea area = StagingArea.create(store, target, owner);
    return Path.of(area.folder().toUri().getPath());
  }

  private Staged stage(OutputMode mode) throws IOException {
    OutputRequest request =
        OutputRequest.of(dir.resolve("out").toString(), FileFormat.PARQUET).withMode(mode);
    return FolderSink.of(SPARK, request).stage(SPARK.range(2).toDF());
  }

  /** What a process that is killed has done of a call; all calls after it fail, too. */
  @FunctionalInterface
  private interface Half {
    void of(Path path) throws IOException;
  }

  private static FolderStore killedIn(String method, int call, Half half) {
    AtomicInteger calls = new AtomicInteger();
    return WatchedStore.of(
        new LocalStore(),
        (called, path) -> {
          boolean counts = called.equals(method);
          int now = counts ? calls.incrementAndGet() : calls.get();
          if (now < call) {
            return;
          }
          if (now == call && counts) {
            half.of(Path.of(path.toUri().getPath()));
          }
          calls.addAndGet(call);
          throw new IOException("killed");
        });
  }

  private void assertNextRunPublishesAndCleans() throws Exception {
    try (Staged staged = stage(OutputMode.OVERWRITE)) {
      staged.publish();
    }
    assertThat(SPARK.read().parquet(dir.resolve("out").toString()).count()).isEqualTo(2);
    assertOnlyOutput();
  }

  @Test
  void recordThatWasNotWrittenDoesNotKeepAnArea() throws Exception {
    FolderStore before = killedIn("createNew", 1, path -> {});
    assertThatThrownBy(() -> StagingArea.create(before, target, dead)).hasMessage("killed");
    FolderStore empty = killedIn("createNew", 1, Files::createFile);
    assertThatThrownBy(() -> StagingArea.create(empty, target, dead)).hasMessage("killed");
    assertNextRunPublishesAndCleans();
  }

  @Test
  void areaWithoutRecordOfAnOwnerWhoMayBeAliveStays() throws Exception {
    List<Owner> others =
        List.of(Owner.current("app-alive", target.toString()), owner("another-host", dead.pid()));
    for (Owner other : others) {
      FolderStore killed = killedIn("createNew", 1, path -> {});
      assertThatThrownBy(() -> StagingArea.create(killed, target, other)).hasMessage("killed");
    }
    stage(OutputMode.OVERWRITE).discard();
    assertThat(dir.resolve(".spark-mixup").toFile().list()).hasSize(2);
  }

  @Test
  void claimThatWasNotWrittenHoldsNobodyUp() throws Exception {
    // The first call of a run that publishes is for its owner record.
    FolderStore killed = killedIn("createNew", 2, Files::createFile);
    StagingArea area = StagingArea.create(killed, target, dead);
    assertThatThrownBy(() -> Claim.whileHeld(area, target, Claim.PATIENCE, () -> {}))
        .hasMessage("killed");
    assertThat(store.exists(Claim.fileOf(target))).isFalse();
    assertNextRunPublishesAndCleans();
  }

  /** In the order of a folder that lists the record first. */
  private static void deleteOne(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.deleteIfExists(folder);
      return;
    }
    try (Stream<Path> children = Files.list(folder)) {
      Optional<Path> first = children.max(Comparator.comparing(Path::getFileName));
      if (first.isPresent()) {
        deleteOne(first.get());
      } else {
        Files.delete(folder);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void rowsThatAKilledRunWasRemovingAreRemovedByTheNext(int call) throws Exception {
    FolderStore killed = killedIn("delete", call, LeftoversTest::deleteOne);
    StagingArea area = StagingArea.create(killed, target, dead);
    Path folder = Path.of(area.folder().toUri().getPath());
    Folders.write(folder.resolve("data/part-0"), "new");
    Folders.write(folder.resolve("data/part-1"), "new");
    Folders.write(folder.resolve("old/part-0"), "old");
    Folders.write(folder.resolve("old/part-1"), "old");
    assertThatThrownBy(area::remove).hasMessage("killed");
    assertNextRunPublishesAndCleans();
  }

  @Test
  void halfOfAnOldOutputIsNotPutBack() throws Exception {
    // data and gone are deleted first; the third call is for the old output.
    FolderStore killed = killedIn("delete", 3, LeftoversTest::deleteOne);
    StagingArea area = StagingArea.create(killed, target, dead);
    Path folder = Path.of(area.folder().toUri().getPath());
    Folders.write(folder.resolve("old/part-0"), "old");
    Folders.write(folder.resolve("old/part-1"), "old");
    assertThatThrownBy(area::remove).hasMessage("killed");
    stage(OutputMode.ERRORIFEXISTS).discard();
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void oldOutputThatCannotBePutBackIsNotRemoved() throws Exception {
    Folders.write(dir.resolve("out/part-0"), "old");
    FolderStore failing = killedIn("move", 2, path -> {});
    StagingArea area = StagingArea.create(failing, target, dead);
    Folders.write(Path.of(area.data().toUri().getPath()).resolve("part-0"), "new");
    OutputRequest request =
        OutputRequest.of(dir.resolve("out").toString(), FileFormat.PARQUET)
            .withMode(OutputMode.OVERWRITE);
    assertThatThrownBy(
            () ->
                new FolderStaged(FolderFiles.of(SPARK, request), target, area, List.of()).publish())
        .hasMessageStartingWith("nothing was published, and the old output of ")
        .hasMessageContaining(area.old().toString());
    StagingArea later = new StagingArea(store, area.folder(), dead);
    new FolderStaged(FolderFiles.of(SPARK, request), target, later, List.of()).discard();
    assertThat(Path.of(area.old().toUri().getPath()).resolve("part-0")).hasContent("old");
    stage(OutputMode.OVERWRITE).discard();
    assertThat(dir.resolve("out/part-0")).hasContent("old");
    assertOnlyOutput();
  }

  private void assertOnlyOutput() {
    assertThat(dir.toFile().list()).containsExactly("out");
  }

  @Test
  void stagingOfADeadRunIsRemoved() throws Exception {
    Path area = areaOf(dead);
    Folders.write(area.resolve("data/part-0"), "half");
    store.createNew(Claim.fileOf(target), dead.toBytes());
    try (Staged staged = stage(OutputMode.ERRORIFEXISTS)) {
      assertThat(area).doesNotExist();
      staged.publish();
    }
    assertOnlyOutput();
  }

  @Test
  void crashBetweenTheTwoRenamesOfAnOverwriteIsUndone() throws Exception {
    Path area = areaOf(dead);
    Folders.write(area.resolve("old/part-0"), "old");
    Folders.write(area.resolve("data/part-0"), "new");
    assertThatThrownBy(() -> stage(OutputMode.ERRORIFEXISTS))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("exists already");
    assertThat(dir.resolve("out/part-0")).hasContent("old");
    assertOnlyOutput();
  }

  @Test
  void nextOverwriteAfterSuchACrashReplacesTheOldOutput() throws Exception {
    Path area = areaOf(dead);
    Folders.write(area.resolve("old/part-0"), "old");
    try (Staged staged = stage(OutputMode.OVERWRITE)) {
      assertThat(dir.resolve("out/part-0")).hasContent("old");
      staged.publish();
    }
    assertThat(SPARK.read().parquet(dir.resolve("out").toString()).count()).isEqualTo(2);
    assertOnlyOutput();
  }

  @Test
  void crashAfterTheSecondRenameKeepsTheNewOutput() throws Exception {
    Path area = areaOf(dead);
    Folders.write(area.resolve("old/part-0"), "old");
    Folders.write(dir.resolve("out/part-0"), "new");
    stage(OutputMode.OVERWRITE).discard();
    assertThat(dir.resolve("out/part-0")).hasContent("new");
    assertOnlyOutput();
  }

  @Test
  void othersStagingIsLeftAlone() throws Exception {
    Path alive = areaOf(Owner.current("app-alive", target.toString()));
    Path elsewhere = areaOf(owner("another-host", dead.pid()));
    Path sibling =
        Path.of(
            StagingArea.create(
                    store,
                    new org.apache.hadoop.fs.Path(target.getParent(), "out2"),
                    new Owner(
                        dead.host(), dead.pid(), dead.since(), "x", dead.since(), target + "2"))
                .folder()
                .toUri()
                .getPath());
    Path unreadable = areaOf(dead);
    Folders.write(unreadable.resolve("owner"), "host=");
    stage(OutputMode.OVERWRITE).discard();
    assertThat(List.of(alive, elsewhere, sibling, unreadable))
        .allSatisfy(area -> assertThat(area).exists());
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:", "nesting:"})
  void claimsOnASiblingAreNobodysStaging(String scheme) throws Exception {
    NestingFileSystem.register(SPARK.sparkContext().hadoopConfiguration());
    Path root = dir.resolve(".spark-mixup");
    Folders.write(root.resolve(".claim-1"), new String(dead.toBytes(), StandardCharsets.UTF_8));
    Owner alive = Owner.current("app-alive", target + "2");
    Folders.write(root.resolve(".claim-2"), new String(alive.toBytes(), StandardCharsets.UTF_8));
    OutputRequest request = OutputRequest.of(scheme + dir.resolve("out"), FileFormat.PARQUET);
    try (Staged staged = FolderSink.of(SPARK, request).stage(SPARK.range(2).toDF())) {
      staged.publish();
    }
    assertThat(SPARK.read().parquet(dir.resolve("out").toString()).count()).isEqualTo(2);
    assertThat(root.toFile().list()).containsExactlyInAnyOrder(".claim-1", ".claim-2");
  }

  @Test
  void failedSecondRenameOfAnOverwriteIsUndoneAtOnce() throws Exception {
    Folders.write(dir.resolve("out/part-0"), "old");
    Staged staged = stage(OutputMode.OVERWRITE);
    Path data =
        dir.resolve(
            Folders.tree(dir).stream().filter(n -> n.endsWith("/data")).findFirst().orElseThrow());
    store.delete(new org.apache.hadoop.fs.Path(data.toString()));
    assertThatThrownBy(staged::publish).isInstanceOf(IOException.class);
    assertThat(dir.resolve("out/part-0")).hasContent("old");
    staged.discard();
    assertOnlyOutput();
  }

  /** Another user's, or on a disk that keeps files that somebody still reads. */
  @Test
  void stagingThatCannotBeRemovedKeepsNobodyFromPublishing() throws Exception {
    FolderStore failing = failingIn("delete", "gone");
    StagingArea area = StagingArea.create(failing, target, dead);
    Folders.write(Path.of(area.folder().toUri().getPath()).resolve("gone/part-0"), "old");
    StagingArea own = StagingArea.create(failing, target, Owner.current("app", target.toString()));
    Leftovers.clean(own, target);
    assertThat(store.exists(area.folder())).isTrue();
    assertThat(store.exists(Claim.fileOf(target))).isFalse();
  }

  @Test
  void stagingWhoseRecordMayNotBeReadIsLeftAlone() throws Exception {
    FolderStore failing = failingIn("read", "owner");
    StagingArea area = StagingArea.create(failing, target, dead);
    StagingArea own = StagingArea.create(failing, target, Owner.current("app", target.toString()));
    Leftovers.clean(own, target);
    assertThat(store.exists(area.folder())).isTrue();
  }

  /** In a folder such as /tmp the folder of areas is the user's who came first. */
  @Test
  void anAreaIsRemovedThoughTheFolderOfAreasIsAnothersAndStays() throws Exception {
    StagingArea area = StagingArea.create(failingIn("deleteIfEmpty", ".spark-mixup"), target, dead);
    area.remove();
    assertThat(store.exists(area.folder())).isFalse();
    assertThat(dir.resolve(".spark-mixup")).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"read", "delete"})
  void theClaimOfAnotherUserIsWaitedForAndThenNamed(String method) throws Exception {
    FolderStore failing = failingIn(method, Claim.fileOf(target).getName());
    StagingArea area = StagingArea.create(failing, target, Owner.current("app", target.toString()));
    store.createNew(Claim.fileOf(target), dead.toBytes());
    Leftovers.clean(area, target);
    assertThatThrownBy(() -> Claim.whileHeld(area, target, Duration.ofMillis(1), () -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is being published by another job (")
        .hasMessageContaining(method.equals("read") ? "(of another user)" : "(app-dead, process ")
        .as("of several causes the innermost is what a user is told")
        .hasNoCause();
  }

  @Test
  void whoWaitedForAClaimWithoutAnAreaIsTold() throws Exception {
    StagingArea area = StagingArea.create(store, target, Owner.current("app", target.toString()));
    FolderStore gone =
        WatchedStore.of(
            store,
            (called, path) -> {
              if (called.equals("moveFile")) {
                store.delete(area.folder());
              }
            });
    StagingArea lost = new StagingArea(gone, area.folder(), area.owner());
    assertThatThrownBy(() -> Claim.whileHeld(lost, target, Claim.PATIENCE, () -> {}))
        .hasMessageContaining("was removed while rows were written to it: nothing was published");
    assertThat(store.exists(Claim.fileOf(target))).isFalse();
  }

  @Test
  void aFileThatIsNotThereIsNotMoved() {
    org.apache.hadoop.fs.Path from = new org.apache.hadoop.fs.Path(target.getParent(), "none");
    assertThatThrownBy(() -> store.moveFile(from, target)).isInstanceOf(NoSuchFileException.class);
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void claimThatCannotBeRemovedDoesNotUndoWhatWasDoneUnderIt() throws Exception {
    FolderStore failing = failingIn("delete", Claim.fileOf(target).getName());
    StagingArea area = StagingArea.create(failing, target, Owner.current("app", target.toString()));
    AtomicInteger done = new AtomicInteger();
    Claim.whileHeld(area, target, Claim.PATIENCE, done::incrementAndGet);
    assertThat(done).hasValue(1);
    IOException failure = new IOException("first");
    store.delete(Claim.fileOf(target));
    assertThatThrownBy(
            () ->
                Claim.whileHeld(
                    area,
                    target,
                    Claim.PATIENCE,
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
  }

  @Test
  void anAreaThatCannotBeMadeWholeIsRemoved() {
    FolderStore failing = failingIn("moveFile", "owner-half");
    assertThatThrownBy(() -> StagingArea.create(failing, target, dead))
        .isInstanceOf(AccessDeniedException.class);
    assertThat(dir).isEmptyDirectory();
  }

  /** By somebody who took the run for dead; Spark makes the folders again that it writes to. */
  @Test
  void rowsAreNotPublishedFromAnAreaThatWasRemovedMeanwhile() throws Exception {
    Folders.write(dir.resolve("out/part-0"), "old");
    Staged staged = stage(OutputMode.OVERWRITE);
    String record =
        Folders.tree(dir).stream().filter(n -> n.endsWith("/owner")).findFirst().orElseThrow();
    Files.delete(dir.resolve(record));
    assertThatThrownBy(staged::publish)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was removed while rows were written to it: nothing was published");
    staged.discard();
    assertThat(dir.resolve("out/part-0")).hasContent("old");
    assertOnlyOutput();
  }

  /** In a folder of all users, such as /tmp, others stage beside this one. */
  @ParameterizedTest
  @ValueSource(strings = {"file:", "nesting:"})
  void whoMayWriteBesideAnOutputMayStageThere(String scheme) throws Exception {
    NestingFileSystem.register(SPARK.sparkContext().hadoopConfiguration());
    Files.setAttribute(dir, "unix:mode", 01777);
    OutputRequest request = OutputRequest.of(scheme + dir.resolve("out"), FileFormat.PARQUET);
    try (Staged staged = FolderSink.of(SPARK, request).stage(SPARK.range(2).toDF())) {
      int mode = (Integer) Files.getAttribute(dir.resolve(".spark-mixup"), "unix:mode");
      assertThat(mode & 07777).isEqualTo(01777);
      staged.discard();
    }
  }

  /** A store in which one method fails for files and folders of one name. */
  private static FolderStore failingIn(String method, String name) {
    return WatchedStore.of(
        new LocalStore(),
        (called, path) -> {
          if (called.equals(method) && path.getName().equals(name)) {
            throw new AccessDeniedException(name);
          }
        });
  }

  @Test
  void ownerIsGoneOnlyWhereThatIsProvable() {
    Owner self = Owner.current("app", "t=1\\2\n3");
    assertThat(self.isGone()).isFalse();
    assertThat(Owner.parse(self.toBytes())).contains(self);
    assertThat(dead.isGone()).isTrue();
    assertThat(owner("localhost", dead.pid()).isGone()).as("every host's name").isFalse();
    assertThat(owner("localhost.localdomain", dead.pid()).isGone()).isFalse();
    assertThat(owner(self.host() + ".4026532201", dead.pid()).isGone())
        .as("a container that shares the machine's name")
        .isFalse();
    assertThat(owner("another-host", dead.pid()).isGone()).isFalse();
    assertThat(owner(self.host(), self.pid()).isGone()).as("the pid was given again").isTrue();
    Owner before =
        new Owner(
            self.host(), self.pid(), self.processStart().minusSeconds(9), "", self.since(), "t");
    assertThat(before.isGone()).as("a container that was started again").isTrue();
    assertThat(Owner.parse(new byte[0])).isEmpty();
    assertThat(self)
        .hasToString(
            "app, process %d on %s, since %s".formatted(self.pid(), self.host(), self.since()));
  }
}
