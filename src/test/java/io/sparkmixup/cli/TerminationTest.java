package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.testing.ForkedJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process does that is asked to end while it works. */
class TerminationTest {

  /** In a JVM of its own: it ends with the process. */
  public static final class Run {
    public static void main(String[] args) {
      System.setProperty("spark.master", "local[2]");
      System.setProperty("spark.ui.enabled", "false");
      System.setProperty("spark.driver.host", "127.0.0.1");
      System.setProperty("spark.driver.bindAddress", "127.0.0.1");
      Main.main(args);
    }
  }

  @TempDir Path folder;

  @Test
  void stopsSoonAndTakesAwayWhatItStaged() throws Exception {
    Path input = folder.resolve("in.csv");
    Random random = new Random(1);
    Files.writeString(
        input,
        Stream.generate(
                () ->
                    String.format(
                        Locale.ROOT, "%.6f,%.6f", random.nextGaussian(), random.nextDouble()))
            .limit(10_000)
            .collect(Collectors.joining("\n", "x,y\n", "\n")));
    Path report = folder.resolve("report");
    Files.createDirectory(report);
    Files.writeString(report.resolve("exit.json"), "of another run");
    Process process =
        ForkedJvm.start(
            Run.class,
            "synthesize",
            "--input",
            input.toString(),
            "--output",
            folder.resolve("out").toString(),
            // Far more than is written until it is asked to end.
            "--ratio",
            "100000",
            "--report",
            report.toString());
    List<String> said = new ArrayList<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        if (line.contains("pairing, mixing and staging")) {
          assertThat(report.resolve("exit.json")).doesNotExist();
          // Not by the process itself, which would stop listening.
          process.toHandle().destroy();
        }
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor()).as(String.join("\n", said)).isEqualTo(ExitCodes.STOPPED);
    assertThat(said)
        .containsOnlyOnce(
            "spark-mixup: asked to end: stopping",
            "spark-mixup: stopped before it was done; what was staged is taken away")
        .noneMatch(line -> line.contains("Exception") || line.startsWith("\tat "));
    assertThat(names()).containsExactly("in.csv", "report");
    assertThat(Files.readString(report.resolve("exit.json")))
        .contains("\"exitCode\": 143", "\"message\": \"stopped before it was done");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
