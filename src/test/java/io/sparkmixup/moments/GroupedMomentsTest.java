package io.sparkmixup.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupedMomentsTest {

  private final double[][] rows = TestRows.holed(TestRows.gaussian(31, 500, 4), 32, 0.1);
  private final int[] groups = new Random(33).ints(500, 0, 4).toArray();

  @Test
  void keepsGroupsApartAndAllTogether() {
    GroupedMoments grouped = GroupedMoments.create(5, 4).withShape();
    for (int r = 0; r < rows.length; r++) {
      grouped.accept(groups[r], rows[r]);
    }
    assertMoments(grouped);
    assertThat(grouped.overall().kurtosis(2))
        .isCloseTo(
            Exact.central(rows, 2, 4) / Math.pow(Exact.central(rows, 2, 2), 2), within(1e-11));
  }

  @Test
  void combinesPartsAndComesBackFromBytes() {
    GroupedMoments a = GroupedMoments.create(5, 4);
    GroupedMoments b = GroupedMoments.about(5, new double[] {1, 11, 21, 31});
    for (int r = 0; r < rows.length; r++) {
      (r % 3 == 0 ? a : b).accept(groups[r], rows[r]);
    }
    assertMoments(GroupedMoments.fromBytes(a.combine(b).toBytes()));
    assertMoments(GroupedMoments.create(5, 4).combine(a));
  }

  @Test
  void bytesKeepTheSettings() {
    GroupedMoments read =
        GroupedMoments.fromBytes(GroupedMoments.create(2, 1).withShape().toBytes());
    read.accept(1, new double[] {1});
    read.accept(1, new double[] {3});
    assertThat(read.groups()).isEqualTo(2);
    assertThat(read.dimension()).isEqualTo(1);
    assertThat(read.of(1).kurtosis(0)).isEqualTo(1);
    assertThat(read.of(0).count()).isZero();
  }

  /** 10^7 / 32^2 = 9765.6; 10^7 / 1000^2 = 10; below 32 columns the limit is 10,000. */
  @ParameterizedTest
  @CsvSource({"1,10000", "31,10000", "32,9765", "1000,10", "3162,1", "3163,1", "100000,1"})
  void limitsMemory(int d, int limit) {
    assertThat(GroupedMoments.classLimit(d)).isEqualTo(limit);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> GroupedMoments.create(1001, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1001 groups of dimension 100: must be 1 to 1000");
    assertThatThrownBy(() -> GroupedMoments.create(0, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("0 groups of dimension 2: must be 1 to 10000");
    assertThatThrownBy(() -> GroupedMoments.classLimit(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dimension 0: must be at least 1");
    GroupedMoments grouped = GroupedMoments.create(2, 2);
    assertThatThrownBy(() -> grouped.combine(GroupedMoments.create(3, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 groups: must be 2, as here");
    byte[] bytes = grouped.toBytes();
    assertThatThrownBy(() -> GroupedMoments.fromBytes(Arrays.copyOf(bytes, bytes.length - 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("grouped moments of " + (bytes.length - 4) + " bytes: they are cut short");
    bytes[3] = 7;
    assertThatThrownBy(() -> GroupedMoments.fromBytes(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("grouped moments of version 7: must be version 1");
    grouped.accept(0, new double[2]);
    assertThatThrownBy(grouped::withShape)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("rows are summed already: ask for shape before the first");
  }

  private void assertMoments(GroupedMoments grouped) {
    for (int g = 0; g < 4; g++) {
      List<double[]> own = new ArrayList<>();
      for (int r = 0; r < rows.length; r++) {
        if (groups[r] == g) {
          own.add(rows[r]);
        }
      }
      assertCovariance(grouped.of(g), own.toArray(double[][]::new));
    }
    assertThat(grouped.of(4).count()).isZero();
    assertCovariance(grouped.overall(), rows);
  }

  private static void assertCovariance(Moments moments, double[][] expected) {
    assertThat(moments.count()).isEqualTo(expected.length);
    for (int j = 0; j < 4; j++) {
      assertThat(moments.mean(j)).isCloseTo(Exact.mean(expected, j), within(1e-12));
      for (int k = 0; k < 4; k++) {
        assertThat(moments.covariance(j, k))
            .isCloseTo(Exact.covariance(expected, j, k), within(1e-11));
      }
    }
  }
}
