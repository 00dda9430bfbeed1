package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.util.Optional;
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

  /**
   * Applies both to rows.
   *
   * @throws RequestException where one of them is no SQL, or does not fit the columns
   */
  public Dataset<Row> of(Dataset<Row> rows) {
    Dataset<Row> filtered =
        filter.isPresent() ? run("--filter", () -> rows.filter(filter.get())) : rows;
    return sql.isPresent() ? run("--sql", () -> query(filtered)) : filtered;
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

  private static Dataset<Row> run(String option, Step step) {
    try {
      return step.run();
    } catch (RequestException e) {
      throw e;
    } catch (Exception e) {
      throw new RequestException(
          option + ": " + InputFailures.oneLine(String.valueOf(e.getMessage())), e);
    }
  }
}
