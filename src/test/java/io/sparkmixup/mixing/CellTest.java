package io.sparkmixup.mixing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.pairing.RowKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellTest {

  private static final long STRATUM = 42;

  /** A row whose hash is told by {@code id}; what stands after the label is {@code payload}. */
  private static CellRow row(long id, int payload, boolean guest) {
    ByteBuffer bytes = ByteBuffer.allocate(guest ? 37 : 29).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) (guest ? 1 | 16 : 0)).putLong(STRATUM).putLong(id * 31).putLong(id);
    if (guest) {
      bytes.putLong(STRATUM);
    }
    bytes.putInt(payload);
    return new CellRow(bytes.array(), 1);
  }

  private static CellRow row(long id) {
    return row(id, 0, false);
  }

  private static List<CellRow> rows(int n) {
    List<CellRow> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      rows.add(row(i));
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 1000})
  void aHostMeetsEachOtherHostOnceOverAllButOneReplicatesThenAgain(int n) {
    Cell cell = Cell.of(rows(n), 0, 1);

    for (int host : new int[] {0, n / 2, n - 1}) {
      Set<CellRow> met = new HashSet<>();
      for (int replicate = 0; replicate < n - 1; replicate++) {
        assertThat(met.add(cell.partner(host, replicate))).isTrue();
      }
      assertThat(met).hasSize(n - 1).doesNotContain(cell.primary(host));
      assertThat(cell.partner(host, n - 1)).isSameAs(cell.partner(host, 0));
      assertThat(cell.partner(host, 7L * (n - 1))).isSameAs(cell.partner(host, 0));
    }
  }

  @Test
  void inEachReplicateEveryHostIsPartnerOnce() {
    Cell cell = Cell.of(rows(17), 0, 1);

    for (int replicate = 0; replicate < 40; replicate++) {
      Set<CellRow> partners = new HashSet<>();
      for (int host = 0; host < 17; host++) {
        partners.add(cell.partner(host, replicate));
      }
      assertThat(partners).hasSize(17);
    }
  }

  @Test
  void aLoneHostHasNoPartner() {
    Cell cell = Cell.of(rows(1), 0, 1);

    assertThat(cell.partner(0, 0)).isNull();
    assertThat(cell.partner(0, 5)).isNull();
  }

  @Test
  void aGuestMeetsEachHostOnceThenAgainAndIsNobodysPartner() {
    Cell hosts = Cell.of(rows(5), 0, 1);
    CellRow guest = row(99, 0, true);
    Cell cell = hosts.withGuest(guest, 1);

    Set<CellRow> met = new HashSet<>();
    for (int replicate = 0; replicate < 5; replicate++) {
      met.add(cell.partner(0, replicate));
      for (int host = 0; host < 5; host++) {
        assertThat(hosts.partner(host, replicate)).isNotSameAs(guest);
      }
    }
    assertThat(met).hasSize(5).doesNotContain(guest);
    assertThat(cell.partner(0, 5)).isSameAs(cell.partner(0, 0));
    assertThat(cell.size()).isEqualTo(1);
    assertThat(cell.primary(0)).isSameAs(guest);
  }

  @Test
  void aGuestWithoutHostsHasNoPartner() {
    CellRow guest = row(1, 0, true);

    assertThat(Cell.of(List.of(), 0, 1).withGuest(guest, 1).partner(0, 0)).isNull();
  }

  @Test
  void theOrderOfArrivalDoesNotMatterAlsoForRowsOfOneIdAndForTwins() {
    List<CellRow> rows = rows(20);
    for (int i = 0; i < 15; i++) {
      rows.add(row(3, i / 2, false));
    }
    List<String> first = order(rows);

    for (int shuffle = 0; shuffle < 50; shuffle++) {
      Collections.shuffle(rows, new Random(shuffle));
      assertThat(order(rows)).isEqualTo(first);
    }
  }

  private static List<String> order(List<CellRow> rows) {
    Cell cell = Cell.of(rows, 0, 1);
    return IntStream.range(0, cell.size())
        .mapToObj(cell::primary)
        .map(r -> r.rowLow() + "/" + r.bytes()[25] + " " + r.keyHigh + " " + r.keyLow)
        .toList();
  }

  @Test
  void twinsGetKeysOfTheirOwnAndAreScattered() {
    List<CellRow> rows = rows(500);
    for (int i = 0; i < 500; i++) {
      rows.add(row(7));
    }
    Cell cell = Cell.of(rows, 0, 1);

    Set<List<Long>> keys = new HashSet<>();
    int meetings = 0;
    for (int host = 0; host < 1000; host++) {
      CellRow row = cell.primary(host);
      keys.add(List.of(row.keyHigh, row.keyLow));
      meetings += row.rowLow() == 7 && cell.partner(host, 0).rowLow() == 7 ? 1 : 0;
    }
    assertThat(keys).hasSize(1000);
    // Chance: 501 * 500 / 999 = 250.8 with standard deviation 7.9; 4.4 of them, 1e-5 two-sided.
    assertThat(meetings).isBetween(216, 286);
  }

  /**
   * The rows of one cell of many: the first bits of their keys are alike. Ten values stand there
   * ten times; chance lets 10 * 10 * 9 / 499 = 1.8 of them meet their like, and the bound is
   * exceeded by a Poisson count of that mean times 200 seeds once in 10^5.
   */
  @Test
  void renumberedRowsAreScatteredAmongTheRowsOfOneCellOfMany() {
    RowKey key = new RowKey();
    int meetings = 0;
    for (long seed = 0; seed < 200; seed++) {
      List<CellRow> rows = new ArrayList<>();
      for (long id = 0; rows.size() < 500; id++) {
        key.set(id * 31, id, STRATUM, seed, 0);
        if (key.high() >>> 59 == 5) {
          for (int copy = 0; copy < (rows.size() < 100 ? 10 : 1); copy++) {
            rows.add(row(id));
          }
        }
      }
      Cell cell = Cell.of(rows, 0, seed);
      for (int host = 0; host < 500; host++) {
        meetings += cell.primary(host).rowLow() == cell.partner(host, 0).rowLow() ? 1 : 0;
      }
    }
    double chance = 200 * 10 * 10 * 9 / 499.0;
    assertThat((double) meetings).isBetween(chance - 85, chance + 85);
  }

  @Test
  void partnersAreUniformOverSeeds() {
    int n = 8;
    long[][] met = new long[n][n];
    for (long seed = 0; seed < 4000; seed++) {
      Cell cell = Cell.of(rows(n), 0, seed);
      for (int host = 0; host < n; host++) {
        met[(int) cell.primary(host).rowLow()][(int) cell.partner(host, seed % (n - 1)).rowLow()]++;
      }
    }
    for (int row = 0; row < n; row++) {
      assertThat(met[row][row]).isZero();
      long[] others = new long[n - 1];
      for (int k = 1; k < n; k++) {
        others[k - 1] = met[row][(row + k) % n];
      }
      // Level 1e-3 over the eight rows together (Bonferroni).
      assertThat(ChiSquareTest.withDefaults().test(others).getPValue()).isGreaterThan(1e-3 / n);
    }
  }
}
