package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sparkmixup.RequestException;
import io.sparkmixup.testing.LocalSpark;
import io.sparkmixup.testing.NestingFileSystem;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The folder of staging areas, which all who may write beside an output share. */
class SharedStagingTest {

  private static final SparkSession SPARK = LocalSpark.session();
  private static final int FOR_ALL = 01777;

  @TempDir Path dir;
  private final Configuration conf = SPARK.sparkContext().hadoopConfiguration();
  private Path root;

  @BeforeEach
  void prepare() {
    NestingFileSystem.register(conf);
    root = dir.resolve(".spark-mixup");
  }

  private org.apache.hadoop.fs.Path target(String scheme) throws IOException {
    return CanonicalPath.of(new org.apache.hadoop.fs.Path(scheme + dir.resolve("out")), conf);
  }

  private static int mode(Path folder) throws IOException {
    return (Integer) Files.getAttribute(folder, "unix:mode") & 07777;
  }

  /** Of those the user is in; root may name any. */
  private boolean givesAnotherGroup(Path folder) throws Exception {
    Object own = Files.getAttribute(folder, "unix:gid");
    Process id = new ProcessBuilder("id", "-G").start();
    String groups = new String(id.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    for (String group :
        Stream.concat(groups.lines().flatMap(l -> Stream.of(l.split(" "))), Stream.of("1"))
            .toList()) {
      try {
        Files.setAttribute(folder, "unix:gid", Integer.valueOf(group));
      } catch (IOException e) {
        continue;
      }
      if (!Files.getAttribute(folder, "unix:gid").equals(own)) {
        return true;
      }
    }
    return false;
  }

  /** Of a team in whose folder files get the group of who makes them. */
  @Test
  void isOfTheGroupOfTheFolderAbove() throws Exception {
    assumeThat(givesAnotherGroup(dir)).as("the user has two groups").isTrue();
    Files.setAttribute(dir, "unix:mode", 0770);
    new LocalStore().makeFolderForAll(new org.apache.hadoop.fs.Path(root.toString()));
    assertThat(Files.getAttribute(root, "unix:gid")).isEqualTo(Files.getAttribute(dir, "unix:gid"));
    assertThat(mode(root)).isEqualTo(0770);
  }

  @ParameterizedTest
  @CsvSource({"0770, 0700", "0775, 0755", "2770, 2700", "1777, 1777", "0755, 0755"})
  void anotherGroupMayWhatAllMay(String above, String made) {
    assertThat(LocalStore.forAnotherGroup(Integer.parseInt(above, 8)))
        .isEqualTo(Integer.parseInt(made, 8));
  }

  /** What a run does whose call comes right after another one has removed the empty folder. */
  private FolderStore afterItWasRemoved(String scheme) throws IOException {
    FolderStore real = FolderStore.of(target(scheme), conf);
    AtomicInteger calls = new AtomicInteger();
    return WatchedStore.of(
        real,
        (called, path) -> {
          boolean within =
              path.getParent() != null && path.getParent().getName().equals(".spark-mixup");
          if (called.startsWith("makeFolder") && within && calls.incrementAndGet() == 1) {
            Files.delete(root);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:", "nesting:"})
  void isMadeForAllWhereItHasGoneBeforeAnAreaIsMade(String scheme) throws Exception {
    Files.setAttribute(dir, "unix:mode", FOR_ALL);
    org.apache.hadoop.fs.Path target = target(scheme);
    Owner self = Owner.current("app", target.toString());
    StagingArea area = StagingArea.create(afterItWasRemoved(scheme), target, self);
    assertThat(mode(root)).isEqualTo(FOR_ALL);
    assertThat(root.resolve(area.folder().getName()).resolve("owner")).exists();
    assertThat(root.toFile().list()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:", "nesting:"})
  void isNotMadeByALook(String scheme) throws Exception {
    Files.createDirectory(root);
    org.apache.hadoop.fs.Path target = target(scheme);
    Place.check(afterItWasRemoved(scheme), StagingArea.root(target), "out");
    assertThat(dir).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:", "nesting:"})
  void aFileOfItsNameIsFoundBeforeAnythingRuns(String scheme) throws Exception {
    Files.writeString(root, "somebody's");
    OutputRequest request = OutputRequest.of(scheme + dir.resolve("out"), FileFormat.PARQUET);
    FolderSink sink = FolderSink.of(SPARK, request);
    assertThatThrownBy(() -> sink.check(SPARK.range(1).schema()))
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith(
            "output %s cannot be made: no folder can be created in %s",
            request.location(), StagingArea.root(target(scheme)));
    assertThat(root).hasContent("somebody's");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:", "nesting:"})
  void aFileOfItsNameThatComesLaterIsNamed(String scheme) throws Exception {
    Files.writeString(root, "somebody's");
    org.apache.hadoop.fs.Path target = target(scheme);
    FolderStore store = FolderStore.of(target, conf);
    assertThatThrownBy(() -> store.makeFolderForAll(StagingArea.root(target)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(StagingArea.root(target).toString());
    assertThat(dir.toFile().list()).containsExactly(".spark-mixup");
  }

  @Test
  void aFileOfItsNameIsInNobodysWayWhoStagesNothing() throws Exception {
    Files.writeString(root, "somebody's");
    WholeFile.of(SPARK, dir.resolve("f.json").toString(), OutputMode.OVERWRITE)
        .write(new byte[] {'x'});
    assertThat(List.of(dir.toFile().list())).containsExactlyInAnyOrder("f.json", ".spark-mixup");
  }

  /** A store whose very root is not there, a container that nobody has made, say. */
  @Test
  void aStoreThatIsNotThereIsRefusedAtOnce() throws Exception {
    FolderStore absent =
        (FolderStore)
            Proxy.newProxyInstance(
                FolderStore.class.getClassLoader(),
                new Class<?>[] {FolderStore.class},
                (proxy, called, arguments) -> {
                  if (called.getName().equals("exists")) {
                    return false;
                  }
                  throw new FileNotFoundException("no such container");
                });
    assertThatThrownBy(() -> Place.check(absent, target("file:"), "out"))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "output out cannot be made: no folder can be created in file:/ (FileNotFoundException)");
  }
}
