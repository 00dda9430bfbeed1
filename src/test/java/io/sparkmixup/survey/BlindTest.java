package io.sparkmixup.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.Mixup;
import io.sparkmixup.RequestException;
import io.sparkmixup.testing.LocalSpark;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class BlindTest {

  private static final SparkSession SPARK = LocalSpark.session();

  private static Survey survey(String... columns) {
    return Mixup.of(SPARK.range(50).selectExpr(columns)).mix("*").survey();
  }

  @Test
  void columnsThatDoublesAreTooCoarseForAreNamed() {
    Survey survey =
        survey(
            "(1L << 62) + id as far",
            "(1L << 40) + id as near",
            "id * (1L << 57) as wide",
            "cast(100000000000000000 + id / 100 as decimal(20,2)) as money",
            "1e17D + 64 * id as doubles",
            "1e-200D * id as tiny",
            "1e-145D * id as small",
            "1e-135D * id as seen");
    assertThat(Blind.notes(survey))
        .containsExactly(
            "mixed column 'far': around 4.61e+18 doubles are 1.02e+03 apart, too coarse to verify"
                + " how it varies",
            "mixed column 'money': around 1.00e+17 doubles are 16.0 apart, too coarse to verify how"
                + " it varies",
            "mixed column 'tiny': numbers around 2.45e-199 vary too little to verify: their squares"
                + " leave doubles no room, so that it counts as constant",
            "mixed column 'small': numbers around 2.45e-144 vary too little to verify: their"
                + " squares leave doubles no room, so that it counts as constant");
    Blind.refuse(survey);
  }

  @Test
  void numbersWhoseSquaresMayNotSumAreRefused() {
    for (String x : new String[] {"1e200D * id as x", "1e145D * id as x"}) {
      assertThatThrownBy(() -> Blind.refuse(survey(x)))
          .isInstanceOf(RequestException.class)
          .hasMessage(
              "mixed column 'x' holds numbers whose squares leave doubles no room to sum them, so"
                  + " that it cannot be verified: scale it, carry it with --copy, or use --verify"
                  + " off");
    }
    Blind.refuse(survey("1e135D * id as x"));
  }
}
