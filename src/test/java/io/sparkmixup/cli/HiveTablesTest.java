package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.testing.ForkedJvm;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of Hive in and out: plain, partitioned, views; with a metastore of their own. */
class HiveTablesTest {

  @TempDir private Path folder;

  @Test
  void tablesOfHive() throws Exception {
    assertThat(ForkedJvm.run(folder.resolve("log"), HiveRun.class, folder.toString()))
        .filteredOn(line -> line.startsWith("hive: "))
        .containsExactly(
            "hive: h.made exit 0",
            "hive: h.divided exit 0",
            "hive: h.divided exit 0",
            "hive: h.people exit 0",
            "hive: h.seen exit 2",
            "hive: made 600",
            "hive: divided 1200",
            "hive: people 400");
  }
}
