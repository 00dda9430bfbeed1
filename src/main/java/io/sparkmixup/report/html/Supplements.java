package io.sparkmixup.report.html;

import io.sparkmixup.moments.Histogram;
import io.sparkmixup.utility.Utility;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a report shows beside the result itself, where there is any.
 *
 * @param histograms of mixed columns, in their order
 * @param tables more sections, each a table
 */
public record Supplements(List<ColumnHistogram> histograms, List<TitledTable> tables) {

  /**
   * A column before and after, in the same bins.
   *
   * @param column its name
   */
  public record ColumnHistogram(String column, Histogram original, Histogram synthetic) {}

  /**
   * A section that is one table.
   *
   * @param title of the section
   * @param explanation a sentence or two on how to read it
   * @param head the names of the columns; the first is a name, the others are numbers
   * @param rows as many texts each
   */
  public record TitledTable(
      String title, String explanation, List<String> head, List<List<String>> rows) {}

  public static Supplements none() {
    return new Supplements(List.of(), List.of());
  }

  /** What learners made of the rows. */
  public static Supplements of(Utility found) {
    return new Supplements(List.of(), UtilityTables.of(found));
  }

  /** These, and then those. */
  Supplements and(Supplements those) {
    return new Supplements(joined(histograms, those.histograms), joined(tables, those.tables));
  }

  private static <T> List<T> joined(List<T> these, List<T> those) {
    return Stream.concat(these.stream(), those.stream()).toList();
  }

  /** The columns that differ most, in their order. */
  static List<ColumnHistogram> farthest(List<ColumnHistogram> columns, int most) {
    return IntStream.range(0, columns.size())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -distance(columns.get(i))))
        .limit(most)
        .sorted()
        .map(columns::get)
        .toList();
  }

  private static double distance(ColumnHistogram column) {
    double distance = Histogram.distance(column.original(), column.synthetic());
    return Double.isNaN(distance) ? -1 : distance;
  }
}
