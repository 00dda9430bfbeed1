package io.sparkmixup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuotedNameTest {

  private static final List<String> NAMES =
      List.of("a", "b", "x", "a x b", "a x", "x b", "x x", "axb", "a  b");

  @Test
  void aPairIsNoName() {
    assertThat(QuotedName.pair("a", "b")).isEqualTo("a x b");
    assertThat(QuotedName.single("a x b")).isEqualTo("\"a x b\"");
    assertThat(QuotedName.pair("x", "x")).isEqualTo("x x x");
    List<String> all = new ArrayList<>();
    for (String name : NAMES) {
      all.add(QuotedName.single(name));
      assertThat(QuotedName.isPair(QuotedName.single(name))).as(name).isFalse();
      for (String other : NAMES) {
        all.add(QuotedName.pair(name, other));
        assertThat(QuotedName.isPair(QuotedName.pair(name, other))).isTrue();
      }
    }
    assertThat(all).doesNotHaveDuplicates();
  }
}
