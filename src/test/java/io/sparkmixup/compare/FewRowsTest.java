package io.sparkmixup.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.report.Colours;
import io.sparkmixup.report.ComparisonTable;
import io.sparkmixup.testing.LocalSpark;
import io.sparkmixup.verify.Finding;
import io.sparkmixup.verify.Interval;
import io.sparkmixup.verify.Limits;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/** Intervals of two samples of few rows each, whose standard errors are estimated. */
class FewRowsTest {

  private static final SparkSession SPARK = LocalSpark.session();

  private static Dataset<Row> sample(long rows, long seed) {
    return SPARK.range(0, rows, 1, 1).select(functions.randn(seed).as("x")).localCheckpoint();
  }

  /** An interval ends where a test at 1 % begins to reject: both know Student's t. */
  @Test
  void intervalsBelongToTheTests() {
    Comparison found =
        Comparison.of(
            sample(40, 1),
            sample(30, 2),
            new ComparisonRequest(MixupRequest.standard(), Limits.standard(), 0.01),
            message -> {});
    Finding mean =
        found.verdict().findings().stream()
            .filter(f -> f.name().equals("mean"))
            .findFirst()
            .orElseThrow();
    assertThat(mean.degrees()).isBetween(29.0, 68.0);
    double half = (mean.interval().high() - mean.interval().low()) / 2;
    assertThat(half / mean.standardError()).isGreaterThan(2.64);
    double p =
        2 * TDistribution.of(mean.degrees()).survivalProbability(half / mean.standardError());
    assertThat(p).isCloseTo(0.01, within(1e-9));
    double off = Math.abs(mean.observed() - mean.predicted()) / mean.standardError();
    assertThat(2 * TDistribution.of(mean.degrees()).survivalProbability(off))
        .isCloseTo(mean.pValue(), within(1e-9));
    GroupComparison all = found.overall();
    assertThat(ComparisonTable.text(found, Colours.NONE))
        .contains(
            "99 % interval "
                + Interval.of(all.scale(), all.scaleError(), all.scaleDegrees())
                + " (mean over columns");
  }
}
