package io.sparkmixup.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.law.Beta;
import io.sparkmixup.law.EpBeta;
import io.sparkmixup.law.Fixed;
import io.sparkmixup.law.Law;
import io.sparkmixup.law.LawRequest;
import io.sparkmixup.law.Quadrature;
import io.sparkmixup.law.Uniform;
import io.sparkmixup.rows.Blob;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is random about products, against integrals of their powers over the law's density. */
class SpreadTest {

  private static List<EpBeta> laws() {
    return List.of(
        (EpBeta) LawRequest.standard().resolve(),
        EpBeta.of(1, 1, 0, 0),
        EpBeta.of(2, 0.4, 0, 1.5),
        EpBeta.preserving(0.01, 0.01, 0.01));
  }

  /** E[(f - E[f])^order] over the law; to six digits where the density has poles. */
  private static double central(EpBeta law, DoubleUnaryOperator of, int order) {
    double low = law.lower();
    double width = law.upper() - low;
    double alpha = law.parameters().get("alpha");
    double beta = law.parameters().get("beta");
    double mean = Quadrature.betaMean(alpha, beta, b -> of.applyAsDouble(low + width * b));
    return Quadrature.betaMean(
        alpha, beta, b -> Math.pow(of.applyAsDouble(low + width * b) - mean, order));
  }

  private static double[][] rows(int n, double[] scales, SplittableRandom random) {
    double[][] rows = new double[n][scales.length];
    for (double[] row : rows) {
      for (int k = 0; k < row.length; k++) {
        row[k] = scales[k] * (random.nextDouble() - 0.5);
      }
    }
    return rows;
  }

  private static double[][] steps(double[][] x, double[][] p) {
    double[][] steps = new double[x.length][x[0].length];
    for (int r = 0; r < x.length; r++) {
      for (int k = 0; k < steps[r].length; k++) {
        steps[r][k] = x[r][k] - p[r][k];
      }
    }
    return steps;
  }

  private static double[][] expected(double[][] p, double[][] steps, PairLaw pairs) {
    double[][] expected = new double[p.length][p[0].length];
    for (int r = 0; r < p.length; r++) {
      for (int k = 0; k < expected[r].length; k++) {
        expected[r][k] = p[r][k] + pairs.mean * steps[r][k];
      }
    }
    return expected;
  }

  private static void add(
      double[][] x, double[][] p, int from, int to, PairLaw pairs, Abreast abreast, Spread spread) {
    double[][] steps = steps(x, p);
    double[][] expected = expected(p, steps, pairs);
    for (int r = from; r < to; r += abreast.lanes()) {
      abreast.load(expected, steps, r, Math.min(to, r + abreast.lanes()));
      spread.add(abreast, pairs);
    }
  }

  private static Abreast abreast(int[] matrix, double[] units) {
    return new Abreast(matrix, units, Abreast.lanes(matrix.length));
  }

  /** For a uniform weight, by hand: Var(a L + b L^2) = a^2 / 12 + a b / 6 + 4 b^2 / 45. */
  @Test
  void thatOfAUniformWeightIsKnownInClosedForm() {
    PairLaw uniform = PairLaw.of(Uniform.of());
    assertThat(uniform.variance(3 - 2, -2))
        .isCloseTo(9 / 12.0 - 6 / 6.0 + 16 / 45.0, within(1e-14));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void sumsOfPowersAreIntegralsOverTheWeight(EpBeta law) {
    double[] scales = {1, 1e-3, 50, 1e4, 2};
    double[] units = {1, 1e-3, 40, 2e4, 1};
    int[] matrix = {0, 2, 3, 4};
    SplittableRandom random = new SplittableRandom(4);
    double[][] x = rows(4, scales, random);
    double[][] p = rows(4, scales, random);
    // A row that meets its like has nothing left to chance.
    p[3] = x[3].clone();
    PairLaw pairs = PairLaw.of(law);
    Spread spread = new Spread(matrix, units, Abreast.lanes(matrix.length));
    Spread more = new Spread(matrix, units, 1);
    add(x, p, 0, 2, pairs, abreast(matrix, units), spread);
    add(x, p, 2, 4, pairs, new Abreast(matrix, units, 1), more);
    // As it comes from a task.
    spread.combine(Blob.read(Blob.write(more), Spread.class));
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        double[] wanted = new double[5];
        for (int r = 0; r < x.length; r++) {
          double pi = p[r][matrix[i]];
          double pj = p[r][matrix[j]];
          double di = x[r][matrix[i]] - pi;
          double dj = x[r][matrix[j]] - pj;
          DoubleUnaryOperator product = w -> (pi + w * di) * (pj + w * dj);
          wanted[2] += central(law, product, 2);
          wanted[4] += central(law, product, 4);
        }
        Fluctuation found = spread.of(i, j);
        double error = Math.sqrt(wanted[2]);
        double fourth = wanted[4] / wanted[2] / wanted[2];
        assertThat(found.standardError()).isCloseTo(error, within(1e-5 * error));
        assertThat(found.fourth()).isCloseTo(fourth, within(2e-5 * fourth));
        assertThat(found.skewness()).isCloseTo(Math.sqrt(fourth), within(1e-5 * Math.sqrt(fourth)));
      }
    }
  }

  /** Squares of components of which no other products are summed. */
  @ParameterizedTest
  @MethodSource("laws")
  void squaresAreTheDiagonal(EpBeta law) {
    double[] units = {1, 1e-3, 40};
    SplittableRandom random = new SplittableRandom(5);
    double[][] x = rows(4, units, random);
    double[][] p = rows(4, units, random);
    PairLaw pairs = PairLaw.of(law);
    Spread spread = new Spread(new int[] {0, 1, 2}, units, 32);
    add(x, p, 0, 4, pairs, abreast(new int[] {0, 1, 2}, units), spread);
    Fluctuations first = new Fluctuations(units);
    Fluctuations rest = new Fluctuations(units);
    double[][] steps = steps(x, p);
    double[][] expected = expected(p, steps, pairs);
    for (int r = 0; r < x.length; r++) {
      (r < 1 ? first : rest).add(expected[r], steps[r], pairs);
    }
    first.combine(rest);
    for (int k = 0; k < units.length; k++) {
      Fluctuation wanted = spread.of(k, k);
      Fluctuation found = first.ofSquares(k);
      assertThat(found.standardError())
          .isCloseTo(wanted.standardError(), within(1e-12 * wanted.standardError()));
      assertThat(found.fourth()).isCloseTo(wanted.fourth(), within(1e-12 * wanted.fourth()));
      assertThat(found.skewness()).isCloseTo(wanted.skewness(), within(1e-12 * wanted.skewness()));
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void termsOfOneRowAreLikewise(EpBeta law) {
    PairLaw pairs = PairLaw.of(law);
    double v = law.centralMoment(2);
    for (double[] cb : new double[][] {{1, 0}, {0, 1}, {1, 0.5}, {-2, 1}, {0.3, -4}}) {
      DoubleUnaryOperator term =
          w -> {
            double delta = w - pairs.mean;
            return cb[0] * delta + cb[1] * (delta * delta - v);
          };
      Fluctuation found = new Fluctuation();
      found.add(cb[0], cb[1], pairs);
      double fourth = central(law, term, 4);
      double error = Math.sqrt(central(law, term, 2));
      assertThat(found.standardError()).isCloseTo(error, within(1e-5 * error));
      assertThat(found.skewness())
          .isCloseTo(
              central(law, term, 3) / Math.pow(error, 3),
              within(1e-5 * Math.pow(fourth, 0.75) / Math.pow(error, 3)));
      assertThat(found.fourth())
          .isCloseTo(fourth / Math.pow(error, 4), within(2e-5 * found.fourth()));
      for (double w = law.lower(); w <= law.upper(); w += (law.upper() - law.lower()) / 200) {
        assertThat(Math.abs(term.applyAsDouble(w)))
            .isLessThanOrEqualTo(1.001 * PairLaw.reach(law) * Math.pow(fourth, 0.25));
      }
    }
  }

  @Test
  void aFixedWeightLeavesNothingToChance() {
    for (Law law : List.of(Fixed.of(0.3), Beta.of(1e16, 1e16))) {
      assertThat(PairLaw.of(law).isCertain()).isTrue();
      assertThat(PairLaw.reach(law)).isEqualTo(1);
      Spread spread = new Spread(new int[] {0}, new double[] {1}, 32);
      Abreast abreast = abreast(new int[] {0}, new double[] {1});
      add(new double[][] {{3}}, new double[][] {{5}}, 0, 1, PairLaw.of(law), abreast, spread);
      assertThat(spread.of(0, 0).standardError()).isZero();
    }
  }
}
