package io.sparkmixup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> !a.startsWith("-javaagent") && !a.startsWith("-Xmx"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(
            ForkedRun.class.getName(),
            master,
            String.valueOf(failing),
            folder.resolve(name).toString()));
    Path log = folder.resolve("log-" + name);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int code = process.waitFor();
    List<String> lines = Files.readAllLines(log);
    assertThat(code).as(String.join("\n", lines)).isZero();
    return lines.stream().filter(l -> l.startsWith("plan ")).findFirst().orElseThrow();
  }
}
