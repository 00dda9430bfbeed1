package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SolveCommandTest {

  private static final Offset<Double> PRINTED = Offset.offset(5e-5);
  private static final Offset<Double> ROUNDING = Offset.offset(1e-14);

  private static JsonNode json(String... options) throws Exception {
    String[] args = new String[options.length + 2];
    args[0] = "solve";
    args[1] = "--json";
    System.arraycopy(options, 0, args, 2, options.length);
    CommandRun run = CommandRun.of(args);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  @Test
  void printsTheDefaultLawForAPerson() {
    CommandRun run = CommandRun.of("solve");
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("EpBeta(4.304054")
        .contains(
            """
              mean weight          0.925000  of a row itself, on average
              partner weight       0.075000  of its partner
            """)
        .contains("  outside [0, 1]       0.4")
        .contains("  covariances          1.000000  times the original; 1 keeps them\n")
        .contains("  third moments        1.000000  times")
        .contains("  fourth moments       1.069341  times")
        .contains("0.208024  times the squared variance\n");
  }

  @Test
  void printsTheDefaultLawForAMachine() throws Exception {
    JsonNode law = json();
    assertThat(law.fieldNames())
        .toIterable()
        .containsExactly(
            "law",
            "alpha",
            "beta",
            "epsilon0",
            "epsilon1",
            "partnerWeight",
            "covarianceFactor",
            "thirdMomentFactor",
            "fourthMomentFactor",
            "fourthMomentSigma4",
            "outsideUnitInterval");
    assertThat(law.get("law").textValue()).isEqualTo("epbeta");
    assertThat(law.get("alpha").doubleValue()).isCloseTo(4.3041, PRINTED);
    assertThat(law.get("beta").doubleValue()).isCloseTo(1.3176, PRINTED);
    assertThat(law.get("epsilon0").doubleValue()).isEqualTo(0.3);
    assertThat(law.get("epsilon1").doubleValue()).isEqualTo(0.3);
    assertThat(law.get("partnerWeight").doubleValue()).isCloseTo(0.075, ROUNDING);
    assertThat(law.get("covarianceFactor").doubleValue()).isCloseTo(1, ROUNDING);
    assertThat(law.get("thirdMomentFactor").doubleValue()).isCloseTo(1, ROUNDING);
    double r = law.get("fourthMomentSigma4").doubleValue() / 6;
    assertThat(law.get("fourthMomentFactor").doubleValue()).isCloseTo(1 + 2 * r, ROUNDING);
    assertThat(law.get("outsideUnitInterval").doubleValue()).isCloseTo(0.47, Offset.offset(5e-3));
  }

  @Test
  void takesFourParametersAsTheyAre() throws Exception {
    JsonNode law =
        json("--alpha", "4.34", "--beta", "1.33", "--epsilon0", "0.3", "--epsilon1", "0.3");
    assertThat(law.get("covarianceFactor").doubleValue()).isCloseTo(0.99855, Offset.offset(5e-6));
    assertThat(law.get("alpha").doubleValue()).isEqualTo(4.34);
  }

  @Test
  void solvesForTheFourthOfThree() throws Exception {
    JsonNode law = json("--alpha", "2", "--epsilon0", "0", "--epsilon1", "0.5");
    assertThat(law.get("beta").doubleValue()).isEqualTo(1.5);
  }

  @Test
  void leavesOpenWhatALawDoesNotHave() throws Exception {
    JsonNode beta = json("--law", "beta", "--alpha", "0.1");
    assertThat(beta.get("beta").doubleValue()).isEqualTo(0.1);
    assertThat(beta.get("epsilon0").isNull()).isTrue();
    assertThat(beta.get("covarianceFactor").doubleValue()).isCloseTo(0.91667, Offset.offset(5e-6));
    JsonNode uniform = json("--law", "uniform");
    assertThat(uniform.get("alpha").isNull()).isTrue();
    assertThat(uniform.get("covarianceFactor").doubleValue()).isCloseTo(2.0 / 3, ROUNDING);
    JsonNode fixed = json("--law", "fixed", "--partner-weight", "0.25");
    assertThat(fixed.get("beta").isNull()).isTrue();
    assertThat(fixed.get("partnerWeight").doubleValue()).isEqualTo(0.25);
    assertThat(fixed.get("outsideUnitInterval").doubleValue()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--law normal | --law normal: must be epbeta, beta, uniform or fixed",
        "--alpha 2 --partner-weight 0.1 | --partner-weight together with --alpha: alpha and beta"
            + " decide about the partner weight, give one or the other",
        "--beta 2 | --beta without --alpha and --epsilon0 and --epsilon1: give three of alpha,"
            + " beta, epsilon0 and epsilon1 to solve for the fourth, or all four",
        "--alpha 3 --epsilon0 1 --epsilon1 1 | no beta keeps covariances with alpha 3.0, epsilon0"
            + " 1.0, epsilon1 1.0: change one of them, or give --beta, too, to use a law that does"
            + " not",
        "--alpha 4 --epsilon0 1 --epsilon1 1 | two values of beta keep covariances with alpha 4.0,"
            + " epsilon0 1.0, epsilon1 1.0: give --beta 4.0 or --beta 5.0",
        "--epsilon0 0 --epsilon1 0 | epsilon0 and epsilon1 are 0: no weight within [0, 1] keeps"
            + " covariances, one of them must be above 0",
        "--epsilon0 -1 | epsilon0 is -1.0: must be a finite number, 0 or more",
        "--partner-weight NaN | partner weight is NaN: must lie between 0 and 1",
        "--law beta | --law beta needs --alpha (and --beta where it differs)",
        "--law beta --alpha 1 --epsilon1 0.3 | --law beta has no epsilon1: leave --epsilon1 out",
        "--law uniform --alpha 1 | --law uniform has no alpha: leave --alpha out",
        "--law fixed | --law fixed needs --partner-weight",
        "--alpha abc | Invalid value for option '--alpha': 'abc' is not a double",
        "--alpha | Missing required parameter for option '--alpha' (A)",
        "--alpha 1 --alpha 2 | option '--alpha' (A) should be specified only once",
        "--gamma 2 | unknown option '--gamma'",
        "extra | Unmatched argument at index 1: 'extra'"
      })
  void refusesInOneLine(String options, String message) {
    CommandRun run = CommandRun.of(("solve " + options).split(" ", -1));
    assertThat(run.err()).isEqualTo("spark-mixup: " + message + "\n");
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void explainsItself() {
    CommandRun run = CommandRun.of("solve", "--help");
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("Usage: spark-mixup solve ")
        .contains("--partner-weight=W", "--json", "Examples:", "spark-mixup solve --law beta");
    assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
  }
}
