package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What is asked of the input before anything else: a condition on its rows, then a query.
 *
 * @param filter a condition in Spark SQL; rows for which it is not true are left out
 * @param sql a query, in which the input, filtered, is the table {@value #TABLE}
 */
public record Query(Optional<String> filter, Optional<String> sql) {

  private static final String TABLE = "input";

  /** Calls that get another seed each time they are resolved. */
  private static final Pattern DRAW =
      Pattern.compile("\\b(rand|randn|random|uuid|shuffle)\\s*\\(", Pattern.CASE_INSENSITIVE);

  /**
   * Applies both to rows.
   *
   * @throws RequestException where one of them is no SQL, or does not fit the columns
   */
  public Dataset<Row> of(Dataset<Row> rows) {
    Dataset<Row> filtered =
        filter.isPresent() ? run("--filter", filter.get(), () -> rows.filter(filter.get())) : rows;
    return sql.isPresent() ? run("--sql", sql.get(), () -> query(filtered)) : filtered;
  }

  private Dataset<Row> query(Dataset<Row> rows) {
    SparkSession session = rows.sparkSession();
    rows.createOrReplaceTempView(TABLE);
    try {
      // In brackets, where nothing but a query can stand: no command is run by this.
      String query = sql.orElseThrow().strip().replaceAll(";+$", "");
      return session.sql("select * from (\n" + query + "\n)");
    } finally {
      // The query is resolved by now, and the name may be somebody's again.
      session.catalog().dropTempView(TABLE);
    }
  }

  /** A step that may throw what Java has to declare: {@link AnalysisException} comes undeclared. */
  @FunctionalInterface
  private interface Step {
    Dataset<Row> run() throws Exception;
  }

  private static Dataset<Row> run(String option, String text, Step step) {
    CodeInSql.refuse(option, text);
    try {
      Dataset<Row> rows = step.run();
      // A seed of its own would make other rows in every run. Resolved twice, a call shows whether
      // it
      // has one; other things differ then too, such as the names of common table expressions.
      if (DRAW.matcher(text).find() && !rows.sameSemantics(step.run())) {
        throw new RequestException(
            option
                + ": draws at random, and would give other rows in every run: give rand() and its"
                + " like a seed, such as rand(7), or take a hash of the rows, such as"
                + " pmod(xxhash64(*), 10) < 5");
      }
      return rows;
    } catch (RequestException e) {
      throw e;
    } catch (Exception e) {
      throw new RequestException(option + ": " + firstLine(String.valueOf(e.getMessage())), e);
    }
  }

  /** What is wrong; below it Spark shows its plan, or the text once more. */
  private static String firstLine(String message) {
    String first = message.strip().lines().findFirst().orElse("");
    return InputFailures.oneLine(first.replaceAll(";\\s*$", ""));
  }
}
