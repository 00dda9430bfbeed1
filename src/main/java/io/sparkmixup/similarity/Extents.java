package io.sparkmixup.similarity;

import io.sparkmixup.moments.QuantileSketch;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.rows.Blob;
import io.sparkmixup.rows.RowShape;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * What has to be known of one side before it is compared: how many values the columns have, and for
 * numbers between which ends they lie, and, where asked, their quantiles. Mutable; mergeable.
 */
final class Extents implements Partial<Extents> {

  private static final long serialVersionUID = 1L;

  private final long[] held;
  private final double[] low;
  private final double[] high;
  private final long[] categoriesHeld;

  /** Null where they are not asked for. */
  private final QuantileSketch[] sketches;

  private Extents(int numbers, int categories, boolean sketched) {
    held = new long[numbers];
    low = new double[numbers];
    high = new double[numbers];
    Arrays.fill(low, Double.POSITIVE_INFINITY);
    Arrays.fill(high, Double.NEGATIVE_INFINITY);
    categoriesHeld = new long[categories];
    sketches = sketched ? new QuantileSketch[numbers] : null;
    if (sketched) {
      Arrays.setAll(sketches, i -> new QuantileSketch());
    }
  }

  /** Scans one side; a job. */
  static Extents of(Dataset<Row> rows, ComparedColumns columns, boolean sketched) {
    Layout layout = columns.layout(rows.schema());
    int numbers = columns.numbers().size();
    int categories = columns.categories().size();
    RowShape.PartitionFunction<byte[]> scan =
        decoded -> {
          Extents part = new Extents(numbers, categories, sketched);
          part.accept(new RowValues(decoded, layout));
          return List.of(Blob.write(part)).iterator();
        };
    return Partial.sum(
        layout.shape().decode(rows, scan, Encoders.BINARY()).javaRDD(),
        Extents.class,
        new Extents(numbers, categories, sketched));
  }

  private void accept(RowValues row) {
    while (row.advance()) {
      double[] numbers = row.numbers();
      for (int i = 0; i < numbers.length; i++) {
        double x = numbers[i];
        if (Double.isNaN(x)) {
          continue;
        }
        held[i]++;
        low[i] = Math.min(low[i], x);
        high[i] = Math.max(high[i], x);
        if (sketches != null && !Double.isInfinite(x)) {
          sketches[i].accept(x);
        }
      }
      for (int i = 0; i < categoriesHeld.length; i++) {
        categoriesHeld[i] += row.holds(i) ? 1 : 0;
      }
    }
  }

  @Override
  public void combine(Extents other) {
    for (int i = 0; i < held.length; i++) {
      held[i] += other.held[i];
      low[i] = Math.min(low[i], other.low[i]);
      high[i] = Math.max(high[i], other.high[i]);
      if (sketches != null) {
        sketches[i].combine(other.sketches[i]);
      }
    }
    for (int i = 0; i < categoriesHeld.length; i++) {
      categoriesHeld[i] += other.categoriesHeld[i];
    }
  }

  /** How many values the {@code i}-th column of numbers has. */
  long held(int i) {
    return held[i];
  }

  double low(int i) {
    return low[i];
  }

  double high(int i) {
    return high[i];
  }

  /** Whether it has one value, however often. */
  boolean isConstant(int i) {
    return held[i] > 0 && low[i] == high[i];
  }

  QuantileSketch sketch(int i) {
    return sketches[i];
  }

  /** How many values the {@code i}-th categorical column has. */
  long categoriesHeld(int i) {
    return categoriesHeld[i];
  }
}
