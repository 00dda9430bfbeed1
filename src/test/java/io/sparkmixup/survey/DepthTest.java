package io.sparkmixup.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.RequestException;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.plan.Ranges;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.testing.LocalSpark;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A survey that looks at strata alone makes the plan that one with moments makes. */
class DepthTest {

  private static final SparkSession SPARK = LocalSpark.session();

  /** Numbers of all lanes, some of them missing, in classes. */
  private static final Dataset<Row> ROWS =
      SPARK
          .range(0, 5000, 1, 3)
          .selectExpr(
              "id as k",
              "concat('g', id % 3) as g",
              "if(id % 50 = 0, double('NaN'), if(id % 77 = 0, null, rand(1))) as x",
              "if(id % 1000 = 7, null, cast(rand(2) as float)) as y",
              "if(id % 90 = 0, null, cast(100 * rand(3) as int)) as n",
              "cast(100 * rand(4) as decimal(20, 0)) as m",
              "array(rand(5), rand(6)) as a");

  private static Survey survey(Dataset<Row> rows, UnaryOperator<MixupRequest> asked, Depth depth) {
    return Survey.of(rows, asked.apply(MixupRequest.standard().withLabel(Optional.of("g"))), depth);
  }

  private static MixupRequest with(MixupRequest request, Rules.Nulls nulls) {
    return request.withRules(request.rules().withNulls(nulls));
  }

  @ParameterizedTest
  @CsvSource({"true, MATCH", "false, MATCH", "true, DROP", "false, DROP"})
  void thePlanIsTheSame(boolean ids, Rules.Nulls nulls) {
    UnaryOperator<MixupRequest> asked = r -> with(ids ? r.withIdColumns(List.of("k")) : r, nulls);
    Survey strata = survey(ROWS, asked, Depth.STRATA);
    Survey moments = survey(ROWS, asked, Depth.MOMENTS);

    assertThat(strata.plan())
        .usingRecursiveComparison()
        .ignoringFields("request")
        .isEqualTo(moments.plan());
    assertThat(strata.classes()).isEqualTo(moments.classes());
    assertThat(strata.guests()).isEqualTo(moments.guests());
    assertThat(strata.lone()).isEqualTo(moments.lone());
    assertThat(strata.dropped()).isEqualTo(moments.dropped());
    assertThat(strata.dimensions().size()).isZero();
    assertThat(strata.moments()).isEmpty();
    assertThat(moments.dimensions().size()).isEqualTo(6);
  }

  @Test
  void valuesThatCannotBeMixedAreRefusedByBoth() {
    Dataset<Row> infinite =
        ROWS.selectExpr("k", "g", "if(k = 7, double('Infinity'), 1e308) as x", "y");
    for (Depth depth : Depth.values()) {
      assertThatThrownBy(() -> survey(infinite, r -> r.withIdColumns(List.of("k")), depth))
          .isInstanceOf(RequestException.class)
          .hasMessageStartingWith("mixed column 'x' holds 1 infinite value, which cannot be mixed");
      assertThatThrownBy(() -> survey(ROWS, r -> with(r, Rules.Nulls.FAIL), depth))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("of 5,000 rows some miss a value")
          .hasMessageContaining("'x' (163), 'y' (5), 'n' (56): use");
    }
  }

  @Test
  void rangesAreObservedInAnyCase() {
    Survey survey =
        survey(
            ROWS,
            r -> r.withRules(r.rules().withRanges(Ranges.parse(List.of("clip")))),
            Depth.STRATA);
    assertThat(survey.plan().limits()).extracting(Ranges.Limit::name).contains("x", "y", "n");
  }
}
