package io.sparkmixup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.plan.ColumnPlan;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.testing.LocalSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Arrays of different lengths. */
class RaggedTest {

  private static final Dataset<Row> ROWS =
      LocalSpark.session()
          .range(0, 300, 1, 2)
          .selectExpr(
              "id",
              "id % 3 as g",
              "transform(sequence(0, id % 3), i -> xxhash64(id, i) / 1e18) as byGroup",
              "array(id * 1.5D, id * 0.5D) as even");

  private static Mixup mixup() {
    return Mixup.of(ROWS).idColumns("id").copy("g");
  }

  @Test
  void lengthsMayDifferBetweenStrata() {
    Dataset<Row> made = mixup().within("g").dataset();
    assertThat(made.filter("size(byGroup) = g + 1").count()).isEqualTo(300);
    assertThat(made.intersect(ROWS).count()).isZero();
  }

  @Test
  void rowsThatDifferAreRefusedByName() {
    assertThatThrownBy(() -> mixup().dataset().count())
        .hasRootCauseInstanceOf(RequestException.class)
        .rootCause()
        .hasMessageMatching(
            "mixed column 'byGroup' holds \\d and \\d elements in rows that are mixed with each"
                + " other: carry it with --copy or --ragged carry, or make them equally long");
  }

  @Test
  void whereAllIsRaggedThatIsSaid() {
    Mixup carrying = mixup().mix("byGroup").ragged(Rules.Ragged.CARRY);
    assertThatThrownBy(carrying::dataset)
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "nothing to mix: all that could be is carried for its values: 'byGroup' (lengths"
                + " differ, --ragged carry)");
  }

  @Test
  void raggedColumnsAreCarriedIfAsked() {
    Mixup carrying = mixup().ragged(Rules.Ragged.CARRY);
    assertThat(carrying.plan().roles().columns())
        .extracting(ColumnPlan::name, ColumnPlan::reason)
        .contains(
            org.assertj.core.groups.Tuple.tuple("byGroup", "lengths differ, --ragged carry"),
            org.assertj.core.groups.Tuple.tuple("even", "a number"));
    Dataset<Row> made = carrying.dataset();
    assertThat(made.select("byGroup").exceptAll(ROWS.select("byGroup")).count()).isZero();
    assertThat(made.select("even").intersect(ROWS.select("even")).count()).isLessThan(10);
  }
}
