package io.sparkmixup.similarity;

import io.sparkmixup.io.Jobs;
import io.sparkmixup.moments.Moments;
import io.sparkmixup.moments.QuantileSketch;
import io.sparkmixup.similarity.ComparedColumns.Compared;
import io.sparkmixup.similarity.Similarity.ColumnScore;
import io.sparkmixup.similarity.Similarity.Frequencies;
import io.sparkmixup.similarity.Similarity.PairScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Makes the scores of two datasets. Either is read twice for ends and counts, by columns of text
 * once more, and small ones once more for exact distances.
 */
final class Scoring {

  /** The most points of all columns together, between which values are counted. */
  private static final int MOST_POINTS = 1 << 18;

  private final ComparedColumns columns;
  private final Dataset<Row> original;
  private final Dataset<Row> synthetic;
  private final long originalRows;
  private final long syntheticRows;

  Scoring(
      ComparedColumns columns,
      Dataset<Row> original,
      Dataset<Row> synthetic,
      long originalRows,
      long syntheticRows) {
    this.columns = columns;
    this.original = columns.select(original);
    this.synthetic = columns.select(synthetic);
    this.originalRows = originalRows;
    this.syntheticRows = syntheticRows;
  }

  Similarity similarity() {
    if (columns.columns().isEmpty()) {
      return new Similarity(List.of(), List.of(), List.of(), 0, List.of(), columns.leftOut());
    }
    int numbers = columns.numbers().size();
    boolean exact = Math.max(originalRows, syntheticRows) <= ExactDistances.MOST_ROWS;
    boolean sketched = !exact && numbers > 0;
    Extents before = job("ends of original columns", () -> Extents.of(original, columns, sketched));
    Extents after = job("ends of synthetic columns", () -> Extents.of(synthetic, columns, false));
    Counting counting =
        columns.counted().isEmpty()
            ? null
            : job(
                "counting values",
                () -> Counting.of(original, synthetic, columns, totals(before, after)));
    PairPlan plan = PairPlan.of(columns, before, counting);
    double[][] points = sketched ? points(before) : null;
    SideScan a = job("pairs of the original", () -> SideScan.of(original, columns, plan, points));
    SideScan b =
        job("pairs of the synthetic rows", () -> SideScan.of(synthetic, columns, plan, points));
    double[] distances =
        exact && numbers > 0
            ? job("exact distances", () -> ExactDistances.of(original, synthetic, columns))
            : null;
    List<PairScore> pairs = new PairScores(plan, before, after, a, b).all();
    long all = (long) columns.columns().size() * (columns.columns().size() - 1) / 2;
    return new Similarity(
        shapes(before, after, counting, distances, a, b),
        pairs,
        covariances(plan, a, b),
        all - pairs.size(),
        frequencies(counting),
        columns.leftOut());
  }

  private <T> T job(String what, Supplier<T> action) {
    return Jobs.describe(original.sparkSession(), "spark-mixup: similarity: " + what, action);
  }

  private ValueCounts.Totals[] totals(Extents before, Extents after) {
    List<Compared> counted = columns.counted();
    ValueCounts.Totals[] totals = new ValueCounts.Totals[counted.size()];
    for (int i = 0; i < totals.length; i++) {
      // Those of numbers are listed, and have no total variation.
      int category = columns.categories().indexOf(counted.get(i));
      totals[i] =
          new ValueCounts.Totals(
              originalRows,
              syntheticRows,
              category < 0 ? 0 : before.categoriesHeld(category),
              category < 0 ? 0 : after.categoriesHeld(category));
    }
    return totals;
  }

  private double[][] points(Extents before) {
    double[][] points = new double[columns.numbers().size()][];
    for (int i = 0; i < points.length; i++) {
      points[i] = points(before.sketch(i), before.low(i), before.high(i), points.length);
    }
    return points;
  }

  /**
   * The values that a sketch of the original holds, and the ends.
   *
   * @param columns how many columns have points
   */
  static double[] points(QuantileSketch sketch, double low, double high, int columns) {
    DoubleStream held = Arrays.stream(sketch.weighted()).mapToDouble(w -> w[0]);
    DoubleStream ends = low <= high ? DoubleStream.of(low, high) : DoubleStream.empty();
    double[] sorted = DoubleStream.concat(held, ends).sorted().distinct().toArray();
    double[] points = new double[Math.min(Math.max(2, MOST_POINTS / columns), sorted.length)];
    for (int p = 0; p < points.length; p++) {
      points[p] = sorted[(int) ((long) p * sorted.length / points.length)];
    }
    return points;
  }

  private List<ColumnScore> shapes(
      Extents before,
      Extents after,
      Counting counting,
      double[] distances,
      SideScan a,
      SideScan b) {
    List<ColumnScore> scores = new ArrayList<>();
    int number = 0;
    int category = 0;
    for (Compared c : columns.columns()) {
      if (c.kind().isNumber()) {
        int i = number++;
        boolean exact = distances != null;
        double distance = exact ? distances[i] : StepCounts.distance(a.steps(i), b.steps(i));
        double error = exact ? 0 : StepCounts.error(a.steps(i), b.steps(i));
        scores.add(
            new ColumnScore(
                c.name(),
                c.kind(),
                Metric.KS_COMPLEMENT,
                1 - distance,
                error,
                none(before.held(i), after.held(i))));
      } else {
        int i = category++;
        double variation = counting.column(columns.counted().indexOf(c)).totalVariation();
        scores.add(
            new ColumnScore(
                c.name(),
                c.kind(),
                Metric.TV_COMPLEMENT,
                1 - variation,
                0,
                none(before.categoriesHeld(i), after.categoriesHeld(i))));
      }
    }
    return scores;
  }

  static Optional<String> none(long before, long after) {
    if (before == 0) {
      return Optional.of("the original has no value of it");
    }
    return after == 0 ? Optional.of("the synthetic rows have no value of it") : Optional.empty();
  }

  private static List<PairScore> covariances(PairPlan plan, SideScan a, SideScan b) {
    List<String> names =
        plan.places().stream().filter(PairPlan.Place::number).map(PairPlan.Place::name).toList();
    return names.isEmpty() ? List.of() : covariances(names, a.moments(), b.moments());
  }

  /** Of all pairs j &lt;= k. */
  static List<PairScore> covariances(List<String> names, Moments before, Moments after) {
    List<PairScore> scores = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      double scale = before.sampleCovariance(j, j);
      for (int k = j; k < names.size(); k++) {
        double s = before.sampleCovariance(j, k);
        double t = after.sampleCovariance(j, k);
        double unit = Math.sqrt(scale) * Math.sqrt(before.sampleCovariance(k, k));
        double apart = unit > 0 ? Math.abs(s - t) / unit : Double.NaN;
        scores.add(
            new PairScore(
                names.get(j),
                names.get(k),
                Metric.COVARIANCE_SIMILARITY,
                1 - Math.min(1, apart),
                s,
                t,
                Double.isNaN(apart)
                    ? Optional.of("one of them has no variance in the original")
                    : Optional.empty()));
      }
    }
    return scores;
  }

  private List<Frequencies> frequencies(Counting counting) {
    List<Frequencies> result = new ArrayList<>();
    List<Compared> counted = columns.counted();
    for (int i = 0; i < counted.size(); i++) {
      if (counted.get(i).listed()) {
        ValueCounts values = counting.column(i);
        result.add(new Frequencies(counted.get(i).name(), values.distinct(), values.listed()));
      }
    }
    return result;
  }
}
