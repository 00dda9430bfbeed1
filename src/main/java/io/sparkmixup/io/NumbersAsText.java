package io.sparkmixup.io;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/**
 * Finds text columns that would be numbers but for a few tokens: at least half of the values are
 * numbers, and the others are at most {@value #MOST_TOKENS} distinct ones. Also those that are text
 * for want of a value.
 */
final class NumbersAsText {

  private static final int MOST_TOKENS = 5;
  private static final int SHOWN_TOKENS = 3;

  /** As Spark's inference reads numbers, but without the words that are doubles in Java only. */
  private static final String NUMBER = "^\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*$";

  /** What helps where the tokens mean null. */
  private final Function<List<String>, String> remedy;

  private NumbersAsText(Function<List<String>, String> remedy) {
    this.remedy = remedy;
  }

  /** In CSV more tokens can be said to mean null, besides those that do already. */
  static NumbersAsText inCsv(List<String> alreadyNull) {
    return new NumbersAsText(
        tokens ->
            "use --null-values "
                + String.join(",", Stream.concat(alreadyNull.stream(), tokens.stream()).toList()));
  }

  /** JSON has a null of its own. */
  static NumbersAsText inJson() {
    return new NumbersAsText(tokens -> "write null in their place");
  }

  List<String> warnings(Dataset<Row> rows) {
    StructField[] fields = rows.schema().fields();
    int[] text =
        IntStream.range(0, fields.length)
            .filter(i -> fields[i].dataType() instanceof StringType)
            .toArray();
    if (text.length == 0) {
      return List.of();
    }
    Dataset<Row> positional =
        rows.toDF(IntStream.range(0, fields.length).mapToObj(i -> "c" + i).toArray(String[]::new));
    Row counts = countNumbers(positional, text);
    List<String> warnings = new ArrayList<>();
    for (int i = 0; i < text.length; i++) {
      long values = counts.getLong(2 * i);
      long numbers = counts.getLong(2 * i + 1);
      if (values == 0) {
        warnings.add(
            String.format(
                "column '%s' has no value in any row and was read as text; name its type with"
                    + " --schema",
                fields[text[i]].name()));
      }
      if (numbers < values && 2 * numbers >= values) {
        List<String> tokens = tokens(positional, "c" + text[i]);
        if (tokens.size() <= MOST_TOKENS) {
          warnings.add(warning(fields[text[i]].name(), tokens));
        }
      }
    }
    return warnings;
  }

  /** One scan: for each text column how many values it has, and how many of them are numbers. */
  private static Row countNumbers(Dataset<Row> rows, int[] text) {
    Column[] counts =
        IntStream.of(text)
            .mapToObj(i -> functions.col("c" + i))
            .flatMap(
                column ->
                    Stream.of(
                        functions.count(column),
                        functions.count(functions.when(column.rlike(NUMBER), 1))))
            .toArray(Column[]::new);
    return Jobs.describe(
        rows.sparkSession(),
        "Look for numbers among the text columns",
        () -> rows.select(counts).head());
  }

  private static List<String> tokens(Dataset<Row> rows, String name) {
    Column column = functions.col(name);
    return Jobs.describe(
        rows.sparkSession(),
        "Look for words in a column of numbers",
        () ->
            rows
                .select(column)
                .where(functions.not(column.rlike(NUMBER)))
                .distinct()
                .limit(MOST_TOKENS + 1)
                .as(Encoders.STRING())
                .collectAsList()
                .stream()
                .sorted()
                .toList());
  }

  private String warning(String column, List<String> tokens) {
    List<String> shown = tokens.stream().limit(SHOWN_TOKENS).map(t -> "'" + t + "'").toList();
    String more = tokens.size() > SHOWN_TOKENS ? ", …" : "";
    return String.format(
        "column '%s' was read as text: its values are numbers but for %s%s; if these mean null, %s",
        column, String.join(", ", shown), more, remedy.apply(tokens));
  }
}
