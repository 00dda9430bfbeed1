package io.sparkmixup.similarity;

import io.sparkmixup.moments.GroupedMoments;
import io.sparkmixup.moments.Moments;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.rows.Blob;
import io.sparkmixup.rows.RowShape;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** What one scan of one side adds up for the scores. Mutable; mergeable. */
final class SideScan implements Partial<SideScan> {

  private static final long serialVersionUID = 1L;

  private long rows;

  /** Null where distances are known already. */
  private final StepCounts[] steps;

  /** Of the numbers in pairs, as one group, for groups can be serialized; null for no numbers. */
  private final GroupedMoments moments;

  /** Of all tables. */
  private final long[] counts;

  private SideScan(PairPlan plan, double[][] points) {
    steps = points == null ? null : new StepCounts[points.length];
    for (int i = 0; points != null && i < points.length; i++) {
      steps[i] = new StepCounts(points[i]);
    }
    int d = plan.numbers().length;
    moments = d == 0 ? null : GroupedMoments.create(1, d);
    counts = new long[plan.cells()];
  }

  /**
   * Scans one side; a job.
   *
   * @param points of each column of numbers, where its distance is to be told; null otherwise
   */
  static SideScan of(Dataset<Row> side, ComparedColumns columns, PairPlan plan, double[][] points) {
    Layout layout = columns.layout(side.schema());
    RowShape.PartitionFunction<byte[]> scan =
        decoded -> {
          SideScan part = new SideScan(plan, points);
          part.accept(new RowValues(decoded, layout), plan);
          return List.of(Blob.write(part)).iterator();
        };
    return Partial.sum(
        layout.shape().decode(side, scan, Encoders.BINARY()).javaRDD(),
        SideScan.class,
        new SideScan(plan, points));
  }

  private void accept(RowValues row, PairPlan plan) {
    int[] numbers = plan.numbers();
    double[] chosen = new double[numbers.length];
    PairPlan.Place[] places = plan.places().toArray(PairPlan.Place[]::new);
    PairPlan.Table[] tables = plan.tables().toArray(PairPlan.Table[]::new);
    int[] cells = new int[places.length];
    while (row.advance()) {
      rows++;
      for (int i = 0; steps != null && i < steps.length; i++) {
        steps[i].accept(row.numbers()[i]);
      }
      for (int i = 0; i < chosen.length; i++) {
        chosen[i] = row.numbers()[numbers[i]];
      }
      if (moments != null) {
        moments.accept(0, chosen);
      }
      for (int p = 0; tables.length > 0 && p < places.length; p++) {
        cells[p] = places[p].hasCells() ? places[p].cell(row) : 0;
      }
      for (PairPlan.Table t : tables) {
        counts[t.from() + cells[t.first()] * places[t.second()].cells() + cells[t.second()]]++;
      }
    }
  }

  @Override
  public void combine(SideScan other) {
    rows += other.rows;
    for (int i = 0; steps != null && i < steps.length; i++) {
      steps[i].combine(other.steps[i]);
    }
    if (moments != null) {
      moments.combine(other.moments);
    }
    for (int c = 0; c < counts.length; c++) {
      counts[c] += other.counts[c];
    }
  }

  long rows() {
    return rows;
  }

  StepCounts steps(int i) {
    return steps[i];
  }

  /** Of the numbers in pairs, in their order. */
  Moments moments() {
    return moments.of(0);
  }

  long count(int cell) {
    return counts[cell];
  }
}
