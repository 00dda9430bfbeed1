package io.sparkmixup.mixing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.Mixup;
import io.sparkmixup.pairing.Pairing;
import io.sparkmixup.pairing.Parcel;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.testing.LocalSpark;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class CellsTest {

  private static final int HOSTS = 10;
  private static final int COLUMNS = 12;

  /** As many guests as there are ways to lack some of the values. */
  private static final int GUESTS = (1 << COLUMNS) - 2;

  private static Dataset<Row> mostlyGuests() {
    Stream<String> columns =
        IntStream.range(0, COLUMNS)
            .mapToObj(
                k ->
                    String.format(
                        "if(id >= %d and (shiftright(id - %d, %d) & 1L) = 1L, null, id + %dD) as x%d",
                        HOSTS, HOSTS - 1, k, k, k));
    return LocalSpark.session()
        .range(0, HOSTS + GUESTS, 1, 3)
        .selectExpr(columns.toArray(String[]::new));
  }

  @Test
  void guestsPassOneByOneHoweverManyThereAre() {
    Dataset<Row> rows = mostlyGuests();
    MixupPlan plan = Mixup.of(rows).plan();
    List<Parcel> sorted =
        Pairing.pair(rows, plan).collectAsList().stream()
            .sorted(Comparator.comparingLong(Parcel::getPlace))
            .toList();
    int[] taken = {0};
    Iterator<Parcel> parcels = sorted.stream().peek(p -> taken[0]++).iterator();
    Cells cells = new Cells(parcels, MixTask.of(plan), new RowStore(), (row, block) -> {});

    Cell hosts = cells.next();
    assertThat(hosts.size()).isEqualTo(HOSTS);
    Set<CellRow> known = new HashSet<>();
    IntStream.range(0, HOSTS).forEach(i -> known.add(hosts.primary(i)));
    int guests = 0;
    while (cells.hasNext()) {
      Cell guest = cells.next();
      guests++;
      assertThat(guest.size()).isEqualTo(1);
      assertThat(known).contains(guest.partner(0, 0)).doesNotContain(guest.primary(0));
      // One is being mixed, and one was looked at to see whether there are more.
      assertThat(taken[0]).isLessThanOrEqualTo(HOSTS + guests + 2);
    }
    assertThat(guests).isEqualTo(GUESTS);
  }
}
