package io.sparkmixup.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LawRequestTest {

  private static LawRequest request(
      String law, Double alpha, Double beta, Double epsilon0, Double epsilon1, Double weight) {
    return new LawRequest(law, alpha, beta, epsilon0, epsilon1, weight);
  }

  private static void refused(LawRequest request, String message) {
    assertThat(message).doesNotContain("\n");
    assertThatThrownBy(request::resolve)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void nothingGivenMeansTheWorkedLaw() {
    Law worked = EpBeta.preserving(0.3, 0.3, 0.075);
    assertThat(LawRequest.standard().resolve()).isEqualTo(worked);
    assertThat(request("epbeta", null, null, null, null, null).resolve()).isEqualTo(worked);
  }

  @Test
  void openEpsilonsAndPartnerWeightTakeTheirDefaults() {
    assertThat(request(null, null, null, 0.1, null, null).resolve())
        .isEqualTo(EpBeta.preserving(0.1, 0.3, 0.075));
    assertThat(request(null, null, null, null, 0.0, 0.4).resolve())
        .isEqualTo(EpBeta.preserving(0.3, 0, 0.4));
  }

  @Test
  void fourParametersAreTakenAsTheyAre() {
    assertThat(request(null, 4.34, 1.33, 0.3, 0.3, null).resolve())
        .isEqualTo(EpBeta.of(4.34, 1.33, 0.3, 0.3));
    assertThat(request("epbeta", 1.0, 1.0, 0.0, 0.0, null).resolve())
        .isEqualTo(EpBeta.of(1, 1, 0, 0));
  }

  @Test
  void threeParametersSolveForTheFourth() {
    assertThat(request(null, 2.0, null, 0.0, 0.5, null).resolve())
        .isEqualTo(EpBeta.of(2, 1.5, 0, 0.5));
    assertThat(request(null, null, 2.0, 0.5, 0.0, null).resolve())
        .isEqualTo(EpBeta.of(1.5, 2, 0.5, 0));
    assertThat(request(null, 2.0, 1.5, 0.0, null, null).resolve())
        .isEqualTo(EpBeta.of(2, 1.5, 0, 0.5));
    assertThat(request(null, 1.5, 2.0, null, 0.0, null).resolve())
        .isEqualTo(EpBeta.of(1.5, 2, 0.5, 0));
  }

  @Test
  void noSolutionSaysSo() {
    refused(
        request(null, 3.0, null, 1.0, 1.0, null),
        "no beta keeps covariances with alpha 3.0, epsilon0 1.0, epsilon1 1.0: change one of them,"
            + " or give --beta, too, to use a law that does not");
    refused(
        request(null, null, 3.0, 1.0, 1.0, null),
        "no alpha keeps covariances with beta 3.0, epsilon0 1.0, epsilon1 1.0: change one of them,"
            + " or give --alpha, too, to use a law that does not");
    refused(
        request(null, 2.0, 3.0, 5.0, null, null),
        "no epsilon1 keeps covariances with alpha 2.0, beta 3.0, epsilon0 5.0: change one of them,"
            + " or give --epsilon1, too, to use a law that does not");
    refused(
        request(null, 3.0, 2.0, null, 5.0, null),
        "no epsilon0 keeps covariances with alpha 3.0, beta 2.0, epsilon1 5.0: change one of them,"
            + " or give --epsilon0, too, to use a law that does not");
  }

  @Test
  void twoSolutionsAreBothNamed() {
    refused(
        request(null, 2.0, 3.0, 0.5, null, null),
        "two values of epsilon1 keep covariances with alpha 2.0, beta 3.0, epsilon0 0.5: give"
            + " --epsilon1 0.0 or --epsilon1 1.0");
    refused(
        request(null, 4.0, null, 1.0, 1.0, null),
        "two values of beta keep covariances with alpha 4.0, epsilon0 1.0, epsilon1 1.0: give"
            + " --beta 4.0 or --beta 5.0");
  }

  @Test
  void tooFewParametersNameWhatIsOpen() {
    refused(
        request(null, 2.0, null, null, null, null),
        "--alpha without --beta and --epsilon0 and --epsilon1: give three of alpha, beta, epsilon0"
            + " and epsilon1 to solve for the fourth, or all four");
    refused(
        request(null, 2.0, 1.0, null, null, null),
        "--alpha and --beta without --epsilon0 and --epsilon1: give three of alpha, beta, epsilon0"
            + " and epsilon1 to solve for the fourth, or all four");
  }

  @Test
  void shapesAndPartnerWeightExcludeEachOther() {
    refused(
        request(null, 2.0, null, null, null, 0.1),
        "--partner-weight together with --alpha: alpha and beta decide about the partner weight,"
            + " give one or the other");
    refused(
        request(null, null, 2.0, null, null, 0.1),
        "--partner-weight together with --beta: alpha and beta decide about the partner weight,"
            + " give one or the other");
  }

  @Test
  void badValuesAreNamedBeforeAnythingIsSolved() {
    refused(
        request(null, -1.0, null, 0.3, 0.3, null),
        "alpha is -1.0: must be a finite number above 0");
    refused(
        request(null, null, Double.NaN, 0.3, 0.3, null),
        "beta is NaN: must be a finite number above 0");
    refused(
        request(null, 1.0, 1.0, -0.3, null, null),
        "epsilon0 is -0.3: must be a finite number, 0 or more");
    refused(
        request(null, 1.0, 1.0, null, Double.POSITIVE_INFINITY, null),
        "epsilon1 is Infinity: must be a finite number, 0 or more");
    refused(
        request(null, null, null, null, -0.3, null),
        "epsilon1 is -0.3: must be a finite number, 0 or more");
    refused(
        request(null, null, null, null, null, 1.0),
        "partner weight is 1.0: must lie between 0 and 1");
    refused(
        request("beta", 0.0, null, null, null, null),
        "alpha is 0.0: must be a finite number above 0");
    refused(
        request("fixed", null, null, null, null, 1.5), "partner weight is 1.5: must lie in [0, 1]");
  }

  @Test
  void betaTakesOneShapeOrTwoAndNothingElse() {
    assertThat(request("beta", 0.1, null, null, null, null).resolve()).isEqualTo(Beta.of(0.1, 0.1));
    assertThat(request("beta", 0.1, 0.2, null, null, null).resolve()).isEqualTo(Beta.of(0.1, 0.2));
    refused(
        request("beta", null, 0.2, null, null, null),
        "--law beta needs --alpha (and --beta where it differs)");
    refused(
        request("beta", 0.1, null, 0.3, null, null),
        "--law beta has no epsilon0: leave --epsilon0 out");
    refused(
        request("beta", 0.1, null, null, 0.3, null),
        "--law beta has no epsilon1: leave --epsilon1 out");
    refused(
        request("beta", 0.1, null, null, null, 0.3),
        "--law beta has no partner weight: leave --partner-weight out");
  }

  @Test
  void uniformTakesNothing() {
    assertThat(request("uniform", null, null, null, null, null).resolve()).isEqualTo(Uniform.of());
    refused(
        request("uniform", 1.0, null, null, null, null),
        "--law uniform has no alpha: leave --alpha out");
    refused(
        request("uniform", null, 1.0, null, null, null),
        "--law uniform has no beta: leave --beta out");
    refused(
        request("uniform", null, null, 1.0, null, null),
        "--law uniform has no epsilon0: leave --epsilon0 out");
    refused(
        request("uniform", null, null, null, 1.0, null),
        "--law uniform has no epsilon1: leave --epsilon1 out");
    refused(
        request("uniform", null, null, null, null, 0.5),
        "--law uniform has no partner weight: leave --partner-weight out");
  }

  @Test
  void fixedTakesThePartnerWeightOnly() {
    assertThat(request("fixed", null, null, null, null, 0.25).resolve()).isEqualTo(Fixed.of(0.25));
    refused(request("fixed", null, null, null, null, null), "--law fixed needs --partner-weight");
    refused(
        request("fixed", 1.0, null, null, null, 0.5),
        "--law fixed has no alpha: leave --alpha out");
    refused(
        request("fixed", null, 1.0, null, null, 0.5), "--law fixed has no beta: leave --beta out");
    refused(
        request("fixed", null, null, 1.0, null, 0.5),
        "--law fixed has no epsilon0: leave --epsilon0 out");
    refused(
        request("fixed", null, null, null, 1.0, 0.5),
        "--law fixed has no epsilon1: leave --epsilon1 out");
  }

  @Test
  void otherLawsAreRefused() {
    refused(
        request("normal", null, null, null, null, null),
        "--law normal: must be epbeta, beta, uniform or fixed");
  }
}
