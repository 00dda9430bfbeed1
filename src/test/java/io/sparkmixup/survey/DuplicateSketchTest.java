package io.sparkmixup.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.rows.Murmur3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuplicateSketchTest {

  private static DuplicateSketch sketch(long values, long copies, long seed) {
    DuplicateSketch sketch = new DuplicateSketch();
    for (long v = 0; v < values; v++) {
      for (long c = 0; c < copies; c++) {
        sketch.accept(Murmur3.mix(v + (seed << 40)));
      }
    }
    return sketch;
  }

  /** Five standard errors of 0.011 times one plus the value: exceeded once in a million. */
  @ParameterizedTest
  @CsvSource({"1, 1", "100, 1", "300000, 1", "300000, 2", "3000, 100", "4, 100000", "1, 100000"})
  void pairsOfEqualRowsAreEstimated(long values, long copies) {
    double pairs = copies - 1;

    for (long seed = 1; seed <= 5; seed++) {
      assertThat(sketch(values, copies, seed).pairsPerRow(values * copies))
          .isCloseTo(pairs, within(5 * 0.011 * (1 + pairs)));
    }
  }

  @Test
  void aFrequentRowStandsOutAndDistinctRowsDoNot() {
    DuplicateSketch distinct = sketch(200_000, 1, 1);
    assertThat(distinct.excess(200_000)).isLessThanOrEqualTo(0);

    distinct.combine(sketch(1, 500, 2));
    assertThat(distinct.excess(200_500)).isBetween(380.0, 500.0);
  }

  @Test
  void theSketchOfPartsIsThatOfTheWhole() {
    DuplicateSketch whole = sketch(5000, 3, 1);
    DuplicateSketch parts = sketch(5000, 1, 1);
    parts.combine(sketch(5000, 2, 1));

    assertThat(parts.pairsPerRow(15_000)).isEqualTo(whole.pairsPerRow(15_000));
  }
}
