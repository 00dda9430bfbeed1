package io.sparkmixup.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpBetaSolverTest {

  private static final double[] SHAPES = {1e-3, 0.1, 0.5, 1, 1.3176, 4.3041, 50, 1e4, 1e8};
  private static final double[] EPSILONS = {0, 1e-9, 1e-3, 0.1, 0.3, 1, 10, 1000};
  private static final double[] WEIGHTS = {1e-12, 1e-4, 0.01, 0.075, 0.3, 0.5, 0.9, 0.9999};

  /** q over the largest of its terms. */
  private static double relativeLoss(double alpha, double beta, double e0, double e1) {
    double a = ((1 + e0) * (1 + e1) + e0 * e1) * alpha * beta;
    double c = e1 * (1 + e1) * alpha * (alpha + 1);
    double d = e0 * (1 + e0) * beta * (beta + 1);
    return (a - c - d) / Math.max(a, Math.max(c, d));
  }

  @Test
  void theWorkedLawHasThePrintedDigits() {
    EpBeta law = EpBeta.preserving(0.3, 0.3, 0.075);
    assertThat(law.parameters().get("alpha")).isCloseTo(4.3041, within(5e-5));
    assertThat(law.parameters().get("beta")).isCloseTo(1.3176, within(5e-5));
    assertThat(law.partnerWeight()).isCloseTo(0.075, within(1e-15));
    assertThat(law.outsideUnitInterval()).isCloseTo(0.47, within(0.005));
    assertThat(law.costs().covarianceFactor()).isCloseTo(1, within(1e-15));
    assertThat(law.costs().outsideUnitInterval()).isEqualTo(law.outsideUnitInterval());
  }

  @Test
  void thePrintedLawAndTheClassicOnesShrinkCovariances() {
    assertThat(EpBeta.of(4.34, 1.33, 0.3, 0.3).costs().covarianceFactor())
        .isCloseTo(0.99855, within(5e-6));
    assertThat(Beta.of(0.1, 0.1).costs().covarianceFactor()).isCloseTo(0.91667, within(5e-6));
    assertThat(Uniform.of().costs().covarianceFactor()).isCloseTo(2.0 / 3, within(1e-15));
    for (double a : SHAPES) {
      assertThat(Beta.of(a, a).costs().covarianceFactor())
          .isCloseTo(1 - a / (2 * a + 1), within(1e-15));
    }
  }

  @Test
  void theSymmetricLawIsExactAtTheClosedForm() {
    for (double a : new double[] {0.01, 0.1, 1, 4, 100}) {
      double epsilon = (Math.sqrt(2 * a + 1) - 1) / 2;
      assertThat(EpBeta.of(a, a, epsilon, epsilon).loss()).isCloseTo(0, within(1e-14 * (1 + a)));
      assertThat(EpBetaSolver.epsilon1(a, a, epsilon))
          .anySatisfy(root -> assertThat(root).isCloseTo(epsilon, within(1e-12 * (1 + epsilon))));
    }
  }

  @Test
  void thirdMomentsStayAndFourthGrowUnderAPreservingLaw() {
    LawCosts costs = EpBeta.preserving(0.3, 0.3, 0.075).costs();
    double r = EpBeta.preserving(0.3, 0.3, 0.075).squaredLoss();
    assertThat(r).isPositive();
    assertThat(costs.thirdMomentFactor()).isCloseTo(1, within(1e-15));
    assertThat(costs.fourthMomentFactor()).isCloseTo(1 + 2 * r, within(1e-15));
    assertThat(costs.fourthMomentSigma4()).isCloseTo(6 * r, within(1e-15));
  }

  @Test
  void everySolvedLawKeepsCovariancesAndHasItsPartnerWeight() {
    for (double e0 : new double[] {0, 1e-3, 0.1, 0.3, 1, 10}) {
      for (double e1 : new double[] {0, 1e-3, 0.1, 0.3, 1, 10}) {
        for (double w : WEIGHTS) {
          if (e0 > 0 || e1 > 0) {
            EpBeta law = EpBeta.preserving(e0, e1, w);
            double relative =
                relativeLoss(law.parameters().get("alpha"), law.parameters().get("beta"), e0, e1);
            assertThat(relative).as(law.toString()).isCloseTo(0, within(1e-14));
            assertThat(law.loss()).as(law.toString()).isCloseTo(0, within(1e-12));
            assertThat(law.partnerWeight()).as(law.toString()).isCloseTo(w, within(1e-14));
          }
        }
      }
    }
  }

  @Test
  void aNarrowWideningStillSolvesToFullDigits() {
    // nu = (m e1 + w e0 + e0 e1) / (m w), here with e0 = e1 = e and m = w = 1/2
    double e = 1e-12;
    EpBeta law = EpBeta.preserving(e, e, 0.5);
    assertThat(law.parameters().get("alpha") / (2 * e)).isCloseTo(1, within(1e-11));
  }

  @Test
  void everyRootOfEveryUnknownKeepsCovariances() {
    int found = 0;
    for (double x : SHAPES) {
      for (double e0 : EPSILONS) {
        for (double y : SHAPES) {
          for (double root : EpBetaSolver.epsilon1(x, y, e0)) {
            assertThat(relativeLoss(x, y, e0, root)).isCloseTo(0, within(1e-13));
            found++;
          }
          for (double root : EpBetaSolver.epsilon0(x, y, e0)) {
            assertThat(relativeLoss(x, y, root, e0)).isCloseTo(0, within(1e-13));
            found++;
          }
        }
        for (double e1 : EPSILONS) {
          for (double root : EpBetaSolver.beta(x, e0, e1)) {
            assertThat(relativeLoss(x, root, e0, e1)).isCloseTo(0, within(1e-13));
            found++;
          }
          for (double root : EpBetaSolver.alpha(x, e0, e1)) {
            assertThat(relativeLoss(root, x, e0, e1)).isCloseTo(0, within(1e-13));
            found++;
          }
        }
      }
    }
    assertThat(found).isGreaterThan(1000);
  }

  @Test
  void eachUnknownOfTheWorkedLawIsFoundAgain() {
    EpBeta law = EpBeta.preserving(0.3, 0.3, 0.075);
    double alpha = law.parameters().get("alpha");
    double beta = law.parameters().get("beta");
    assertHas(EpBetaSolver.alpha(beta, 0.3, 0.3), alpha);
    assertHas(EpBetaSolver.beta(alpha, 0.3, 0.3), beta);
    assertHas(EpBetaSolver.epsilon0(alpha, beta, 0.3), 0.3);
    assertHas(EpBetaSolver.epsilon1(alpha, beta, 0.3), 0.3);
  }

  private static void assertHas(List<Double> roots, double value) {
    assertThat(roots).anySatisfy(r -> assertThat(r / value).isCloseTo(1, within(1e-12)));
  }

  @Test
  void aShapeHasNoneOneOrTwoRoots() {
    // With equal epsilons the two roots multiply to alpha (alpha + 1); they meet near 3.8856.
    assertThat(EpBetaSolver.beta(3.88, 1, 1)).isEmpty();
    List<Double> two = EpBetaSolver.beta(3.89, 1, 1);
    assertThat(two).hasSize(2).isSorted();
    assertThat(two.get(0) * two.get(1)).isCloseTo(3.89 * 4.89, within(1e-12));
    assertThat(EpBetaSolver.beta(0.1, 1, 1)).as("both roots are negative").isEmpty();
    // One end of the support stays: a linear equation, or one root at 0.
    assertThat(EpBetaSolver.beta(2, 0, 0.5)).containsExactly(1.5);
    assertThat(EpBetaSolver.beta(2, 1, 0)).containsExactly(1.0);
    assertThat(EpBetaSolver.beta(2, 4, 0)).as("alpha / epsilon0 - 1 is negative").isEmpty();
    assertThat(EpBetaSolver.beta(2, 0, 0)).isEmpty();
  }

  @Test
  void anEpsilonHasNoneOneOrTwoRoots() {
    // One root where epsilon0 (beta + 1) < alpha.
    assertThat(EpBetaSolver.epsilon1(2, 1.5, 0)).containsExactly(0.5);
    assertThat(EpBetaSolver.epsilon1(4, 1, 1)).hasSize(1);
    assertThat(EpBetaSolver.epsilon1(2, 1, 1)).as("0 is one of them").containsExactly(0.0);
    assertThat(EpBetaSolver.epsilon1(2, 3, 0.5)).containsExactly(0.0, 1.0);
    assertThat(EpBetaSolver.epsilon1(2, 3, 0.501)).hasSize(2).isSorted();
    assertThat(EpBetaSolver.epsilon1(2, 3, 5)).isEmpty();
  }

  @Test
  void anEndThatStaysIsFoundAgainDespiteRounding() {
    for (int i = 1; i < 100; i++) {
      EpBeta law = EpBeta.preserving(0, 0.3, i / 100.0);
      double alpha = law.parameters().get("alpha");
      double beta = law.parameters().get("beta");
      assertThat(EpBetaSolver.epsilon0(alpha, beta, 0.3)).as(law.toString()).contains(0.0);
    }
    for (int i = 5; i < 500; i++) {
      double alpha = i / 100.0;
      // epsilon1 = 0 is a root where alpha = epsilon0 (beta + 1).
      assertThat(EpBetaSolver.epsilon1(alpha, 2.3, alpha / 3.3)).contains(0.0);
    }
  }

  @Test
  void rootsThatMeetAreOne() {
    double e = 0.3;
    double c = e * (1 + e);
    double a = 1 + 2 * c;
    // The discriminant (a alpha - c)^2 - 4 c^2 alpha (alpha + 1) is 0, a quadratic in alpha.
    double leading = a * a - 4 * c * c;
    double half = a * c + 2 * c * c;
    double alpha = (half + Math.sqrt(half * half - leading * c * c)) / leading;
    List<Double> roots = EpBetaSolver.beta(alpha, e, e);
    assertThat(roots).hasSize(1);
    assertThat(EpBeta.of(alpha, roots.get(0), e, e).loss()).isCloseTo(0, within(1e-14));
    assertThat(EpBetaSolver.beta(alpha * (1 - 1e-9), e, e)).isEmpty();
    assertThat(EpBetaSolver.beta(alpha * (1 + 1e-9), e, e)).hasSize(2);
  }

  @Test
  void exchangingTheEndsExchangesTheAnswers() {
    for (double x : SHAPES) {
      for (double y : SHAPES) {
        for (double e : EPSILONS) {
          assertThat(EpBetaSolver.epsilon0(x, y, e)).isEqualTo(EpBetaSolver.epsilon1(y, x, e));
        }
      }
      for (double e0 : EPSILONS) {
        for (double e1 : EPSILONS) {
          assertThat(EpBetaSolver.alpha(x, e0, e1)).isEqualTo(EpBetaSolver.beta(x, e1, e0));
        }
      }
    }
    EpBeta law = EpBeta.preserving(0.2, 0.7, 0.25);
    EpBeta mirror = EpBeta.preserving(0.7, 0.2, 0.75);
    assertThat(mirror.parameters().get("alpha"))
        .isCloseTo(law.parameters().get("beta"), within(1e-14));
    assertThat(mirror.parameters().get("beta"))
        .isCloseTo(law.parameters().get("alpha"), within(1e-14));
    assertThat(mirror.squaredLoss()).isCloseTo(law.squaredLoss(), within(1e-15));
  }

  @Test
  void noLawWithinTheUnitIntervalKeepsCovariances() {
    refused(
        () -> EpBeta.preserving(0, -0.0, 0.5),
        "epsilon0 and epsilon1 are 0: no weight within [0, 1] keeps covariances, one of them must be"
            + " above 0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
  void partnerWeightsOutsideTheOpenUnitIntervalAreRefused(double w) {
    refused(
        () -> EpBeta.preserving(0.3, 0.3, w),
        "partner weight is " + w + ": must lie between 0 and 1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void badShapesAreRefusedByName(double x) {
    String rest = " is " + x + ": must be a finite number above 0";
    refused(() -> EpBeta.of(x, 1, 0, 0), "alpha" + rest);
    refused(() -> EpBeta.of(1, x, 0, 0), "beta" + rest);
    refused(() -> Beta.of(x, 1), "alpha" + rest);
    refused(() -> Beta.of(1, x), "beta" + rest);
    refused(() -> EpBetaSolver.epsilon0(x, 1, 0), "alpha" + rest);
    refused(() -> EpBetaSolver.epsilon0(1, x, 0), "beta" + rest);
    refused(() -> EpBetaSolver.epsilon1(x, 1, 0), "alpha" + rest);
    refused(() -> EpBetaSolver.epsilon1(1, x, 0), "beta" + rest);
    refused(() -> EpBetaSolver.alpha(x, 0, 1), "beta" + rest);
    refused(() -> EpBetaSolver.beta(x, 0, 1), "alpha" + rest);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void badEpsilonsAreRefusedByName(double x) {
    String rest = " is " + x + ": must be a finite number, 0 or more";
    refused(() -> EpBeta.of(1, 1, x, 0), "epsilon0" + rest);
    refused(() -> EpBeta.of(1, 1, 0, x), "epsilon1" + rest);
    refused(() -> EpBeta.preserving(x, 0.3, 0.5), "epsilon0" + rest);
    refused(() -> EpBeta.preserving(0.3, x, 0.5), "epsilon1" + rest);
    refused(() -> EpBetaSolver.alpha(1, x, 0), "epsilon0" + rest);
    refused(() -> EpBetaSolver.alpha(1, 0, x), "epsilon1" + rest);
    refused(() -> EpBetaSolver.beta(1, x, 0), "epsilon0" + rest);
    refused(() -> EpBetaSolver.beta(1, 0, x), "epsilon1" + rest);
    refused(() -> EpBetaSolver.epsilon0(1, 1, x), "epsilon1" + rest);
    refused(() -> EpBetaSolver.epsilon1(1, 1, x), "epsilon0" + rest);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
  void badFixedWeightsAreRefusedByName(double w) {
    refused(() -> Fixed.of(w), "partner weight is " + w + ": must lie in [0, 1]");
  }

  @Test
  void whatWouldOverflowIsRefused() {
    refused(() -> Beta.of(1e-60, 1), "alpha is 1.0E-60: must lie between 1e-50 and 1e50");
    refused(() -> Beta.of(1, 1e60), "beta is 1.0E60: must lie between 1e-50 and 1e50");
    refused(() -> EpBeta.of(1, 1, 1e7, 0), "epsilon0 is 1.0E7: must be at most 1e6");
    refused(() -> EpBeta.of(1, 1, 0, 1e7), "epsilon1 is 1.0E7: must be at most 1e6");
    for (double a : new double[] {1e-50, 1, 1e50}) {
      for (double b : new double[] {1e-50, 1, 1e50}) {
        Law law = EpBeta.of(a, b, 1e6, 0);
        assertThat(law.draw(new SplitMix(1))).isBetween(law.lower(), law.upper());
        assertThat(law.rawMoment(4)).isFinite();
        assertThat(law.squaredLoss()).isFinite();
        assertThat(EpBetaSolver.epsilon1(a, b, 1e6)).allSatisfy(e -> assertThat(e).isFinite());
      }
    }
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
