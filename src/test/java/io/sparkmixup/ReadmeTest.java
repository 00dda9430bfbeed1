package io.sparkmixup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.testing.LocalSpark;
import io.sparkmixup.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in README.md is code that compiles and runs. */
class ReadmeTest {

  private static final Path README = Path.of("README.md");
  private static final Path EXAMPLE = Path.of("src/test/java/io/sparkmixup/LibraryExample.java");
  private static final String MARKER = "<!-- example: library -->";

  @TempDir Path folder;

  /** The first fenced block after the marker. */
  private static String inReadme() throws IOException {
    assertThat(README).as("the README, with an example after %s", MARKER).exists();
    List<String> lines = Files.readAllLines(README);
    int marker = lines.indexOf(MARKER);
    assertThat(marker).as("README.md: the line %s before its Java example", MARKER).isNotNegative();
    List<String> after = lines.subList(marker + 1, lines.size());
    int begin = after.indexOf("```java");
    assertThat(begin).as("README.md: a block ```java after %s", MARKER).isNotNegative();
    List<String> block = after.subList(begin + 1, after.size());
    int end = block.indexOf("```");
    assertThat(end).as("README.md: the end of the block after %s", MARKER).isNotNegative();
    return String.join("\n", block.subList(0, end)).strip();
  }

  private static String inCode() throws IOException {
    String code = Files.readString(EXAMPLE);
    String begin = "// example: library\n";
    return code.substring(code.indexOf(begin) + begin.length(), code.indexOf("// end of example"))
        .stripIndent()
        .strip();
  }

  @Test
  void readmeShowsTheExampleThatRuns() throws IOException {
    assertThat(inReadme())
        .as("README.md: the example after %s, as it stands in %s", MARKER, EXAMPLE)
        // The README names a folder where the test passes one.
        .isEqualTo(inCode().replace("writeTo(output,", "writeTo(\"out/penguins\","));
  }

  @Test
  void exampleWritesVerifiedRows() throws IOException {
    String output = folder.resolve("out").toString();
    MixupResult result = LibraryExample.run(LocalSpark.session(), output);
    assertThat(result.verdict()).map(Verdict::passed).contains(true);
    assertThat(result.plan().classLabel()).contains("species");
    assertThat(result.plan().request().seed()).isEqualTo(7);
    assertThat(LocalSpark.session().read().parquet(output).count()).isEqualTo(344);
  }
}
