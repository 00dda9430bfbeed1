package io.sparkmixup.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordingTest {

  @Test
  void oneRowIsNotSpokenOfAsSeveral() {
    assertThat(Wording.exact(399, 400, "the original rows").remark())
        .isEqualTo(
            "; for 399 of 400 rows they are those of the original rows, to rounding: the other could"
                + " not be moved, and was tested as the law made it");
    assertThat(Wording.exact(398, 400, "the original rows").remark())
        .endsWith(": the other 2 could not be moved, and were tested as the law made them");
  }
}
