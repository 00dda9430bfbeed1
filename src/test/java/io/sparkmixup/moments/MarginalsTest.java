package io.sparkmixup.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MarginalsTest {

  private static Marginals marginals() {
    return new Marginals(
        new double[] {10, 0},
        new double[] {2, 1},
        new Histogram[] {new Histogram(0, 20, 4), new Histogram(-1, 1, 2)});
  }

  /** Powers of (12 - 10) / 2 and (6 - 10) / 2, by hand. */
  @Test
  void powersAreAboutTheCentreInItsUnit() {
    Marginals m = marginals();
    m.accept(new double[] {12, Double.NaN});
    m.accept(new double[] {6, 0.5});
    assertThat(m.third(0)).isEqualTo((1 - 8) / 2.0);
    assertThat(m.fourth(0)).isEqualTo((1 + 16) / 2.0);
    assertThat(m.third(1)).isCloseTo(0.125, within(1e-15));
    assertThat(m.histogram(0).count(1)).isEqualTo(1);
    assertThat(m.histogram(0).count(2)).isEqualTo(1);
    assertThat(m.histogram(1).total()).isEqualTo(1);
  }

  @Test
  void partsCombineAndNothingIsNaN() {
    Marginals a = marginals();
    Marginals b = marginals();
    assertThat(a.third(0)).isNaN();
    a.accept(new double[] {12, 1});
    b.accept(new double[] {6, 1});
    a.combine(b);
    assertThat(a.third(0)).isEqualTo(-3.5);
    assertThat(a.histogram(0).total()).isEqualTo(2);
  }
}
