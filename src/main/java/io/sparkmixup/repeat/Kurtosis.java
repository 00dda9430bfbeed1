package io.sparkmixup.repeat;

import io.sparkmixup.rows.SqlNames;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.NumericType;

/** The fourth standardized moment, M_4 / sigma^4: 3 for a Gaussian. */
public final class Kurtosis {

  /** What Spark takes off, so that a Gaussian has 0. */
  private static final double OF_A_GAUSSIAN = 3;

  private Kurtosis() {}

  /** The mean over the columns of numbers that vary; NaN where there is none. One scan. */
  public static double of(Dataset<Row> rows, List<String> columns) {
    Column[] each =
        columns.stream()
            .map(SqlNames::quote)
            .filter(name -> rows.select(name).schema().apply(0).dataType() instanceof NumericType)
            .map(name -> functions.col(name).cast("double"))
            .map(value -> functions.kurtosis(functions.nanvl(value, functions.lit(null))))
            .toArray(Column[]::new);
    if (each.length == 0) {
      return Double.NaN;
    }
    Row found = rows.select(each).head();
    double sum = 0;
    int varying = 0;
    for (int k = 0; k < each.length; k++) {
      if (!found.isNullAt(k) && Double.isFinite(found.getDouble(k))) {
        sum += found.getDouble(k) + OF_A_GAUSSIAN;
        varying++;
      }
    }
    return varying == 0 ? Double.NaN : sum / varying;
  }
}
