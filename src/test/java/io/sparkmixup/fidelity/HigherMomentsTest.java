package io.sparkmixup.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.fidelity.Samples.Shape;
import io.sparkmixup.law.Fixed;
import io.sparkmixup.law.Law;
import io.sparkmixup.law.LawRequest;
import io.sparkmixup.law.Uniform;
import io.sparkmixup.mixing.LocalMixing;
import io.sparkmixup.plan.Dimensions;
import io.sparkmixup.plan.MixupRequest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a report predicts of third and fourth moments, against what is written and against theory.
 */
class HigherMomentsTest {

  private static final int N = 400;

  private static final int RUNS = 300;

  /** Under one weight for all rows nothing is random: the prediction is what comes out. */
  @Test
  void underAFixedWeightThePredictionIsExact() {
    double[][] rows = Samples.withHoles(Samples.rows(Shape.LOGNORMAL, N, 3, 5), 0.05, 6);
    LocalMixing mixing = mixing(rows, Fixed.of(0.3));
    LocalMixing.Run run = mixing.run(1);
    for (int k = 0; k < 3; k++) {
      double third = mean(run, mixing, k, 3);
      double fourth = mean(run, mixing, k, 4);
      assertThat(run.sums().predictedThird(k)).isCloseTo(third, within(1e-12 * Math.abs(third)));
      assertThat(run.sums().predictedFourth(k)).isCloseTo(fourth, within(1e-12 * fourth));
    }
  }

  /**
   * Over many seeds both the prediction and what is written have the mean that theory gives, of the
   * order of 1/n off: (1 - 3 q) M_3 and (1 - 4 q + 2 r) M_4 + 6 r sigma^4. Five standard errors
   * (level 6e-7, four statistics) and 3/n are allowed.
   */
  @ParameterizedTest
  @ValueSource(strings = {"preserving", "uniform"})
  void onAverageItIsWhatTheoryGives(String name) {
    Law law = name.equals("uniform") ? Uniform.of() : LawRequest.standard().resolve();
    double[][] rows = Samples.rows(Shape.LOGNORMAL, N, 1, 7);
    LocalMixing mixing = mixing(rows, law);
    double q = law.rawMoment(1) - law.rawMoment(2);
    double r = law.rawMoment(2) - 2 * law.rawMoment(3) + law.rawMoment(4);
    double third = mean(rows, mixing, 0, 3);
    double fourth = mean(rows, mixing, 0, 4);
    double wantedThird = (1 - 3 * q) * third;
    double wantedFourth = (1 - 4 * q + 2 * r) * fourth + 6 * r;

    List<double[]> found =
        IntStream.range(0, RUNS)
            .parallel()
            .mapToObj(mixing::run)
            .map(
                run ->
                    new double[] {
                      run.sums().predictedThird(0),
                      mean(run, mixing, 0, 3),
                      run.sums().predictedFourth(0),
                      mean(run, mixing, 0, 4)
                    })
            .toList();
    double[] wanted = {wantedThird, wantedThird, wantedFourth, wantedFourth};
    for (int s = 0; s < wanted.length; s++) {
      int statistic = s;
      double mean = found.stream().mapToDouble(f -> f[statistic]).average().orElseThrow();
      double variance =
          found.stream().mapToDouble(f -> Math.pow(f[statistic] - mean, 2)).sum() / (RUNS - 1);
      double allowed = 5 * Math.sqrt(variance / RUNS) + 3.0 / N * Math.abs(wanted[s]);
      assertThat(mean).as("%s, statistic %d", name, s).isCloseTo(wanted[s], within(allowed));
    }
    if (name.equals("uniform")) {
      // Must fail: what is written is far from what a preserving law would leave.
      double written = found.stream().mapToDouble(f -> f[1]).average().orElseThrow();
      assertThat(written).isLessThan(0.6 * third);
    }
  }

  private static LocalMixing mixing(double[][] rows, Law law) {
    return new LocalMixing(Samples.dataset(rows), MixupRequest.standard().withLaw(law));
  }

  private static double mean(LocalMixing.Run run, LocalMixing mixing, int k, int power) {
    return mean(run.written().toArray(double[][]::new), mixing, k, power);
  }

  /** The mean of z^power over the rows that hold the value. */
  private static double mean(double[][] rows, LocalMixing mixing, int k, int power) {
    Dimensions dimensions = mixing.request().dimensions();
    double sum = 0;
    long n = 0;
    for (double[] row : rows) {
      if (!Double.isNaN(row[k])) {
        double z = (row[k] - dimensions.centres()[k]) / Math.sqrt(dimensions.variances()[k]);
        sum += Math.pow(z, power);
        n++;
      }
    }
    return sum / n;
  }
}
