package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the preflight as the launcher does: plain Java, with what the jar bundles and no Spark. */
class PreflightTest {

  private record Answer(int code, String text) {}

  private static Answer preflight(String... args) throws IOException, InterruptedException {
    String bundled =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(
                p ->
                    p.matches(
                        ".*[/\\\\](classes|(picocli|commons-numbers|config)-[^/\\\\]*\\.jar)"))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", bundled, Preflight.class.getName()));
    command.addAll(Arrays.asList(args));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Answer(process.exitValue(), text);
  }

  @Test
  void solvesWithoutSpark() throws Exception {
    Answer answer = preflight("solve", "--json");
    assertThat(answer.text()).startsWith("{").contains("\"law\": \"epbeta\"");
    assertThat(answer.code()).isZero();
  }

  @Test
  void refusesWithoutSpark() throws Exception {
    Answer answer = preflight("synthesize", "--input", "a.csv", "--output", "b", "--law", "normal");
    assertThat(answer.text())
        .isEqualToNormalizingNewlines(
            "spark-mixup: --law normal: must be epbeta, beta, uniform or fixed\n");
    assertThat(answer.code()).isEqualTo(2);
  }

  @Test
  void refusesARatioWithoutSpark() throws Exception {
    Answer answer =
        preflight(
            "repeat",
            "--input",
            "a.csv",
            "--output",
            "b",
            "--rounds",
            "2",
            "--moments",
            "exact",
            "--ratio",
            "0.5");
    assertThat(answer.text())
        .isEqualToNormalizingNewlines(
            "spark-mixup: --moments exact needs at least one synthetic row of each original one:"
                + " use --ratio 1 or more in place of --ratio 0.5\n");
    assertThat(answer.code()).isEqualTo(2);
  }

  @Test
  void readsAProfileCommandWithoutSpark() throws Exception {
    Answer answer = preflight("profile", "--input", "a.csv", "--output", "b", "--mix", "x");
    assertThat(answer.text()).isEmpty();
    assertThat(answer.code()).isEqualTo(Preflight.NEEDS_SPARK);
  }

  @Test
  void leavesItToSparkWhichSourcesThereAre() throws Exception {
    Answer answer =
        preflight("synthesize", "--input-format", "jdbc", "--output", "b", "--partition-by", "c");
    assertThat(answer.text()).isEmpty();
    assertThat(answer.code()).isEqualTo(Preflight.NEEDS_SPARK);
  }

  @Test
  void explainsItselfWithoutSpark() throws Exception {
    Answer answer = preflight("synthesize", "--help");
    assertThat(answer.text()).startsWith("Usage: spark-mixup synthesize");
    assertThat(answer.code()).isZero();
  }

  @Test
  void leavesWellFormedRequestsForRowsToSpark() throws Exception {
    Answer answer = preflight("synthesize", "--input", "a.csv", "--output", "b");
    assertThat(answer.text()).isEmpty();
    assertThat(answer.code()).isEqualTo(Preflight.NEEDS_SPARK);
  }
}
