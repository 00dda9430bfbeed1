package io.sparkmixup.io;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.util.LongAccumulator;

/**
 * Counts the texts that readers of a format take for null, while they are written: in the stage
 * that writes, where a task counts once.
 */
final class TakenForNull {

  private final SparkContext context;
  private final List<String> texts;
  private final Map<String, LongAccumulator> counts = new TreeMap<>();

  /**
   * @param texts as the format's readers take them
   */
  TakenForNull(SparkContext context, List<String> texts) {
    this.context = context;
    this.texts = texts;
  }

  /** Whether there is something to count in a column. */
  boolean isFor(StructField field) {
    return !texts.isEmpty() && field.dataType() instanceof StringType;
  }

  /** The value as it is, counted. */
  Column counted(StructField field, Column value) {
    LongAccumulator count = context.longAccumulator();
    counts.put(field.name(), count);
    return functions.udf(counter(List.copyOf(texts), count), DataTypes.StringType).apply(value);
  }

  private static UDF1<String, String> counter(List<String> texts, LongAccumulator count) {
    return text -> {
      if (text != null && texts.contains(text)) {
        count.add(1);
      }
      return text;
    };
  }

  /** A line for each column that has such texts, once they are written. */
  List<String> warnings(String format) {
    String which =
        texts.stream()
            .map(text -> text.isEmpty() ? "empty" : "'" + text + "'")
            .collect(Collectors.joining(" or "));
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue().value() > 0)
        .map(
            entry ->
                String.format(
                    Locale.ROOT,
                    "column '%s': of its texts %,d are %s, which readers of %s take for null;"
                        + " --output-format parquet keeps them",
                    entry.getKey(),
                    entry.getValue().value(),
                    which,
                    format))
        .toList();
  }
}
