package io.sparkmixup.utility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Draws have their laws, over rows and over the copies of one row. Significance 1e-4. */
class DrawTest {

  private static final int N = 100_000;
  private static final double Z = 3.89;

  private static Draw draw(boolean copies, int i) {
    byte[] row = ByteBuffer.allocate(8).putLong(copies ? 7 : i).array();
    return new Draw().of(row).copy(copies ? i : 0);
  }

  private static void checkLaws(boolean copies) {
    double taken = 0;
    double times = 0;
    double squares = 0;
    double together = 0;
    for (int i = 0; i < N; i++) {
      Draw draw = draw(copies, i);
      double heldOut = draw.takes(Draw.Purpose.HOLD_OUT, 0.25) ? 1 : 0;
      int bootstrap = draw.timesInBootstrap();
      taken += heldOut;
      times += bootstrap;
      squares += (double) bootstrap * bootstrap;
      together += heldOut * bootstrap;
    }
    assertThat(taken / N).isCloseTo(0.25, within(Z * Math.sqrt(0.25 * 0.75 / N)));
    assertThat(times / N).isCloseTo(1, within(Z / Math.sqrt(N)));
    // Of Poisson(1): E[x^2] = 2, E[x^4] = 15.
    assertThat(squares / N).isCloseTo(2, within(Z * Math.sqrt(11.0 / N)));
    // Purposes are independent.
    assertThat(together / N).isCloseTo(0.25, within(Z * Math.sqrt(0.25 * 2 / N)));
  }

  @Test
  void rowsDrawIndependently() {
    checkLaws(false);
  }

  @Test
  void copiesOfARowDrawIndependently() {
    checkLaws(true);
  }

  @Test
  void aWholeShareTakesAll() {
    for (int i = 0; i < 1000; i++) {
      assertThat(draw(false, i).takes(Draw.Purpose.SAMPLE, 1)).isTrue();
      assertThat(draw(false, i).takes(Draw.Purpose.SAMPLE, 0)).isFalse();
    }
  }

  @Test
  void aDrawIsAFunctionOfContentCopyAndPurpose() {
    assertThat(draw(false, 3).uniform(Draw.Purpose.NEAR))
        .isEqualTo(draw(false, 3).uniform(Draw.Purpose.NEAR))
        .isNotEqualTo(draw(false, 3).uniform(Draw.Purpose.SAMPLE))
        .isNotEqualTo(draw(false, 3).copy(1).uniform(Draw.Purpose.NEAR));
  }
}
