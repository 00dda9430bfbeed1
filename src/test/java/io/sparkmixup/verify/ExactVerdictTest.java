package io.sparkmixup.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.Mixup;
import io.sparkmixup.mixing.MixSums;
import io.sparkmixup.mixing.Mixing;
import io.sparkmixup.mixing.SumsAccumulator;
import io.sparkmixup.mixing.SumsRequest;
import io.sparkmixup.pairing.Pairing;
import io.sparkmixup.plan.Balance;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.plan.UnevenStrata;
import io.sparkmixup.survey.LocalSurvey;
import io.sparkmixup.survey.Survey;
import io.sparkmixup.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What cells are moved by where rows are not used equally often is wrong, on purpose: a verdict
 * that took what it expects from the same numbers would not see it.
 */
class ExactVerdictTest {

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private Path folder;

  /** The share of rows that were moved. */
  private double moved;

  /** Two strata of 1500 rows, of two cells and more each, one of them twice as far from zero. */
  private static Dataset<Row> rows() {
    return SPARK
        .range(0, 3000, 1, 3)
        .selectExpr(
            "concat('c', id % 2) as c",
            "exp(2 * pmod(xxhash64(id), 100003) / 100003D) + 5 * (id % 2) as x",
            "pmod(xxhash64(id, 1), 100003) / 100003D + 5 * (id % 2) as y");
  }

  private static Mixup exact() {
    return Mixup.of(rows()).label("c").moments(Rules.Moments.EXACT);
  }

  private static Mixup balanced() {
    return exact().balance(Balance.to(2300));
  }

  /** The plan with other figures of its strata, and what becomes of it. */
  private Verdict verdict(Mixup mixup, double factor, double offset) {
    Survey survey = mixup.survey();
    MixupPlan plan = survey.plan();
    assertThat(plan.uneven().all()).hasSize(2);
    List<UnevenStrata.Stratum> strata =
        plan.uneven().all().stream()
            .map(
                s ->
                    new UnevenStrata.Stratum(
                        s.low(),
                        s.rows(),
                        Math.round(factor * s.ratio() * s.rows()),
                        new double[] {s.point()[0] + offset, s.point()[1] + offset}))
            .toList();
    Survey other = LocalSurvey.withPlan(survey, plan.withUneven(UnevenStrata.of(strata)));
    SumsRequest request = SumsRequest.of(other, 4);
    SumsAccumulator accumulator = Mixing.accumulator(SPARK, other.plan(), request);
    String output = folder.resolve("out").toString();
    Mixing.mix(Pairing.pair(rows(), other.plan()), other.plan(), request, accumulator)
        .write()
        .parquet(output);
    MixSums sums = accumulator.value();
    moved = (double) sums.moved() / sums.rows();
    return Verification.of(SPARK.read().parquet(output), other, request, sums, Limits.standard())
        .verdict();
  }

  private static List<String> failed(Verdict verdict) {
    return verdict.findings().stream()
        .filter(f -> f.pValue() == 0)
        .map(Finding::name)
        .collect(Collectors.toList());
  }

  @Test
  void ratiosThatAreRightPass() {
    Verdict verdict = verdict(exact().ratio(1.5), 1, 0);
    assertThat(verdict.passed()).isTrue();
    assertThat(moved).isEqualTo(1);
    assertThat(verdict.findings())
        .filteredOn(f -> f.name().equals(Findings.USE))
        .singleElement()
        .satisfies(f -> assertThat(f.tested()).isEqualTo(2))
        .satisfies(f -> assertThat(f.observed()).isEqualTo(1.5));
  }

  @Test
  void aWrongRatioFails() {
    Verdict verdict = verdict(exact().ratio(1.5), 1.01, 0);
    assertThat(verdict.passed()).isFalse();
    assertThat(failed(verdict))
        .contains(Findings.USE, "mean of a class", "covariance within a class", "mean");
    assertThat(verdict.sentence())
        .isEqualTo(
            "covariance, y: observed 6.34389, predicted 6.40981; off by 0.0104, tolerance 1e-9,"
                + " p = 0.0e+00");
  }

  @Test
  void soItDoesWhereClassesAreEvenedOut() {
    assertThat(failed(verdict(balanced(), 0.99, 0))).contains(Findings.USE, "mean of a class");
  }

  /** The point drops out of the moments of a stratum: nothing that is expected depends on it. */
  @Test
  void anotherPointPasses() {
    assertThat(verdict(exact().ratio(1.5), 1, 0.05).passed()).isTrue();
  }

  /** Beside a point far away some cells can make up for others, and those cannot for them. */
  @Test
  void cellsThatAreLeftToTheLawAreExpectedToBe() {
    assertThat(verdict(exact().ratio(1.5), 1, 100).passed()).isTrue();
    assertThat(moved).isBetween(0.2, 0.8);
  }
}
