package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.testing.LocalSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fixed command lines give the very rows that they gave when the fingerprints were recorded. */
class GoldenTest {

  private static final Pattern OUTPUT = Pattern.compile("\"output\"\\s*:\\s*\"([0-9a-f]+-\\d+)\"");

  private static final Properties FINGERPRINTS = new Properties();

  @TempDir private Path folder;

  @BeforeAll
  static void open() throws IOException {
    LocalSpark.session();
    try (InputStream in = GoldenTest.class.getResourceAsStream("/golden/fingerprints.properties")) {
      FINGERPRINTS.load(in);
    }
  }

  @Test
  void penguinsComeOutAsRecorded() throws IOException {
    assertThat(
            fingerprint(
                "--input notebooks/data/penguins.csv --null-values NA --copy year --label species"))
        .isEqualTo(FINGERPRINTS.get("penguins"));
  }

  @Test
  void everyTypeComesOutAsRecorded() throws IOException {
    assertThat(
            fingerprint(
                "--input src/test/resources/golden/alltypes.parquet --mix b,s,i,l,f,d,dec9,dec38,doubles,longs,vector"
                    + " --id-columns k --seed 7"))
        .isEqualTo(FINGERPRINTS.get("alltypes"));
  }

  @Test
  void anotherSeedGivesAnotherFingerprint() throws IOException {
    assertThat(
            fingerprint(
                "--input src/test/resources/golden/alltypes.parquet --mix b,s,i,l,f,d,dec9,dec38,doubles,longs,vector"
                    + " --id-columns k --seed 8"))
        .endsWith("-1500")
        .isNotEqualTo(FINGERPRINTS.get("alltypes"));
  }

  private String fingerprint(String options) throws IOException {
    Path report = folder.resolve("report");
    List<String> args = new ArrayList<>(List.of("synthesize"));
    args.addAll(Arrays.asList(options.split(" ")));
    args.addAll(
        List.of("--output", folder.resolve("out").toString(), "--report", report.toString()));
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(err, true, StandardCharsets.UTF_8);
    int code = Commands.run(args.toArray(new String[0]), Main.ON_SPARK, print, print);
    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isEqualTo(ExitCodes.DONE);
    Matcher found = OUTPUT.matcher(Files.readString(report.resolve("report.json")));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }
}
