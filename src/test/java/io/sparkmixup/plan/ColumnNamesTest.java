package io.sparkmixup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.RequestException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnNamesTest {

  private static final ColumnNames NAMES =
      new ColumnNames(List.of("x1", "x2", "x10", "y", "a.b", "größe", "x*", "re:z"));

  @ParameterizedTest
  @CsvSource({
    "y, y",
    "a.b, a.b",
    // A name that looks like a pattern is a name.
    "x*, x*",
    "re:z, re:z",
    "x?, x1 x2 x*",
    "x1*, x1 x10",
    "*b, a.b",
    "gr*e, größe",
    "re:x[0-9]+, x1 x2 x10",
    "re:(?i)Y, y",
  })
  void wordsMeanColumns(String word, String columns) {
    assertThat(NAMES.find(word, "--mix")).containsExactly(columns.split(" "));
  }

  @Test
  void dotsOfAGlobStandForThemselves() {
    assertThatThrownBy(() -> new ColumnNames(List.of("axb")).find("a.b*", "--mix"))
        .isInstanceOf(RequestException.class)
        .hasMessage("--mix a.b*: fits no column; the input has axb");
  }

  @Test
  void wordsThatFitNothingAreRefused() {
    ColumnNames names = new ColumnNames(List.of("b", "a"));
    assertThatThrownBy(() -> names.find("c", "--copy"))
        .isInstanceOf(RequestException.class)
        .hasMessage("--copy c: there is no such column; the input has a, b");
    assertThatThrownBy(() -> names.find("re:(", "--copy"))
        .isInstanceOf(RequestException.class)
        .hasMessage("--copy re:(: is no regular expression: unclosed group");
  }
}
