package io.sparkmixup.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.law.Beta;
import io.sparkmixup.law.Fixed;
import io.sparkmixup.law.Law;
import io.sparkmixup.law.LawRequest;
import io.sparkmixup.law.Uniform;
import io.sparkmixup.moments.CrossProducts;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadTest {

  private static Law law(String name) {
    return switch (name) {
      case "uniform" -> Uniform.of();
      case "beta" -> Beta.of(0.1, 0.1);
      default -> LawRequest.standard().resolve();
    };
  }

  /** For a uniform weight, by hand: Var(a L + b L^2) = a^2 / 12 + a b / 6 + 4 b^2 / 45. */
  @Test
  void thatOfAUniformWeightIsKnownInClosedForm() {
    PairLaw uniform = PairLaw.of(Uniform.of());
    assertThat(uniform.variance(3, -2)).isCloseTo(9 / 12.0 - 6 / 6.0 + 4 * 4 / 45.0, within(1e-14));
  }

  /** Entry by entry: y_j y_k = p_j p_k + a lambda + b lambda^2. */
  @ParameterizedTest
  @ValueSource(strings = {"preserving", "uniform", "beta"})
  void allPairsAtOnceAreWhatEachIsByItself(String name) {
    PairLaw law = PairLaw.of(law(name));
    SplittableRandom random = new SplittableRandom(4);
    int d = 5;
    int n = 7;
    double[] scales = {1, 1e-3, 50, 1e4, 2};
    double[][] x = new double[n][d];
    double[][] p = new double[n][d];
    for (int r = 0; r < n; r++) {
      for (int k = 0; k < d; k++) {
        x[r][k] = scales[k] * (random.nextDouble() - 0.5);
        p[r][k] = scales[k] * (random.nextDouble() - 0.5);
      }
    }
    // A row that meets its like has nothing left to chance.
    p[3] = x[3].clone();
    int[] matrix = {0, 2, 3, 4};
    CrossProducts found = new CrossProducts(matrix.length);
    new Spread(n, matrix.length).of(x, p, n, matrix, law, found);
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j <= i; j++) {
        double wanted = 0;
        for (int r = 0; r < n; r++) {
          double pj = p[r][matrix[i]];
          double pk = p[r][matrix[j]];
          double dj = x[r][matrix[i]] - pj;
          double dk = x[r][matrix[j]] - pk;
          wanted += law.variance(pj * dk + dj * pk, dj * dk);
        }
        assertThat(found.get(i, j)).isCloseTo(wanted, within(1e-12 * wanted));
      }
    }
  }

  @Test
  void aFixedWeightLeavesNothingToChance() {
    PairLaw law = PairLaw.of(Fixed.of(0.3));
    assertThat(law.isCertain()).isTrue();
    CrossProducts found = new CrossProducts(1);
    new Spread(1, 1).of(new double[][] {{3}}, new double[][] {{5}}, 1, new int[] {0}, law, found);
    assertThat(found.get(0, 0)).isZero();
  }
}
