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
 * for want of a value, and those that {@link LeadingZeros} keeps so.
 */
final class NumbersAsText {

  private static final int MOST_TOKENS = 5;
  private static final int SHOWN_TOKENS = 3;

  /** What is counted for each column. */
  private static final int EACH = 4;

  /** As Spark's inference reads numbers, but without the words that are doubles in Java only. */
  static final String NUMBER = "^\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*$";

  /** What helps where the tokens mean null. */
  private final Function<List<String>, String> remedy;

  /** Whether it is the reader that makes text of numbers. */
  private final boolean untyped;

  private NumbersAsText(boolean untyped, Function<List<String>, String> remedy) {
    this.untyped = untyped;
    this.remedy = remedy;
  }

  /** In CSV more tokens can be said to mean null, besides those that do already. */
  static NumbersAsText inCsv(List<String> alreadyNull) {
    return new NumbersAsText(
        true,
        tokens ->
            "use --null-values "
                + String.join(",", Stream.concat(alreadyNull.stream(), tokens.stream()).toList()));
  }

  /** JSON has a null of its own. */
  static NumbersAsText inJson() {
    return new NumbersAsText(false, tokens -> "write null in their place");
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
    if (counts.getLong(EACH * text.length) == 0) {
      return warnings; // No rows: that is what has to be said, and by others.
    }
    for (int i = 0; i < text.length; i++) {
      TextEncoding.warning(fields[text[i]].name(), counts.getLong(EACH * i + 3))
          .ifPresent(warnings::add);
      long values = counts.getLong(EACH * i);
      long numbers = counts.getLong(EACH * i + 1);
      String code = counts.getString(EACH * i + 2);
      if (values == 0) {
        warnings.add(
            String.format(
                "column '%s' has no value in any row and was read as text; name its type with"
                    + " --schema",
                fields[text[i]].name()));
      }
      if (untyped && numbers == values && code != null) {
        warnings.add(
            String.format(
                "column '%s' was read as text: a number would lose the zero that '%s' begins with;"
                    + " if it is an amount, name its type with --schema",
                fields[text[i]].name(), code));
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

  /**
   * One scan: for each text column how many values it has, how many of them are numbers, the first
   * that begins with a zero it does not need, and how many hold characters that stand for bytes of
   * another encoding; at last the number of rows.
   */
  private static Row countNumbers(Dataset<Row> rows, int[] text) {
    Stream<Column> ofColumns =
        IntStream.of(text)
            .mapToObj(i -> functions.col("c" + i))
            .flatMap(
                column ->
                    Stream.of(
                        functions.count(column),
                        functions.count(functions.when(column.rlike(NUMBER), 1)),
                        functions.min(functions.when(column.rlike(LeadingZeros.PATTERN), column)),
                        functions.count(
                            functions.when(column.contains(TextEncoding.REPLACEMENT), 1))));
    Column[] counts =
        Stream.concat(ofColumns, Stream.of(functions.count(functions.lit(1))))
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
