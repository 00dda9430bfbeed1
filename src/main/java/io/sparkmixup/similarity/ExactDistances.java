package io.sparkmixup.similarity;

import io.sparkmixup.plan.Layout;
import io.sparkmixup.rows.RowShape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The Kolmogorov-Smirnov distance of every column of numbers, exactly, for sides of at most {@value
 * #MOST_ROWS} rows: all values of a column meet in one task, one column after the other.
 */
final class ExactDistances {

  /** The most rows of a side: a task holds the values of one column on both sides. */
  static final long MOST_ROWS = 100_000;

  /** How many values of a column travel together. */
  private static final int CHUNK = 4096;

  private ExactDistances() {}

  /** The distances, in the order of the columns; NaN where a side has no values. One job. */
  static double[] of(Dataset<Row> original, Dataset<Row> synthetic, ComparedColumns columns) {
    int numbers = columns.numbers().size();
    int tasks = Math.min(numbers, original.sparkSession().sparkContext().defaultParallelism());
    MapPartitionsFunction<ColumnValues, ColumnValues> distances =
        chunks -> distances(chunks).iterator();
    double[] result = new double[numbers];
    Arrays.fill(result, Double.NaN);
    chunks(original, columns, false)
        .union(chunks(synthetic, columns, true))
        .repartition(tasks, functions.col("column"))
        .sortWithinPartitions("column")
        .mapPartitions(distances, Encoders.bean(ColumnValues.class))
        .collectAsList()
        .forEach(d -> result[d.getColumn()] = d.getValues()[0]);
    return result;
  }

  private static Dataset<ColumnValues> chunks(
      Dataset<Row> rows, ComparedColumns columns, boolean after) {
    Layout layout = columns.layout(rows.schema());
    RowShape.PartitionFunction<ColumnValues> scan =
        decoded -> new Chunks(new RowValues(decoded, layout), layout.mixed().length, after);
    return layout.shape().decode(rows, scan, Encoders.bean(ColumnValues.class));
  }

  /** The values of a partition, some of a column at a time. */
  private static final class Chunks implements Iterator<ColumnValues> {
    private final RowValues rows;
    private final boolean after;
    private final double[][] waiting;
    private final int[] sizes;
    private final Queue<ColumnValues> full = new ArrayDeque<>();
    private boolean ended;

    Chunks(RowValues rows, int columns, boolean after) {
      this.rows = rows;
      this.after = after;
      waiting = new double[columns][CHUNK];
      sizes = new int[columns];
    }

    @Override
    public boolean hasNext() {
      while (full.isEmpty() && !ended) {
        ended = !rows.advance();
        for (int i = 0; i < sizes.length; i++) {
          double value = ended ? Double.NaN : rows.numbers()[i];
          if (!Double.isNaN(value)) {
            waiting[i][sizes[i]++] = value;
          }
          if (sizes[i] == CHUNK || (ended && sizes[i] > 0)) {
            full.add(ColumnValues.of(i, after, Arrays.copyOf(waiting[i], sizes[i])));
            sizes[i] = 0;
          }
        }
      }
      return !full.isEmpty();
    }

    @Override
    public ColumnValues next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return full.remove();
    }
  }

  /** A distance for each column; chunks of one column follow each other. */
  private static List<ColumnValues> distances(Iterator<ColumnValues> chunks) {
    List<ColumnValues> result = new ArrayList<>();
    List<ColumnValues> together = new ArrayList<>();
    while (chunks.hasNext()) {
      ColumnValues chunk = chunks.next();
      if (!together.isEmpty() && together.get(0).getColumn() != chunk.getColumn()) {
        result.add(distance(together));
        together.clear();
      }
      together.add(chunk);
    }
    if (!together.isEmpty()) {
      result.add(distance(together));
    }
    return result;
  }

  private static ColumnValues distance(List<ColumnValues> chunks) {
    double distance = distance(sorted(chunks, false), sorted(chunks, true));
    return ColumnValues.of(chunks.get(0).getColumn(), false, new double[] {distance});
  }

  private static double[] sorted(List<ColumnValues> chunks, boolean after) {
    return chunks.stream()
        .filter(c -> c.isAfter() == after)
        .flatMapToDouble(c -> Arrays.stream(c.getValues()))
        .sorted()
        .toArray();
  }

  /** sup |F - G| of two sorted samples; NaN where one is empty. */
  static double distance(double[] a, double[] b) {
    if (a.length == 0 || b.length == 0) {
      return Double.NaN;
    }
    double largest = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      double x = Math.min(a[i], b[j]);
      while (i < a.length && a[i] <= x) {
        i++;
      }
      while (j < b.length && b[j] <= x) {
        j++;
      }
      largest = Math.max(largest, Math.abs((double) i / a.length - (double) j / b.length));
    }
    return largest;
  }
}
