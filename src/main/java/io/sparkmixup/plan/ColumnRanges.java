package io.sparkmixup.plan;

import io.sparkmixup.RequestException;
import io.sparkmixup.rows.Micros;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Which mixed columns the ranges that are asked for mean.
 *
 * @param bounds the range of each column that has one
 * @param without columns that a word or a pattern means, too, and that cannot have a range: arrays
 *     and vectors
 */
public record ColumnRanges(Map<String, Ranges.Bounds> bounds, List<String> without) {

  /**
   * Finds them.
   *
   * @throws RequestException if a column is absent, not mixed, or holds no single value, or a range
   *     is in other units than the type of its column
   */
  public static ColumnRanges of(StructType schema, ColumnRoles roles, Ranges ranges) {
    Map<String, Ranges.Bounds> found = new LinkedHashMap<>();
    List<String> without = new ArrayList<>();
    if (ranges.how() == Ranges.How.NONE) {
      return new ColumnRanges(found, without);
    }
    List<String> mixed = roles.names(Role.MIXED);
    if (ranges.bounds().isEmpty()) {
      for (String name : mixed) {
        if (hasRange(schema.apply(name).dataType())) {
          found.put(name, Ranges.Bounds.observed(name));
        } else {
          without.add(name);
        }
      }
    }
    ColumnNames names = new ColumnNames(List.of(schema.fieldNames()));
    for (Ranges.Bounds bounds : ranges.bounds()) {
      String word = bounds.column();
      if (!names.isPattern(word)) {
        checkHasRange(schema, mixed, word);
      }
      boolean fits = word.equals(Ranges.ALL);
      for (String name : names.find(word, "--range")) {
        if (!mixed.contains(name)) {
          continue;
        }
        fits = true;
        if (hasRange(schema.apply(name).dataType())) {
          // The last range of a column is the one that holds.
          found.put(name, bounds);
        } else if (!without.contains(name)) {
          without.add(name);
        }
      }
      if (!fits) {
        throw new RequestException(
            String.format(
                Locale.ROOT,
                "--range %s: fits no mixed column; mixed are %s",
                word,
                String.join(", ", mixed.stream().limit(50).toList())));
      }
    }
    found.forEach((name, bounds) -> bounds.checkUnit(name, schema.apply(name).dataType()));
    return new ColumnRanges(found, without);
  }

  private static void checkHasRange(StructType schema, List<String> mixed, String name) {
    boolean column = List.of(schema.fieldNames()).contains(name);
    if (!column && !StructLeaves.all(schema).containsKey(name)) {
      // Says itself that there is no such column.
      return;
    }
    if (!mixed.contains(name) || !hasRange(schema.apply(name).dataType())) {
      throw new RequestException(
          String.format(
              Locale.ROOT,
              "--range %s: %s; a range is for a mixed column of single numbers, dates, timestamps or"
                  + " day-time intervals",
              name,
              mixed.contains(name)
                  ? "its type is " + schema.apply(name).dataType().simpleString()
                  : "it is not mixed"));
    }
  }

  /** Whether values of a type are single numbers, days, or steps of time. */
  public static boolean hasRange(DataType type) {
    return type instanceof NumericType
        || type instanceof DateType
        || type instanceof TimestampType
        || Micros.isTime(type);
  }
}
