package io.sparkmixup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.RequestException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {

  private static final Sizes STANDARD = Sizes.standard();

  @ParameterizedTest
  @CsvSource({"1, 7, 7", "0.1, 344, 34", "2.5, 3, 8", "0.5, 5, 2", "0.5, 7, 4", "1000, 12, 12000"})
  void aRatioIsRoundedHalfToEven(BigDecimal ratio, long rows, long total) {
    assertThat(STANDARD.withRatio(ratio).total(rows)).isEqualTo(total);
  }

  @Test
  void rowsAreTakenAsTheyAre() {
    assertThat(STANDARD.withRows(12).total(344)).isEqualTo(12);
  }

  @Test
  void aRatioThatMakesNoRowIsRefused() {
    assertThatThrownBy(() -> STANDARD.withRatio(new BigDecimal("0.001")).total(344))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "--ratio 0.001 of 344 rows makes 0 rows: must make at least one, and fewer than 10^18");
  }

  @Test
  void aRatioThatMakesTooManyRowsIsRefused() {
    assertThatThrownBy(() -> STANDARD.withRatio(new BigDecimal("1e17")).total(344))
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith(
            "--ratio 100000000000000000 of 344 rows makes 34400000000000000000");
  }

  @Test
  void twoAnswersToOneQuestionAreRefused() {
    assertThatThrownBy(() -> STANDARD.withRows(3).withBalance(Balance.MAX))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "--ratio, --rows and --balance each say how many rows come out: give one of them");
    assertThatThrownBy(() -> STANDARD.withRatio(BigDecimal.TEN).withRows(3))
        .isInstanceOf(RequestException.class);
  }

  @ParameterizedTest
  @CsvSource({"max, 9", "median, 4", "6, 6"})
  void balancesHaveTargets(String balance, long target) {
    assertThat(Balance.of(balance).target(new long[] {9, 4, 5, 1})).isEqualTo(target);
  }
}
