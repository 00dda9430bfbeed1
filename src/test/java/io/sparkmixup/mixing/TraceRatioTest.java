package io.sparkmixup.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.law.Uniform;
import io.sparkmixup.testing.Described;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TraceRatioTest {

  private static TraceRatio ratio(Described data) {
    return TraceRatio.of(data.dimensions(), Optional.of(data.moments()));
  }

  private static double[][] rows(int n, double[][] mixing) {
    SplittableRandom random = new SplittableRandom(3);
    double[][] rows = new double[n][mixing.length];
    for (double[] row : rows) {
      for (int j = 0; j < mixing[0].length; j++) {
        double u = random.nextDouble() - 0.5;
        for (int i = 0; i < row.length; i++) {
          row[i] += mixing[i][j] * u;
        }
      }
    }
    return rows;
  }

  private static final double[][] CORRELATED = {{1, 0, 0}, {3, 0.1, 0}, {-200, 40, 1}};

  @Test
  void itIsOneForTheRowsThemselvesAndLinear() {
    Described data = Described.of(rows(500, CORRELATED));
    TraceRatio ratio = ratio(data);
    assertThat(ratio.exists()).isTrue();
    assertThat(ratio.size()).isEqualTo(3);
    assertThat(ratio.of(data.moments()::covariance)).isCloseTo(1, within(1e-10));
    assertThat(ratio.of((i, j) -> 0.9 * data.moments().covariance(i, j)))
        .isCloseTo(0.9, within(1e-10));
  }

  /** By hand: S = [[1, .6], [.6, 1]], its inverse [[1, -.6], [-.6, 1]] / .64. */
  @Test
  void itIsTheTraceOfTheProductWithTheInverse() {
    // Four points with that covariance.
    double[][] rows = {{1, 1}, {1, 0.2}, {-1, -1}, {-1, -0.2}};
    Described data = Described.of(rows);
    double s12 = data.moments().covariance(0, 1);
    double s22 = data.moments().covariance(1, 1);
    double determinant = s22 - s12 * s12;
    double[][] t = {{2, 0.5}, {0.5, 3}};
    double wanted = (s22 * t[0][0] - 2 * s12 * t[0][1] + t[1][1]) / determinant / 2;
    assertThat(ratio(data).of((i, j) -> t[i][j])).isCloseTo(wanted, within(1e-12));
  }

  /** What the mean over columns does not see: the loss of a direction in which rows hardly vary. */
  @Test
  void itSeesTheLossOfASmallDirection() {
    Described data = Described.of(rows(2000, new double[][] {{1, 0}, {1, 0.02}}));
    Described flat = Described.of(rows(2000, new double[][] {{1, 0}, {1, 0}}));
    double mean =
        (flat.moments().covariance(0, 0) / data.moments().covariance(0, 0)
                + flat.moments().covariance(1, 1) / data.moments().covariance(1, 1))
            / 2;
    assertThat(mean).isCloseTo(1, within(0.005));
    assertThat(ratio(data).of(flat.moments()::covariance)).isLessThan(0.6);
  }

  @Test
  void thereIsNoneWhereTheCovarianceIsSingular() {
    assertThat(ratio(Described.of(rows(100, new double[][] {{1, 0}, {2, 0}}))).exists()).isFalse();
    assertThat(ratio(Described.of(rows(100, new double[][] {{1}}))).exists()).isFalse();
    assertThat(
            TraceRatio.of(Described.of(rows(9, CORRELATED)).dimensions(), Optional.empty())
                .exists())
        .isFalse();
  }

  @Test
  void whatIsMissingSomewhereAndWhatDoesNotVaryIsLeftOut() {
    double[][] rows = rows(100, new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0, 0, 0}});
    rows[7][1] = Double.NaN;
    assertThat(ratio(Described.of(rows)).size()).isEqualTo(2);
  }

  /** Of y = e + delta d the random part of y y' is delta (e d' + d e') + delta^2 d d'. */
  @Test
  void whatIsRandomAboutARowIsThatOfItsProducts() {
    double[][] mixing = new double[6][6];
    for (int i = 0; i < mixing.length; i++) {
      for (int j = 0; j <= i; j++) {
        mixing[i][j] = i == j ? 1 : 0.3 * (i - 2 * j);
      }
    }
    TraceRatio ratio = ratio(Described.of(rows(300, mixing)));
    double[] e = {1, -2, 0.5, 3, 0, 1.5};
    double[] d = {0.2, 1, -1, 0.7, 2, -0.4};
    PairLaw law = PairLaw.of(Uniform.of());
    // The parents, half a step on either side of what is expected.
    double[] x = new double[6];
    double[] p = new double[6];
    for (int k = 0; k < 6; k++) {
      x[k] = e[k] + d[k] / 2;
      p[k] = e[k] - d[k] / 2;
    }
    Fluctuation found = new Fluctuation();
    // Beside other rows, of which it is the second and the last.
    double[][] xs = {new double[6], x, e};
    double[][] ps = {new double[6], p, d};
    TraceTerms terms = ratio.terms(3);
    terms.add(xs, ps, 3, law, new Fluctuation());
    terms.add(xs, ps, 2, law, found);
    Fluctuation wanted = new Fluctuation();
    wanted.add(ratio.of((i, j) -> e[i] * d[j] + d[i] * e[j]), ratio.of((i, j) -> d[i] * d[j]), law);
    assertThat(found.standardError())
        .isCloseTo(wanted.standardError(), within(1e-9 * wanted.standardError()));
    assertThat(found.skewness()).isCloseTo(wanted.skewness(), within(1e-9));
    assertThat(found.fourth()).isCloseTo(wanted.fourth(), within(1e-9 * wanted.fourth()));
    double[] z = {0.3, 2, -1, 0, 1, 1};
    assertThat(ratio.ofRow(z))
        .isCloseTo(ratio.of((i, j) -> z[i] * z[j]), within(1e-9 * ratio.ofRow(z)));
  }
}
