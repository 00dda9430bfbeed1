package io.sparkmixup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.plan.Ids;
import io.sparkmixup.testing.LocalSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What synthetic rows get in the columns that identify them. */
class IdsTest {

  private static final Dataset<Row> ROWS =
      LocalSpark.session()
          .range(0, 400, 1, 2)
          .selectExpr("concat('r', id) as name", "id as number", "sin(id) as x");

  private static Mixup mixup(Ids ids) {
    return Mixup.of(ROWS).idColumns("name", "number").ids(ids).ratio(3).keepOriginals();
  }

  @Test
  void newIdsAreDistinctAndNobodysElse() {
    Dataset<Row> all = mixup(Ids.NEW).dataset();
    assertThat(all.select("name").distinct().count()).isEqualTo(1600);
    assertThat(all.select("number").distinct().count()).isEqualTo(1600);
    assertThat(all.filter("synthetic and name rlike '^[0-9a-f]{32}$' and number >= 0").count())
        .isEqualTo(1200);
    assertThat(all.filter("not synthetic").select("name", "number", "x").except(ROWS).count())
        .isZero();
  }

  @Test
  void keptIdsAreThePrimarys() {
    Dataset<Row> made = mixup(Ids.KEEP).lineage().dataset().filter("synthetic");
    assertThat(made.filter("name = mixup_primary_name and number = mixup_primary_number").count())
        .isEqualTo(1200);
    assertThat(made.select("name").distinct().count()).isEqualTo(400);
  }

  @Test
  void droppedIdsAreNotWrittenButStillTellRowsApart() {
    Dataset<Row> dropped = mixup(Ids.DROP).dataset();
    assertThat(dropped.columns()).containsExactly("x", "synthetic");
    assertThat(dropped.exceptAll(mixup(Ids.KEEP).dataset().select("x", "synthetic")).count())
        .isZero();
  }

  @Test
  void newIdsNeedATypeThatHoldsThem() {
    Dataset<Row> rows = ROWS.selectExpr("cast(number as int) as number", "x");
    assertThatThrownBy(() -> Mixup.of(rows).idColumns("number").dataset())
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "--id-columns number: its type is int, new ids need text or bigint: use --ids keep or"
                + " --ids drop");
    assertThat(Mixup.of(rows).idColumns("number").ids(Ids.KEEP).dataset().count()).isEqualTo(400);
  }
}
