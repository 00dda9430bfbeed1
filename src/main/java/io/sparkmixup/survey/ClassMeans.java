package io.sparkmixup.survey;

import io.sparkmixup.moments.ColumnMoments;
import io.sparkmixup.plan.Dimensions;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * The means of the mixed columns in each class, by the first 64 bits of the class's hash, as long
 * as classes and components are few: {@value #MOST} sums in all. Beyond that it holds nothing,
 * whatever the order of the rows was. Mutable; mergeable.
 */
public final class ClassMeans implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The most components of classes that are summed. */
  private static final int MOST = 1 << 18;

  private Map<Long, ColumnMoments[]> classes = new HashMap<>();
  private final int columns;
  private long sums;

  ClassMeans(int mixedColumns) {
    columns = mixedColumns;
  }

  /** The sums of a class; null where there are too many. */
  ColumnMoments[] of(long high) {
    if (classes == null) {
      return null;
    }
    ColumnMoments[] found = classes.get(high);
    if (found == null) {
      found = new ColumnMoments[columns];
      for (int i = 0; i < columns; i++) {
        found[i] = new ColumnMoments(1);
      }
      classes.put(high, found);
      count(columns);
    }
    return found;
  }

  private void count(int more) {
    sums += more;
    if (sums > MOST) {
      classes = null;
    }
  }

  /** Adds a vector to the sums of a class. */
  void accept(ColumnMoments column, double[] values) {
    int size = Math.min(values.length, Dimensions.LIMIT);
    if (size > column.dimension()) {
      count(size - column.dimension());
      column.ensureDimension(size);
    }
    for (int k = 0; k < size; k++) {
      column.accept(k, values[k]);
    }
  }

  void combine(ClassMeans other) {
    if (other.classes == null) {
      classes = null;
    }
    if (classes == null) {
      return;
    }
    for (Map.Entry<Long, ColumnMoments[]> entry : other.classes.entrySet()) {
      ColumnMoments[] mine = of(entry.getKey());
      for (int i = 0; i < columns && mine != null; i++) {
        count(Math.max(0, entry.getValue()[i].dimension() - mine[i].dimension()));
        mine[i].combine(entry.getValue()[i]);
      }
    }
  }

  /** Whether the means are known: classes and components are few enough. */
  public boolean known() {
    return classes != null;
  }

  /**
   * The means of a class less those of all rows; 0 where it has no values.
   *
   * @param high the first 64 bits of the class's hash
   */
  public double[] offsets(long high, Dimensions dimensions) {
    return each(high, dimensions, (m, e) -> m.mean(e), dimensions.centres());
  }

  /** The variances of a class, denominator n; 0 where it has no values. */
  public double[] variances(long high, Dimensions dimensions) {
    return each(high, dimensions, (m, e) -> m.variance(e), new double[dimensions.size()]);
  }

  /** The share of a class's rows that hold each component. */
  public double[] shares(long high, Dimensions dimensions, long rows) {
    return each(
        high, dimensions, (m, e) -> (double) m.count(e) / rows, new double[dimensions.size()]);
  }

  /** A number of one element of a column. */
  @FunctionalInterface
  private interface Statistic {
    double of(ColumnMoments column, int element);
  }

  private double[] each(long high, Dimensions dimensions, Statistic statistic, double[] less) {
    double[] result = new double[dimensions.size()];
    ColumnMoments[] found = classes.get(high);
    for (int k = 0; k < result.length && found != null; k++) {
      double value = statistic.of(found[dimensions.columns()[k]], dimensions.elements()[k]);
      result[k] = Double.isFinite(value) ? value - less[k] : 0;
    }
    return result;
  }
}
