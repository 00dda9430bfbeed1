package io.sparkmixup.similarity;

import io.sparkmixup.moments.Moments;
import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.similarity.ComparedColumns.Compared;
import io.sparkmixup.similarity.Similarity.ColumnScore;
import io.sparkmixup.similarity.Similarity.LeftOut;
import io.sparkmixup.similarity.Similarity.PairScore;
import io.sparkmixup.similarity.StoredColumns.StoredNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Makes the scores that a stored original allows: distances of numbers, from its quantile sketches
 * and within their errors, and correlations and covariances. Of a category it holds no value.
 */
final class StoredScoring {

  private final ComparedColumns columns;
  private final List<StoredNumber> numbers;
  private final Moments stored;
  private final Dataset<Row> synthetic;

  StoredScoring(StoredColumns original, ColumnRoles roles, Dataset<Row> synthetic) {
    ComparedColumns all = ComparedColumns.of(original.schema(), roles);
    List<Compared> known = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>(all.leftOut());
    for (Compared c : all.columns()) {
      if (c.kind().isNumber() && original.number(c.name()).isPresent()) {
        known.add(c);
      } else {
        boolean label = roles.classLabel().filter(c.name()::equals).isPresent();
        String reason = "the profile holds no values of it";
        leftOut.add(new LeftOut(c.name(), label ? "its shares are those of classes" : reason));
      }
    }
    columns = new ComparedColumns(known, leftOut);
    numbers = known.stream().map(c -> original.number(c.name()).orElseThrow()).toList();
    stored = original.moments();
    this.synthetic = columns.select(synthetic);
  }

  Similarity similarity() {
    if (numbers.isEmpty()) {
      return new Similarity(List.of(), List.of(), List.of(), 0, List.of(), columns.leftOut());
    }
    double[][] points = new double[numbers.size()][];
    for (int i = 0; i < points.length; i++) {
      StoredNumber n = numbers.get(i);
      points[i] = Scoring.points(n.sketch(), n.low(), n.high(), points.length);
    }
    PairPlan plan = PairPlan.ofNumbers(columns);
    Extents after = Extents.of(synthetic, columns, false);
    SideScan scan = SideScan.of(synthetic, columns, plan, points);
    int[] inPairs = plan.numbers();
    int[] components = new int[inPairs.length];
    List<String> names = new ArrayList<>();
    for (int j = 0; j < inPairs.length; j++) {
      components[j] = numbers.get(inPairs[j]).component();
      names.add(numbers.get(inPairs[j]).name());
    }
    Moments before = stored.arranged(components);
    List<PairScore> pairs = new ArrayList<>();
    for (int j = 0; j < inPairs.length; j++) {
      for (int k = j + 1; k < inPairs.length; k++) {
        pairs.add(
            PairScores.correlation(
                new String[] {names.get(j), names.get(k)},
                new double[] {
                  PairScores.correlation(before, j, k), PairScores.correlation(scan.moments(), j, k)
                },
                constant(inPairs[j], inPairs[k], after)));
      }
    }
    long all = (long) numbers.size() * (numbers.size() - 1) / 2;
    return new Similarity(
        shapes(points, after, scan),
        pairs,
        Scoring.covariances(names, before, scan.moments()),
        all - pairs.size(),
        List.of(),
        columns.leftOut());
  }

  private Optional<String> constant(int first, int second, Extents after) {
    return constant(first, after).or(() -> constant(second, after));
  }

  private Optional<String> constant(int number, Extents after) {
    StoredNumber n = numbers.get(number);
    return PairScores.constant(n.name(), n.low() == n.high(), after.isConstant(number));
  }

  /**
   * With e the sketch's rank error, the original's distribution function lies within e of that of
   * the sketch, but for a chance of 1e-4 at each point; so does the distance.
   */
  private List<ColumnScore> shapes(double[][] points, Extents after, SideScan scan) {
    List<ColumnScore> scores = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      StoredNumber n = numbers.get(i);
      StepCounts before = new StepCounts(points[i]);
      for (double[] weighted : n.sketch().weighted()) {
        before.accept(weighted[0], (long) weighted[1]);
      }
      double e = n.sketch().rankError();
      double distance = StepCounts.distance(before, scan.steps(i));
      double least = Math.max(0, distance - e);
      double most = Math.min(1, distance + StepCounts.error(before, scan.steps(i)) + e);
      scores.add(
          new ColumnScore(
              n.name(),
              columns.numbers().get(i).kind(),
              Metric.KS_COMPLEMENT,
              1 - least,
              most - least,
              Scoring.none(n.sketch().count(), after.held(i))));
    }
    return scores;
  }
}
