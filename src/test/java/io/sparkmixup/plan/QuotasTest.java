package io.sparkmixup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.RequestException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuotasTest {

  private static final Sizes STANDARD = Sizes.standard();

  /** Classes named (c, -c), given in an order of no meaning. */
  private static List<Quotas.ClassRows> classes(long... rows) {
    List<Quotas.ClassRows> result = new ArrayList<>();
    for (int c = 0; c < rows.length; c++) {
      result.add(new Quotas.ClassRows(c, -c, "c" + c, rows[c]));
    }
    Collections.reverse(result);
    return result;
  }

  private static long[] totals(Quotas quotas) {
    return IntStream.range(0, quotas.classes()).mapToLong(quotas::total).toArray();
  }

  @Test
  void rowsAreSharedOutByLargestRemainders() {
    // Exact shares of 10: 4.7, 3.1, 1.4, 0.8; the floors leave two, which go to 0.8 and 0.7.
    Quotas quotas = Quotas.of(STANDARD.withRows(10), classes(47, 31, 14, 8), 100);
    assertThat(totals(quotas)).containsExactly(5, 3, 1, 1, 0);
    assertThat(quotas.total()).isEqualTo(10);
    assertThat(quotas.select()).isTrue();
  }

  @Test
  void tiesGoToTheSmallerName() {
    Quotas quotas = Quotas.of(STANDARD.withRows(2), classes(5, 5, 5), 15);
    assertThat(totals(quotas)).containsExactly(1, 1, 0, 0);
  }

  @Test
  void rowsOfClassesThatAreNotListedHaveAShareOfTheirOwn() {
    Quotas quotas = Quotas.of(STANDARD.withRows(200), classes(60), 100);
    assertThat(totals(quotas)).containsExactly(120, 80);
    assertThat(quotas.classOf(0, 0)).isZero();
    assertThat(quotas.classOf(0, 1)).isEqualTo(1);
    assertThat(quotas.equal()).isTrue();
    assertThat(quotas.most()).isEqualTo(2);
  }

  @Test
  void hugeNumbersDoNotOverflow() {
    long n = 900_000_000_000_000_000L;
    Quotas quotas = Quotas.of(STANDARD.withRows(n - 1), classes(n / 3, n / 3, n / 3), n);
    assertThat(quotas.total()).isEqualTo(n - 1);
  }

  @Test
  void aBalanceMakesClassesEqual() {
    Quotas quotas = Quotas.of(STANDARD.withBalance(Balance.MAX), classes(9, 4, 1), 14);
    assertThat(totals(quotas)).containsExactly(9, 9, 9, 0);
    assertThat(quotas.most(1)).isEqualTo(3);
    assertThat(quotas.selected(1)).isEqualTo(1);
    assertThat(quotas.equal()).isFalse();
  }

  @Test
  void originalsThatAreKeptCountTowardsABalance() {
    Sizes kept = STANDARD.withOriginals(Sizes.Originals.KEPT);
    assertThat(totals(Quotas.of(kept.withBalance(Balance.MAX), classes(9, 4, 1), 14)))
        .containsExactly(0, 5, 8, 0);
    assertThatThrownBy(() -> Quotas.of(kept.withBalance(Balance.MEDIAN), classes(9, 4, 1), 14))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "--balance median with --keep-originals: the class 'c0' has 9 original rows, more than 4:"
                + " balance to max, or leave the originals out");
    assertThatThrownBy(() -> Quotas.of(kept.withBalance(Balance.to(3)), classes(3, 3), 6))
        .isInstanceOf(RequestException.class)
        .hasMessage("every class has its share of original rows already: no synthetic row to make");
  }

  @Test
  void rowsUpToTheThresholdMakeOneMore() {
    Quotas quotas =
        Quotas.of(STANDARD.withRows(15), List.of(), 10)
            .withThresholds(new long[] {-5}, new long[] {7});
    // Hashes are unsigned: -5 is near the largest.
    assertThat(quotas.copies(0, 5, 99)).isEqualTo(2);
    assertThat(quotas.copies(0, -5, 7)).isEqualTo(2);
    assertThat(quotas.copies(0, -5, 8)).isEqualTo(1);
    assertThat(quotas.copies(0, -4, 0)).isEqualTo(1);
  }
}
