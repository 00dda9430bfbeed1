package io.sparkmixup.plan;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;

/**
 * The rows that take part: all, or with {@link Rules.Nulls#DROP} those that miss no mixed value.
 * The survey counts what is left out here by {@link Stratum#complete}, which says the same.
 */
public final class CompleteRows {

  private CompleteRows() {}

  /** Leaves out what takes no part. */
  public static Dataset<Row> of(Dataset<Row> rows, ColumnRoles roles, Rules rules) {
    if (rules.nulls() != Rules.Nulls.DROP) {
      return rows;
    }
    Dataset<Row> complete = rows;
    for (String name : roles.names(Role.MIXED)) {
      Column column = functions.col("`" + name.replace("`", "``") + "`");
      complete = complete.filter(column.isNotNull());
      var type = rows.schema().apply(name).dataType();
      if (type instanceof DoubleType || type instanceof FloatType) {
        complete = complete.filter(functions.not(functions.isnan(column)));
      }
    }
    return complete;
  }
}
