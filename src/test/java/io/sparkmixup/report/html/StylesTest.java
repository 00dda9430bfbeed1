package io.sparkmixup.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words are read and marks are seen in both themes: WCAG 2 AA, 4.5 and 3. */
class StylesTest {

  private static final Map<String, Integer> LIGHT = new HashMap<>();
  private static final Map<String, Integer> DARK = new HashMap<>();

  @BeforeAll
  static void read() throws Exception {
    String css =
        new String(
            StylesTest.class.getResourceAsStream("report.css").readAllBytes(),
            StandardCharsets.UTF_8);
    Matcher m = Pattern.compile("--([a-z-]+):#([0-9a-f]{3,6})\\b").matcher(css);
    while (m.find()) {
      String hex = m.group(2).length() == 3 ? m.group(2).replaceAll("(.)", "$1$1") : m.group(2);
      Map<String, Integer> theme = LIGHT.containsKey(m.group(1)) ? DARK : LIGHT;
      theme.put(m.group(1), Integer.parseInt(hex, 16));
    }
    assertThat(DARK.keySet()).isEqualTo(LIGHT.keySet());
  }

  @ParameterizedTest
  @CsvSource({
    "ink, paper, 7",
    "ink, raised, 7",
    "ink, good-paper, 7",
    "ink, bad-paper, 7",
    "ink, none-paper, 7",
    "soft, paper, 4.5",
    "soft, raised, 4.5",
    "blue, paper, 4.5",
    "good, good-paper, 4.5",
    "bad, bad-paper, 4.5",
    "none, none-paper, 4.5",
    "orange, paper, 3",
    "blue, band, 3",
    "orange, band, 3",
    "blue, area, 3"
  })
  void contrastIsEnough(String front, String back, double least) {
    for (Map<String, Integer> theme : List.of(LIGHT, DARK)) {
      assertThat(Diverging.contrast(theme.get(front), theme.get(back)))
          .as("%s on %s, %s", front, back, theme == LIGHT ? "light" : "dark")
          .isGreaterThanOrEqualTo(least);
    }
  }
}
