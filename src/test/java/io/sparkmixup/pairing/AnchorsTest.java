package io.sparkmixup.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnchorsTest {

  private static List<double[]> rows(int n) {
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      rows.add(new double[] {i, i % 20 == 3 ? 5 : 0, i % 4 == 0 ? 1 : 0, Double.NaN});
    }
    return rows;
  }

  /** One in twenty is rare, one in four is not, and what is missing tells nothing. */
  @Test
  void rowsWithRareValuesAreNoOrdinaryOnes() {
    assertThat(Anchors.ordinary(rows(60)))
        .hasSize(57)
        .allSatisfy(row -> assertThat(row[1]).isZero());
  }

  @Test
  void whereEachHoldsSomethingRareAllCount() {
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      double[] row = new double[20];
      row[i] = 1;
      rows.add(row);
    }
    assertThat(Anchors.ordinary(rows)).isSameAs(rows);
  }
}
