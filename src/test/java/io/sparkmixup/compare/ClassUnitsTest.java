package io.sparkmixup.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.verify.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Sessions of some seconds each, over ten years: a class that hardly varies beside all rows. */
class ClassUnitsTest {

  private static final double START = 1.6e9;

  /**
   * The class's rows.
   *
   * @param before of a Gaussian number, how far from the start an original row lies
   */
  private static GroupComparison session(DoubleUnaryOperator before, DoubleUnaryOperator after) {
    double[] centre = {START};
    Scale scale =
        new Scale(
            List.of("t"),
            new double[] {1.5e9},
            new double[] {8e15},
            new double[] {1},
            new int[] {0});
    SampleSums original = new SampleSums(scale, centre);
    SampleSums synthetic = new SampleSums(scale, centre);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 5000; i++) {
      original.accept(new double[] {START + before.applyAsDouble(random.nextGaussian())});
      synthetic.accept(new double[] {START + after.applyAsDouble(random.nextGaussian())});
    }
    return new GroupComparison("session 7", false, scale, centre, original, synthetic);
  }

  private static List<Finding> findings(GroupComparison of) {
    List<Finding> all = new ArrayList<>(of.scaleFindings());
    of.meanFindings(all::add);
    of.covarianceFindings(all::add);
    return all;
  }

  @Test
  void effectsAreInTheClasssOwnUnits() {
    List<Finding> late = findings(session(z -> 30 * z, z -> 100 + 3 * z));
    assertThat(late).extracting(Finding::name).containsExactly("scale", "mean", "covariance");
    assertThat(late.get(1).effect()).isCloseTo(100 / 30.0, within(0.1));
    assertThat(late).allMatch(f -> f.pValue() < 1e-6 && f.effect() > 0.5);
    assertThat(findings(session(z -> 30 * z, z -> 30 * z))).allMatch(f -> f.pValue() > 0.01);
  }

  /** One unit in the last place of such numbers is 2.4e-7. */
  @Test
  void whatRoundingMakesOfEqualValuesHasNone() {
    GroupComparison same = session(z -> z > 0 ? Math.ulp(START) : 0, z -> 0);
    assertThat(findings(same)).allMatch(f -> f.effect() < 1e-9);
  }
}
