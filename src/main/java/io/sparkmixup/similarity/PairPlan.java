package io.sparkmixup.similarity;

import io.sparkmixup.similarity.ComparedColumns.Compared;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which pairs of columns are compared. Among at most {@value #MOST} columns, numbers and those
 * categorical ones that have at most {@value ValueCounts#FEW} values; each pair with a categorical
 * column needs a table of counts, and tables have at most {@value #MOST_CELLS} cells together, the
 * smallest tables first.
 *
 * <p>In a table a number counts by one of ten bins of equal width between the smallest and the
 * largest value of the original, the outer ones open; a missing value has a cell of its own.
 */
final class PairPlan implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The most columns whose pairs are compared. */
  static final int MOST = 50;

  private static final int MOST_CELLS = 1 << 20;

  private static final int BINS = 10;

  /** A column of the pairs. */
  static final class Place implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final boolean number;
    private final int index;
    private final double[] edges;
    private final long[] hashes;

    /**
     * @param index among the columns of numbers, or among the categorical ones
     * @param edges of numbers: the nine between bins; null where there can be none
     * @param hashes of categorical values, ascending
     */
    private Place(String name, boolean number, int index, double[] edges, long[] hashes) {
      this.name = name;
      this.number = number;
      this.index = index;
      this.edges = edges;
      this.hashes = hashes;
    }

    String name() {
      return name;
    }

    boolean number() {
      return number;
    }

    /** Among the columns of numbers, or among the categorical ones. */
    int index() {
      return index;
    }

    /** The cells of a table that are its own: of its values, and one for null. */
    int cells() {
      return (number ? BINS : hashes.length) + 1;
    }

    /** Whether a table can be made with it. */
    boolean hasCells() {
      return !number || edges != null;
    }

    /** The cell of a row. */
    int cell(RowValues row) {
      if (!number) {
        // What is not among the values has changed since they were counted.
        int at = row.holds(index) ? Arrays.binarySearch(hashes, row.category(index)) : -1;
        return at < 0 ? hashes.length : at;
      }
      double x = row.numbers()[index];
      if (Double.isNaN(x)) {
        return BINS;
      }
      int bin = 0;
      while (bin < edges.length && x >= edges[bin]) {
        bin++;
      }
      return bin;
    }
  }

  /** A table of counts of two places, from a cell of all tables on. */
  record Table(int first, int second, int from) implements Serializable {}

  private final List<Place> places;
  private final List<Table> tables = new ArrayList<>();
  private int cells;

  /** The plan where the values of both sides have been counted. */
  static PairPlan of(ComparedColumns columns, Extents original, Counting counting) {
    return new PairPlan(eligible(columns, original, counting));
  }

  /** The plan of pairs of numbers alone, which are all columns. */
  static PairPlan ofNumbers(ComparedColumns columns) {
    List<Compared> numbers = columns.numbers();
    return new PairPlan(
        IntStream.range(0, numbers.size())
            .mapToObj(i -> new Place(numbers.get(i).name(), true, i, null, null))
            .toList());
  }

  private PairPlan(List<Place> eligible) {
    int size = Math.min(MOST, eligible.size());
    places = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      places.add(eligible.get((int) ((long) i * eligible.size() / size)));
    }
    List<Table> wanted = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      for (int j = i + 1; j < size; j++) {
        boolean categorical = !places.get(i).number() || !places.get(j).number();
        if (categorical && places.get(i).hasCells() && places.get(j).hasCells()) {
          wanted.add(new Table(i, j, -1));
        }
      }
    }
    wanted.sort(Comparator.comparingInt(this::cells));
    for (Table t : wanted) {
      if (cells(t) > MOST_CELLS - cells) {
        break;
      }
      tables.add(new Table(t.first(), t.second(), cells));
      cells += cells(t);
    }
  }

  private static List<Place> eligible(
      ComparedColumns columns, Extents original, Counting counting) {
    List<Place> eligible = new ArrayList<>();
    int number = 0;
    int category = 0;
    for (Compared c : columns.columns()) {
      if (c.kind().isNumber()) {
        double[] edges = edges(original, number);
        eligible.add(new Place(c.name(), true, number++, edges, null));
        continue;
      }
      long[] hashes = counting.column(columns.counted().indexOf(c)).hashes();
      if (hashes != null) {
        eligible.add(new Place(c.name(), false, category, null, hashes));
      }
      category++;
    }
    return eligible;
  }

  /**
   * The inner edges of bins, as numpy has them: of no values from 0 to 1, of one value about it.
   */
  private static double[] edges(Extents original, int number) {
    boolean none = original.held(number) == 0;
    double low = none ? 0 : original.low(number);
    double high = none ? 1 : original.high(number);
    if (low == high) {
      low -= 0.5;
      high += 0.5;
    }
    double from = low;
    double step = (high - low) / BINS;
    return Double.isInfinite(step) || Double.isNaN(step)
        ? null
        : IntStream.range(1, BINS).mapToDouble(i -> i * step + from).toArray();
  }

  private int cells(Table table) {
    return places.get(table.first()).cells() * places.get(table.second()).cells();
  }

  List<Place> places() {
    return places;
  }

  List<Table> tables() {
    return tables;
  }

  /** The places of numbers, whose correlations are compared, as indices among all numbers. */
  int[] numbers() {
    return places.stream().filter(Place::number).mapToInt(Place::index).toArray();
  }

  /** The cells of all tables. */
  int cells() {
    return cells;
  }

  /** 1/2 of the sum of |p - q| over the cells of a table. */
  double totalVariation(Table table, SideScan before, SideScan after) {
    double sum = 0;
    for (int c = table.from(); c < table.from() + cells(table); c++) {
      sum +=
          Math.abs(
              (double) before.count(c) / before.rows() - (double) after.count(c) / after.rows());
    }
    return sum / 2;
  }
}
