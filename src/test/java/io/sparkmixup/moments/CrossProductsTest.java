package io.sparkmixup.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values are small integers, so that every sum is exact and can be compared bit by bit. */
class CrossProductsTest {

  @ParameterizedTest
  @CsvSource({"1,1", "1,9", "2,3", "7,4", "31,6", "32,5", "33,7", "64,32", "203,35"})
  void sumsProductsOfEveryPairOfColumns(int d, int n) {
    double[][] rows = integers(1, n, d);
    CrossProducts products = new CrossProducts(d);
    products.add(rows, 0, n);
    assertEntries(products, rows, ones(n));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void takesTheRowsOfTheRangeOnly(int n) {
    double[][] rows = integers(2, 12, 5);
    double[] weights = ones(12);
    CrossProducts products = new CrossProducts(5);
    products.add(rows, 2, 2 + n);
    CrossProducts weighted = new CrossProducts(5);
    weighted.add(rows, weights, 2, 2 + n);
    double[][] range = Arrays.copyOfRange(rows, 2, 2 + n);
    assertEntries(products, range, ones(n));
    assertEntries(weighted, range, ones(n));
  }

  @Test
  void weighsRows() {
    double[][] rows = integers(3, 11, 9);
    double[] weights = new double[11];
    CrossProducts oneByOne = new CrossProducts(9);
    for (int r = 0; r < 11; r++) {
      weights[r] = r - 4;
      oneByOne.add(rows[r], weights[r]);
    }
    CrossProducts together = new CrossProducts(9);
    together.add(rows, weights, 0, 11);
    assertEntries(oneByOne, rows, weights);
    assertEntries(together, rows, weights);
  }

  @Test
  void addsScaledAndCombined() {
    double[][] rows = integers(4, 8, 6);
    CrossProducts a = new CrossProducts(6);
    a.add(rows, 0, 5);
    CrossProducts b = new CrossProducts(6);
    b.add(rows, 5, 8);
    CrossProducts scaled = CrossProducts.fromPacked(a.toPacked());
    scaled.addScaled(b, -2);
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        assertThat(scaled.get(i, j)).isEqualTo(a.get(i, j) - 2 * b.get(i, j));
      }
    }
    a.combine(b);
    assertEntries(a, rows, ones(8));
    a.clear();
    assertThat(a.toPacked()).containsOnly(0);
  }

  @Test
  void packsTheLowerTriangleRowByRow() throws Exception {
    CrossProducts products = new CrossProducts(3);
    products.add(new double[] {2, 3, 5});
    assertThat(products.toPacked()).containsExactly(4, 6, 9, 10, 15, 25);
    assertThat(CrossProducts.fromPacked(products.toPacked()).toPacked())
        .isEqualTo(products.toPacked());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(products);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      CrossProducts read = (CrossProducts) in.readObject();
      read.add(new double[] {1, 0, 0});
      assertThat(read.toPacked()).containsExactly(5, 6, 9, 10, 15, 25);
    }
  }

  @Test
  void keepsInfiniteAndNotANumberInTheirColumns() {
    CrossProducts products = new CrossProducts(3);
    products.add(new double[] {1, Double.POSITIVE_INFINITY, -2});
    assertThat(products.toPacked())
        .containsExactly(
            1, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, -2, Double.NEGATIVE_INFINITY, 4);
    products.add(new double[] {1, Double.NaN, -2});
    assertThat(products.get(0, 2)).isEqualTo(-4);
    assertThat(products.get(1, 2)).isNaN();
  }

  @Test
  void refusesWrongSizes() {
    assertThatThrownBy(() -> new CrossProducts(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dimension 0: must be at least 1");
    assertThatThrownBy(() -> CrossProducts.fromPacked(new double[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("5 packed entries: must be d (d + 1) / 2 for a whole d");
    assertThatThrownBy(() -> new CrossProducts(3).combine(new CrossProducts(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dimension 4: must be 3, as here");
  }

  private static void assertEntries(CrossProducts products, double[][] rows, double[] weights) {
    int d = products.dimension();
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        long sum = 0;
        for (int r = 0; r < rows.length; r++) {
          sum += Math.round(weights[r]) * Math.round(rows[r][i]) * Math.round(rows[r][j]);
        }
        assertThat(products.get(i, j)).as("entry %s, %s", i, j).isEqualTo((double) sum);
      }
    }
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double[][] integers(long seed, int n, int d) {
    Random random = new Random(seed);
    double[][] rows = new double[n][d];
    for (double[] row : rows) {
      for (int j = 0; j < d; j++) {
        row[j] = random.nextInt(2001) - 1000;
      }
    }
    return rows;
  }
}
