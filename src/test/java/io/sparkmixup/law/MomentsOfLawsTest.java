package io.sparkmixup.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsOfLawsTest {

  private static final double[] SHAPES = {0.1, 0.5, 1, 4.3, 50};

  private static List<double[]> shapes() {
    List<double[]> result = new ArrayList<>();
    for (double alpha : SHAPES) {
      for (double beta : SHAPES) {
        result.add(new double[] {alpha, beta});
      }
    }
    return result;
  }

  private static double power(double x, int order) {
    double result = 1;
    for (int i = 0; i < order; i++) {
      result *= x;
    }
    return result;
  }

  private static void assertMoments(Law law, double alpha, double beta, DoubleUnaryOperator f) {
    for (int order = 0; order <= 4; order++) {
      int k = order;
      double integral = Quadrature.betaMean(alpha, beta, x -> power(f.applyAsDouble(x), k));
      double size = Quadrature.betaMean(alpha, beta, x -> power(Math.abs(f.applyAsDouble(x)), k));
      assertThat(law.rawMoment(order)).isCloseTo(integral, within(1e-12 * size));
    }
    double mean = law.rawMoment(1);
    for (int order = 0; order <= 8; order++) {
      int k = order;
      double integral = Quadrature.betaMean(alpha, beta, x -> power(f.applyAsDouble(x) - mean, k));
      double size =
          Quadrature.betaMean(alpha, beta, x -> power(Math.abs(f.applyAsDouble(x) - mean), k));
      assertThat(law.centralMoment(order)).isCloseTo(integral, within(1e-10 * size + 1e-30));
    }
    double q = Quadrature.betaMean(alpha, beta, x -> f.applyAsDouble(x) * (1 - f.applyAsDouble(x)));
    double r =
        Quadrature.betaMean(
            alpha, beta, x -> power(f.applyAsDouble(x) * (1 - f.applyAsDouble(x)), 2));
    double size = law.rawMoment(2) + 1;
    assertThat(law.loss()).isCloseTo(q, within(1e-12 * size));
    assertThat(law.squaredLoss()).isCloseTo(r, within(1e-12 * size * size));
    assertThat(law.partnerWeight()).isCloseTo(1 - law.rawMoment(1), within(1e-13 * size));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void ofBetaAreTheIntegralsOfItsDensity(double[] shapes) {
    assertMoments(Beta.of(shapes[0], shapes[1]), shapes[0], shapes[1], x -> x);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void ofEpBetaAreTheIntegralsOfItsDensity(double[] shapes) {
    for (double[] e : new double[][] {{0, 0}, {0.3, 0.3}, {0, 2}, {5, 0.01}}) {
      Law law = EpBeta.of(shapes[0], shapes[1], e[0], e[1]);
      assertMoments(law, shapes[0], shapes[1], x -> -e[0] + (1 + e[0] + e[1]) * x);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void meanAndVarianceAgreeWithAnotherLibrary(double[] shapes) {
    BetaDistribution other = BetaDistribution.of(shapes[0], shapes[1]);
    Law law = Beta.of(shapes[0], shapes[1]);
    double mean = law.rawMoment(1);
    assertThat(mean).isCloseTo(other.getMean(), within(1e-14));
    assertThat(law.rawMoment(2) - mean * mean).isCloseTo(other.getVariance(), within(1e-14));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void theShareOutsideTheUnitIntervalAgreesWithAnotherLibrary(double[] shapes) {
    BetaDistribution other = BetaDistribution.of(shapes[0], shapes[1]);
    Law law = EpBeta.of(shapes[0], shapes[1], 0.3, 0.1);
    double share = other.cumulativeProbability(0.3 / 1.4) + other.survivalProbability(1.3 / 1.4);
    assertThat(law.outsideUnitInterval()).isCloseTo(share, within(1e-13));
  }

  @Test
  void ofUniformAreThoseOfBetaOneOne() {
    assertMoments(Uniform.of(), 1, 1, x -> x);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-9, 0.3, 1})
  void ofFixedArePowersOfItsWeight(double partnerWeight) {
    Law law = Fixed.of(partnerWeight);
    assertMoments(law, 1, 1, x -> 1 - partnerWeight);
    assertThat(law.partnerWeight()).isEqualTo(partnerWeight);
    assertThat(law.loss()).isEqualTo(partnerWeight * (1 - partnerWeight));
  }

  @Test
  void centralOnesAreRefusedBeyondTheEighth() {
    for (Law law : List.of(EpBeta.of(1, 2, 0.1, 0.1), Beta.of(1, 2), Uniform.of(), Fixed.of(0.5))) {
      for (int order : new int[] {-1, 9}) {
        assertThatThrownBy(() -> law.centralMoment(order))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("order is " + order + ": must be 0 to 8");
      }
    }
  }

  @Test
  void areRefusedBeyondTheFourth() {
    for (Law law : List.of(EpBeta.of(1, 2, 0.1, 0.1), Beta.of(1, 2), Uniform.of(), Fixed.of(0.5))) {
      for (int order : new int[] {-1, 5}) {
        assertThatThrownBy(() -> law.rawMoment(order))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("order is " + order + ": must be 0 to 4");
      }
    }
  }

  @Test
  void ofHugeShapesKeepNineDigits() {
    // Independent: with n = alpha + beta, Var(B) = p p' / (n + 1), and d = B - 1/2 is symmetric.
    double n = 2e6;
    double width = 1.6;
    double c2 = width * width / 4 / (n + 1);
    double c4 = 3 * c2 * c2 * (n + 1) / (n + 3);
    Law law = EpBeta.of(1e6, 1e6, 0.3, 0.3);
    assertThat(law.rawMoment(2)).isCloseTo(0.25 + c2, within(1e-15));
    assertThat(law.rawMoment(4)).isCloseTo(1.0 / 16 + 1.5 * c2 + c4, within(1e-15));
    assertThat(law.loss() / (0.25 - c2)).isCloseTo(1, within(1e-12));
    // lambda (1 - lambda) = 1/4 - d^2
    assertThat(law.squaredLoss() / (1.0 / 16 - c2 / 2 + c4)).isCloseTo(1, within(1e-12));
  }

  @Test
  void ofShapesThatHardlyEverMixKeepNineDigits() {
    double a = 1e6;
    double b = 1e-3;
    double n = a + b;
    double q = a / n * b / (n + 1);
    double r = a / n * b / (n + 1) * (a + 1) / (n + 2) * (b + 1) / (n + 3);
    for (Law law : List.of(Beta.of(a, b), EpBeta.of(a, b, 0, 0))) {
      assertThat(law.loss() / q).isCloseTo(1, within(1e-9));
      assertThat(law.squaredLoss() / r).isCloseTo(1, within(1e-9));
      assertThat(law.partnerWeight() / (b / n)).isCloseTo(1, within(1e-9));
    }
    Law mirrored = EpBeta.of(b, a, 0, 0);
    assertThat(mirrored.loss() / q).isCloseTo(1, within(1e-9));
    assertThat(mirrored.squaredLoss() / r).isCloseTo(1, within(1e-9));
  }

  @Test
  void theSquaredLossOfASmallPartnerWeightOnAWideSupportKeepsNineDigits() {
    // lambda is near 1, so lambda^2 (1 - lambda)^2 is a small difference of large moments.
    double e = 10;
    double w = 1e-4;
    EpBeta law = EpBeta.preserving(e, e, w);
    double alpha = law.parameters().get("alpha");
    double beta = law.parameters().get("beta");
    double r =
        Quadrature.betaMean(
            alpha, beta, x -> power((-e + (1 + 2 * e) * x) * (1 + e - (1 + 2 * e) * x), 2));
    assertThat(law.squaredLoss() / r).isCloseTo(1, within(1e-9));
  }

  @Test
  void withoutEpsilonsNothingLiesOutsideTheUnitInterval() {
    for (double[] shapes : shapes()) {
      assertThat(EpBeta.of(shapes[0], shapes[1], 0, 0).outsideUnitInterval()).isZero();
    }
    assertThat(EpBeta.of(1e6, 1e-3, 0, 0).outsideUnitInterval()).isZero();
    assertThat(Beta.of(0.1, 0.1).outsideUnitInterval()).isZero();
    assertThat(Uniform.of().outsideUnitInterval()).isZero();
    assertThat(Fixed.of(0.3).outsideUnitInterval()).isZero();
    // One epsilon counts alone.
    assertThat(EpBeta.of(1, 1, 0, 1).outsideUnitInterval()).isCloseTo(0.5, within(1e-15));
    assertThat(EpBeta.of(1, 1, 1, 0).outsideUnitInterval()).isCloseTo(0.5, within(1e-15));
  }
}
