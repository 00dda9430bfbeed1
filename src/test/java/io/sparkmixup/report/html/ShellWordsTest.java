package io.sparkmixup.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellWordsTest {

  private static final List<String> WORDS =
      List.of(
          "synthesize",
          "--input=a b.csv",
          "it's",
          "",
          "$HOME `id` \"x\" \\ !! *",
          "two\nlines\tand\u202e\\'more",
          "größe 身高 🐧",
          "~/x",
          "#no",
          "a;b|c&d>e");

  /** A real shell reads the same words. */
  @Test
  void aShellReadsTheSameWords() throws Exception {
    Process bash =
        new ProcessBuilder("bash", "-c", "printf '%s\\0' " + ShellWords.of(WORDS)).start();
    String read = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).isZero();
    assertThat(Arrays.asList(read.split("\0", -1)).subList(0, WORDS.size())).isEqualTo(WORDS);
  }

  @Test
  void whatNeedsNoQuotesHasNone() {
    assertThat(ShellWords.of(List.of("verify", "--level=1e-4", "s3a://b/k")))
        .isEqualTo("verify --level=1e-4 s3a://b/k");
  }
}
