package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets are in no log, plan, report, message or page of Spark's UI. See {@link SecretsRun}. */
class HiddenSecretsTest {

  @TempDir private static Path folder;

  private static List<String> printed;

  @BeforeAll
  static void run() throws Exception {
    Files.writeString(folder.resolve("password"), SecretsRun.SECRETS.get(0) + "\n");
    printed = ForkedJvm.run(folder.resolve("log"), SecretsRun.class, folder.toString());
  }

  private static List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(name))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static void holdsNone(Path file) throws IOException {
    assertThat(Files.readString(file)).as(file.toString()).doesNotContain(SecretsRun.SECRETS);
  }

  @Test
  void theRunsEndAsTheyShould() {
    assertThat(printed.stream().filter(line -> line.startsWith("exit ")))
        .containsExactly("exit 0", "exit 0", "exit 2", "exit 2");
  }

  @Test
  void planLogAndMessagesHoldNone() throws IOException {
    assertThat(printed).anyMatch(line -> line.startsWith("rows "));
    holdsNone(folder.resolve("log"));
    assertThat(printed)
        .contains(
            "spark-mixup: input s3a://[redacted]@bucket/x is on a file system that this Spark does"
                + " not know: add the connector for s3a: to its class path");
    assertThat(printed).anyMatch(l -> l.startsWith("spark-mixup: input jdbc [redacted] cannot be"));
  }

  @Test
  void theReportHoldsNone() throws IOException {
    List<Path> report = files("report");
    assertThat(report).hasSizeGreaterThan(2);
    for (Path file : report) {
      holdsNone(file);
    }
  }

  @Test
  void thePagesOfSparkHoldNone() throws IOException {
    List<Path> pages = files("pages");
    for (Path file : pages) {
      holdsNone(file);
    }
    for (String name : List.of("environment", "environment.api")) {
      Path last = pages.stream().filter(p -> p.endsWith("3-" + name)).findFirst().orElseThrow();
      assertThat(Files.readString(last))
          .contains("spark.hadoop.fs.s3a.secret.key", "spark.hadoop.fs.azure.account.key.store")
          .contains("*********(redacted)");
    }
    assertThat(pages).anyMatch(p -> p.endsWith("3-query1"));
  }
}
