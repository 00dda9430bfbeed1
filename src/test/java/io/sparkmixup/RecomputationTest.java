package io.sparkmixup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Masters and failing tasks need a JVM of their own: Spark has one context in each. */
class RecomputationTest {

  @TempDir private static Path folder;

  private static String expected;

  @BeforeAll
  static void runOnOneCore() throws Exception {
    expected = run("local[1]", false);
  }

  @Test
  void countsAreThoseOfTheRows() {
    assertThat(expected).contains(" rows 40000 guests 2 lone 0 ");
  }

  @Test
  void fourCoresGiveTheSameBitsAndCounts() throws Exception {
    assertThat(run("local[4]", false)).isEqualTo(expected);
  }

  @Test
  void tasksThatFailTheFirstTimeGiveTheSameBitsAndAreCountedOnce() throws Exception {
    assertThat(run("local[2,4]", true)).isEqualTo(expected);
    assertThat(Files.readString(folder.resolve("log-local-2-4"))).contains("fails on purpose");
  }

  private static String run(String master, boolean failing)
      throws IOException, InterruptedException {
    String name = master.replaceAll("\\W+", "-").replaceAll("-$", "");
    List<String> lines =
        ForkedJvm.run(
            folder.resolve("log-" + name),
            ForkedRun.class,
            master,
            String.valueOf(failing),
            folder.resolve(name).toString());
    return lines.stream().filter(l -> l.startsWith("plan ")).findFirst().orElseThrow();
  }
}
