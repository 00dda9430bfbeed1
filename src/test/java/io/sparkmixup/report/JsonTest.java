package io.sparkmixup.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void writesNestedValuesInTheOrderOfTheMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("zebra", 1);
    map.put("apple", new double[][] {{1, 0.5}, {1e-7, Double.NaN}});
    map.put("nothing", null);
    map.put("inner", Map.of("yes", true));
    map.put("rows", List.of(Map.of("n", 1L), Map.of("n", 2L)));
    assertThat(Json.text(map))
        .isEqualTo(
            """
            {
              "zebra": 1,
              "apple": [
                [1.0, 0.5],
                [1.0E-7, null]
              ],
              "nothing": null,
              "inner": {
                "yes": true
              },
              "rows": [
                {
                  "n": 1
                },
                {
                  "n": 2
                }
              ]
            }""");
  }

  @Test
  void writesEmptyContainersOnOneLine() {
    assertThat(Json.text(Map.of())).isEqualTo("{}");
    assertThat(Json.text(List.of())).isEqualTo("[]");
    assertThat(Json.text(new int[0])).isEqualTo("[]");
    assertThat(Json.text(List.of(List.of(), Map.of()))).isEqualTo("[\n  [],\n  {}\n]");
  }

  @Test
  void writesScalarsAsJavaWritesThem() {
    assertThat(Json.text(Arrays.asList(0.1 + 0.2, -0.0, Double.MIN_VALUE, 1.5f, Long.MIN_VALUE)))
        .isEqualTo("[0.30000000000000004, -0.0, 4.9E-324, 1.5, -9223372036854775808]");
    assertThat(Json.text(Arrays.asList(new BigInteger("9".repeat(20)), new BigDecimal("1.10"))))
        .isEqualTo("[99999999999999999999, 1.10]");
    assertThat(Json.text(new boolean[] {true, false})).isEqualTo("[true, false]");
    assertThat(Json.text(new Object[] {"a", null})).isEqualTo("[\"a\", null]");
    assertThat(Json.text(null)).isEqualTo("null");
  }

  @Test
  void writesNullForNumbersThatJsonDoesNotHave() {
    assertThat(Json.text(new double[] {Double.NaN, Double.NEGATIVE_INFINITY}))
        .isEqualTo("[null, null]");
    assertThat(Json.text(Float.POSITIVE_INFINITY)).isEqualTo("null");
  }

  @Test
  void escapesWhatMustBeEscapedInValuesAndKeys() {
    assertThat(Json.text("\"\\/\n\r\t\b\f\0\u001f\u007f"))
        .isEqualTo("\"\\\"\\\\/\\n\\r\\t\\b\\f\\u0000\\u001f\u007f\"");
    assertThat(Json.text(Map.of("a\"b", 1))).isEqualTo("{\n  \"a\\\"b\": 1\n}");
    assertThat(Json.text("line\u2028paragraph\u2029")).isEqualTo("\"line\\u2028paragraph\\u2029\"");
  }

  @Test
  void keepsOtherLettersAndWholePairsButEscapesHalfPairs() {
    assertThat(Json.text("é漢\uD83D\uDE00")).isEqualTo("\"é漢\uD83D\uDE00\"");
    assertThat(Json.text("\uD83D.")).isEqualTo("\"\\ud83d.\"");
    assertThat(Json.text(".\uD83D")).isEqualTo("\".\\ud83d\"");
    assertThat(Json.text("\uDE00")).isEqualTo("\"\\ude00\"");
  }

  @Test
  void refusesWhatHasNoJsonForm() {
    assertThatThrownBy(() -> Json.text(List.of(new Object() {})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(" has no JSON form");
    assertThatThrownBy(() -> Json.text(Map.of(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 is a key, but not a string");
  }
}
