package io.sparkmixup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BinsTest {

  private static final double INF = Double.POSITIVE_INFINITY;

  @Test
  void binsCoverTheValuesButNotWhatIsFarOut() {
    assertThat(Bins.of(10, 1, 8, 11, false)).isEqualTo(new Bins(8, 11, 64));
    assertThat(Bins.of(10, 1, -1e9, 1e9, false)).isEqualTo(new Bins(5, 15, 64));
    assertThat(Bins.of(10, 1, -INF, INF, false)).isEqualTo(new Bins(5, 15, 64));
  }

  @Test
  void wholeNumbersStandInTheMiddleOfTheirBins() {
    assertThat(Bins.of(2, 1, 0, 6, true)).isEqualTo(new Bins(-0.5, 6.5, 7));
    Bins wide = Bins.of(500, 300, 0, 999, true);
    assertThat(wide).isEqualTo(new Bins(-0.5, 1007.5, 63));
    assertThat((wide.high() - wide.low()) / wide.count()).isEqualTo(16);
  }

  @Test
  void whatDoesNotVaryHasOneBin() {
    assertThat(Bins.of(3, 0, 3, 3, false)).isEqualTo(new Bins(3, 3, 1));
    assertThat(Bins.of(0, 0, -INF, INF, true)).isEqualTo(new Bins(-0.5, 0.5, 1));
    assertThat(Bins.of(0, INF, -INF, INF, false)).isEqualTo(new Bins(0, 0, 1));
  }
}
