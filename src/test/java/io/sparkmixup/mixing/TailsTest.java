package io.sparkmixup.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.law.EpBeta;
import io.sparkmixup.law.Law;
import io.sparkmixup.law.LawRequest;
import io.sparkmixup.law.Quadrature;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.plan.Sizes;
import io.sparkmixup.testing.LocalRows;
import io.sparkmixup.testing.SampleLaw;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Excess kurtoses of sums, against integrals of their terms over the law's density. */
class TailsTest {

  private static final int D = 3;

  private static SumsRequest request(MixupRequest asked, String ratio) {
    return new LocalMixing(
            new LocalRows(SampleLaw.LABELLED.rows(300, D, 1), DataTypes.DoubleType),
            asked
                .withLabel(Optional.of(LocalRows.LABEL))
                .withSizes(Sizes.standard().withRatio(new BigDecimal(ratio))))
        .request();
  }

  private static List<Law> laws() {
    return List.of(
        LawRequest.standard().resolve(), EpBeta.of(1, 1, 0, 0), EpBeta.of(2, 0.4, 0, 1.5));
  }

  /** Variance and fourth cumulant of a function of the weight. */
  private static double[] cumulants(Law law, DoubleUnaryOperator of) {
    Map<String, Double> p = law.parameters();
    DoubleUnaryOperator f =
        b -> of.applyAsDouble(b * (1 + p.get("epsilon0") + p.get("epsilon1")) - p.get("epsilon0"));
    double alpha = p.get("alpha");
    double beta = p.get("beta");
    double mean = Quadrature.betaMean(alpha, beta, f);
    double second = Quadrature.betaMean(alpha, beta, b -> Math.pow(f.applyAsDouble(b) - mean, 2));
    double fourth = Quadrature.betaMean(alpha, beta, b -> Math.pow(f.applyAsDouble(b) - mean, 4));
    return new double[] {second, fourth - 3 * second * second};
  }

  private static double[] mixed(double[] x, double[] p, double lambda) {
    double[] y = new double[D];
    for (int k = 0; k < D; k++) {
      y[k] = p[k] + lambda * (x[k] - p[k]);
    }
    return y;
  }

  private static double[] random(SplittableRandom random) {
    return random.doubles(D, -3, 3).toArray();
  }

  @ParameterizedTest
  @MethodSource("laws")
  void areThoseOfTheSumsOfTheirTerms(Law law) {
    SumsRequest request = request(MixupRequest.standard(), "0.5");
    Tails tails = new Tails(request);
    Tails more = new Tails(request);
    SplittableRandom random = new SplittableRandom(5);
    double[][] x = {random(random), random(random), random(random)};
    double[][] p = {random(random), random(random), random(random)};
    WeightCumulants cumulants = WeightCumulants.of(law);
    for (int r = 0; r < x.length; r++) {
      (r < 1 ? tails : more).add(x[r], p[r], cumulants);
    }
    tails.combine(more);
    for (int i = 0; i < D; i++) {
      for (int j = 0; j < D; j++) {
        int one = i;
        int other = j;
        double[] product = sum(law, x, p, y -> y[one] * y[other]);
        assertThat(tails.excess(i, j, product[0])).isCloseTo(excess(product), within(1e-9));
      }
    }
    assertThat(tails.excess(0, 0, 0)).isZero();
  }

  private static double[] sum(
      Law law, double[][] x, double[][] p, ToDoubleFunction<double[]> statistic) {
    double[] sum = new double[2];
    for (int r = 0; r < x.length; r++) {
      double[] primary = x[r];
      double[] partner = p[r];
      double[] term =
          cumulants(law, lambda -> statistic.applyAsDouble(mixed(primary, partner, lambda)));
      sum[0] += term[0];
      sum[1] += term[1];
    }
    return sum;
  }

  private static double excess(double[] cumulants) {
    return cumulants[1] / (cumulants[0] * cumulants[0]);
  }

  @Test
  void aPartnerFarOutHasHeavyTails() {
    SumsRequest request = request(MixupRequest.standard(), "0.5");
    Tails tails = new Tails(request);
    Law law = LawRequest.standard().resolve();
    double[] origin = new double[D];
    double[] far = {1000, 1000, 1000};
    tails.add(origin, far, WeightCumulants.of(law));
    double[] partner = sum(law, new double[][] {origin}, new double[][] {far}, y -> y[0] * y[0]);
    assertThat(tails.excess(0, 0, partner[0])).isGreaterThan(15);
    // The same row as often a primary: next to nothing is left.
    tails.add(far, origin, WeightCumulants.of(law));
    double[] primary = sum(law, new double[][] {far}, new double[][] {origin}, y -> y[0] * y[0]);
    assertThat(tails.excess(0, 0, partner[0] + primary[0])).isLessThan(0);
  }

  @Test
  void areSummedWhereRowsMayBePartnersAlone() {
    MixupRequest standard = MixupRequest.standard();
    assertThat(request(standard, "1").tails()).isFalse();
    assertThat(request(standard, "2.5").tails()).isFalse();
    assertThat(request(standard, "0.5").tails()).isTrue();
    MixupRequest anyPartner = standard.withWithin(Optional.of(List.of()));
    assertThat(request(anyPartner, "1").tails()).isTrue();
  }
}
