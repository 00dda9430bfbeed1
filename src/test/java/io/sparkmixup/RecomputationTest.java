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

  /** What comes out of each sample, a line each. */
  private static String bits;

  @BeforeAll
  static void runOnOneCore() throws Exception {
    List<String> lines = run("local[1]", false);
    expected = plan(lines);
    bits = bits(lines);
  }

  @Test
  void countsAreThoseOfTheRows() {
    assertThat(expected).contains(" rows 40000 guests 2 lone 0 ");
  }

  @Test
  void fourCoresGiveTheSameBitsAndCounts() throws Exception {
    List<String> lines = run("local[4]", false);
    assertThat(plan(lines)).isEqualTo(expected);
    assertThat(bits.lines()).hasSize(SampleRows.ALL_KEYS.size());
    assertThat(bits(lines)).isEqualTo(bits);
  }

  @Test
  void tasksThatFailTheFirstTimeGiveTheSameBitsAndAreCountedOnce() throws Exception {
    assertThat(plan(run("local[2,4]", true))).isEqualTo(expected);
    assertThat(Files.readString(folder.resolve("log-local-2-4"))).contains("fails on purpose");
  }

  private static List<String> run(String master, boolean failing)
      throws IOException, InterruptedException {
    String name = master.replaceAll("\\W+", "-").replaceAll("-$", "");
    return ForkedJvm.run(
        folder.resolve("log-" + name),
        ForkedRun.class,
        master,
        String.valueOf(failing),
        folder.resolve(name).toString());
  }

  private static String plan(List<String> lines) {
    return lines.stream().filter(l -> l.startsWith("plan ")).findFirst().orElseThrow();
  }

  private static String bits(List<String> lines) {
    return String.join("\n", lines.stream().filter(l -> l.startsWith("bits of ")).toList());
  }
}
