package io.sparkmixup;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.law.Uniform;
import io.sparkmixup.testing.LocalSpark;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Strata of three rows, as many as a million of them. What three rows can give: each is mixed with
 * the two others in turn, and the expected covariance about their mean is theirs by the preserving
 * law, 1 - 2q - 2q / (n - 1) of it by another, with q = E[lambda (1 - lambda)].
 */
class TinyStrataTest {

  private static final SparkSession SPARK = LocalSpark.session();

  /**
   * How many standard errors a ratio may be off: one test in more than a million fails by chance.
   */
  private static final double ERRORS = 5;

  @ParameterizedTest
  @CsvSource({"1000000, preserving, 1.0", "100000, uniform, 0.5"})
  void threeRowsAreMixedWithEachOther(long strata, String law, double expected) {
    Dataset<Row> rows =
        SPARK
            .range(3 * strata)
            .selectExpr(
                "id", "id % " + strata + " as g", "(xxhash64(id) & 1048575) / 1048576D as x");
    Mixup mixup = Mixup.of(rows).idColumns("id").within("g").seed(3).lineage();
    Dataset<Row> made = (law.equals("uniform") ? mixup.law(Uniform.of()) : mixup).dataset();

    Dataset<Row> each =
        made.groupBy("g")
            .agg(
                expr("count(*) as n"),
                expr("count(distinct mixup_primary) as primaries"),
                expr("count(distinct mixup_partner) as partners"),
                expr("every(mixup_primary != mixup_partner) as others"),
                expr("every(mixup_partner % " + strata + " = g) as inside"),
                expr("collect_list(x) as made"))
            .join(rows.groupBy("g").agg(expr("collect_list(x)").as("xs")), "g")
            .withColumn("m", expr("(xs[0] + xs[1] + xs[2]) / 3"))
            .withColumn("ss", squares("xs"))
            .withColumn("off", squares("made").minus(col("ss").multiply(expected)))
            .cache();
    try {
      assertThat(each.count()).isEqualTo(strata);
      assertThat(
              each.where("n = 3 and primaries = 3 and partners = 3 and others and inside").count())
          .isEqualTo(strata);
      Row sums = each.selectExpr("avg(off)", "stddev(off)", "avg(ss)").head();
      double error = sums.getDouble(1) / Math.sqrt((double) strata);
      assertThat(Math.abs(sums.getDouble(0)))
          .as("%s, +- %g", sums, error)
          .isLessThan(ERRORS * error);
      assertThat(error / sums.getDouble(2)).as("the test sees a hundredth").isLessThan(0.002);
    } finally {
      each.unpersist();
    }
  }

  /** The sum of squares about the mean of the stratum's own rows. */
  private static Column squares(String values) {
    return expr("aggregate(" + values + ", 0D, (s, x) -> s + (x - m) * (x - m))");
  }
}
