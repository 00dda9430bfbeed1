package io.sparkmixup.mixing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.plan.Rules;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverflowAdviceTest {

  private static final String RANGE = "keep the column in a range with --range";
  private static final String DOUBLES = "write whole numbers as doubles with --integers double";
  private static final String WIDEN = "widen the type";

  /** Each of the four helps some types only. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "tinyint; ROUND; true; true; true",
        "bigint; STOCHASTIC; true; true; true",
        "bigint; DOUBLE; true; false; true",
        "array<int>; ROUND; false; true; true",
        "array<decimal(4,1)>; ROUND; false; false; true",
        "array<float>; DOUBLE; false; false; true",
        "array<double>; ROUND; false; false; false",
        "decimal(4,1); ROUND; true; false; true",
        "decimal(9,0); ROUND; true; false; true",
        "decimal(38,0); ROUND; true; false; false",
        "float; ROUND; true; false; true",
        "double; ROUND; true; false; false",
        "date; ROUND; true; false; false",
        "interval day to second; ROUND; true; false; false"
      })
  void adviceFitsTheTypeAndTheRules(
      String type, Rules.Integers integers, boolean range, boolean doubles, boolean widen) {
    String advice =
        OverflowAdvice.of(StructType.fromDDL("c " + type).apply("c").dataType(), integers);

    assertThat(advice.contains(RANGE)).as(advice).isEqualTo(range);
    assertThat(advice.contains(DOUBLES)).as(advice).isEqualTo(doubles);
    assertThat(advice.contains(WIDEN)).as(advice).isEqualTo(widen);
    assertThat(advice)
        .endsWith(
            range || doubles || widen
                ? ", or carry the column with --copy"
                : "carry the column with --copy");
  }
}
