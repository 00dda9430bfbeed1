package io.sparkmixup.mixing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.survey.Survey;
import io.sparkmixup.testing.LocalSpark;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How many classes are followed one by one: what the tasks send has to fit into the driver. */
class SumsRequestTest {

  private static final int COLUMNS = 60;

  private static Dataset<Row> rows;

  @BeforeAll
  static void makeRows() {
    Stream<String> numbers =
        IntStream.range(0, COLUMNS).mapToObj(k -> "sin(id * " + (k + 1) + ") as x" + k);
    rows =
        LocalSpark.session()
            .range(9000)
            .selectExpr(
                Stream.concat(Stream.of("concat('c', id % 3000) as c"), numbers)
                    .toArray(String[]::new))
            .localCheckpoint();
  }

  private static int followed(Optional<List<String>> within, int tasks) {
    MixupRequest request =
        MixupRequest.standard().withLabel(Optional.of("c")).withWithin(within).withMaxVerbatim(1);
    return SumsRequest.of(Survey.of(rows, request), tasks).groups().classes();
  }

  /** C d^2 &lt;= 10^7, one of the groups being the others'. */
  @Test
  void asManyAsTheirMatricesAllow() {
    assertThat(followed(Optional.empty(), 1)).isEqualTo(10_000_000 / (COLUMNS * COLUMNS) - 1);
  }

  /** The rows of a class are in one cell: of however many tasks, one meets it. */
  @Test
  void whereAClassIsInOneCellTheNumberOfTasksHardlyMatters() {
    assertThat(followed(Optional.empty(), 200)).isEqualTo(2776);
  }

  /** Every task may meet every class: 512 MB, by six triangles and twelve numbers a component. */
  @Test
  void whereClassesAreScatteredTasksShareWhatTheDriverTakes() {
    long group = 8 * (6 * COLUMNS * (COLUMNS + 1) / 2 + 12 * COLUMNS);
    long groups = (512L << 20) / group;
    assertThat(followed(Optional.of(List.of()), 200)).isEqualTo((int) (groups / 200 - 2));
  }
}
