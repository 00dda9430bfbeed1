package io.sparkmixup.mixing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.law.Fixed;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.testing.LocalSpark;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** A stratum of several cells: which one a row falls into is up to the seed, as is its partner. */
class PartnersAcrossCellsTest {

  private static final int ROWS = 2100;
  private static final int BINS = 7;
  private static final double PARTNER_WEIGHT = 0.25;

  @Test
  void aPartnerMayBeAnyRowOfTheStratum() {
    Dataset<Row> rows =
        LocalSpark.session().range(ROWS).selectExpr("cast(id as int) as who", "double(id) as x");
    LocalMixing mixing =
        new LocalMixing(
            rows,
            MixupRequest.standard()
                .withLaw(Fixed.of(PARTNER_WEIGHT))
                .withLabel(Optional.of("who"))
                .withWithin(Optional.of(List.of())));
    assertThat(mixing.survey().plan().strata().totalCells()).isEqualTo(3);

    long[] met = new long[BINS];
    IntStream.range(0, 700)
        .parallel()
        .mapToLong(seed -> partnerOf(5, mixing.run(seed)))
        .sequential()
        .forEach(partner -> met[(int) (partner * BINS / ROWS)]++);

    // Level 1e-3, over 700 independent seeds.
    assertThat(ChiSquareTest.withDefaults().test(met).getPValue()).isGreaterThan(1e-3);
    // Must fail: partners from the first two thirds of the rows only.
    long[] wrong = met.clone();
    wrong[BINS - 1] /= 4;
    assertThat(ChiSquareTest.withDefaults().test(wrong).getPValue()).isLessThan(1e-3);
  }

  private static long partnerOf(long who, LocalMixing.Run run) {
    int at = run.classes().indexOf(who);
    return (long) (4 * run.written().get(at)[0]) - 3 * who;
  }
}
