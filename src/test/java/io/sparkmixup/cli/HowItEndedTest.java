package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sparkmixup.testing.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file beside the report that says how a run ended, to those who cannot see its exit code. */
class HowItEndedTest {

  @TempDir Path folder;
  private Path input;
  private Path report;

  @BeforeEach
  void write() throws Exception {
    LocalSpark.session();
    report = folder.resolve("report");
    input = folder.resolve("in.csv");
    StringBuilder rows = new StringBuilder("x,y\n");
    for (int i = 0; i < 40; i++) {
      rows.append(i * i % 17).append(".5,").append(i).append(".25\n");
    }
    Files.writeString(input, rows);
  }

  private CommandRun synthesize(Path from, String... options) {
    List<String> args = new ArrayList<>(List.of("synthesize", "--input", from.toString()));
    args.addAll(List.of("--output", folder.resolve("out").toString()));
    args.addAll(List.of("--report", report.toString()));
    args.addAll(List.of(options));
    return CommandRun.onSpark(args.toArray(String[]::new));
  }

  private Config record() {
    return ConfigFactory.parseFile(report.resolve("exit.json").toFile());
  }

  @Test
  void tellsHowEachRunEnded() throws Exception {
    assertThat(synthesize(input).code()).isEqualTo(ExitCodes.DONE);
    Config done = record();
    assertThat(done.getString("format")).isEqualTo("spark-mixup-exit");
    assertThat(done.getInt("version")).isEqualTo(1);
    assertThat(done.getInt("exitCode")).isZero();
    assertThat(done.getString("message")).isEmpty();
    assertThat(done.getString("application")).startsWith("local-");
    byte[] finished = Files.readAllBytes(report.resolve("report.json"));

    CommandRun refused = synthesize(input);
    assertThat(refused.code()).isEqualTo(ExitCodes.REFUSED);
    assertThat(record().getInt("exitCode")).isEqualTo(ExitCodes.REFUSED);
    assertThat(refused.err()).contains("spark-mixup: " + record().getString("message") + "\n");
    assertThat(report.resolve("report.json")).as("of what is there").hasBinaryContent(finished);

    assertThat(synthesize(input, "--mode", "overwrite", "--tolerance", "0", "--level", "0.999"))
        .extracting(CommandRun::code)
        .isEqualTo(ExitCodes.NOT_VERIFIED);
    assertThat(record().getInt("exitCode")).isEqualTo(ExitCodes.NOT_VERIFIED);
  }

  /** An input of tomorrow, say: the most frequent of all wrong requests. */
  @Test
  void tellsOfInputThatIsNotThere() {
    Path absent = folder.resolve("absent.csv");
    assertThat(synthesize(absent).code()).isEqualTo(ExitCodes.REFUSED);
    assertThat(record().getInt("exitCode")).isEqualTo(ExitCodes.REFUSED);
    assertThat(record().getString("message")).isEqualTo("input " + absent + " does not exist");
  }

  @Test
  void aPlanAloneLeavesNone() {
    assertThat(synthesize(input, "--dry-run").code()).isEqualTo(ExitCodes.DONE);
    assertThat(report).doesNotExist();
  }

  @Test
  void neverWithinTheData() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.move(input, data.resolve("in.csv"));
    report = data.resolve("report");
    assertThat(synthesize(data).code()).isEqualTo(ExitCodes.REFUSED);
    assertThat(report).doesNotExist();
  }

  @Test
  void tellsOfComparisons() {
    CommandRun run =
        CommandRun.onSpark(
            "verify",
            "--original",
            input.toString(),
            "--synthetic",
            input.toString(),
            "--report",
            report.toString());
    assertThat(run.code()).isEqualTo(ExitCodes.NOT_VERIFIED);
    assertThat(record().getInt("exitCode")).isEqualTo(ExitCodes.NOT_VERIFIED);
  }
}
