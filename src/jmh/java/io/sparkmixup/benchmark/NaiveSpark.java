package io.sparkmixup.benchmark;

import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Mixup as one would write it on Spark in ten lines: rows numbered, rows in random order numbered,
 * joined by the number, and mixed. Its weight is uniform on [-0.3, 1.3], which is cheaper than a
 * Beta variable and keeps no covariance.
 */
final class NaiveSpark {

  private static final String NUMBER = "number";

  private NaiveSpark() {}

  static void run(Dataset<Row> rows, String output) {
    Dataset<Row> primaries = numbered(rows).alias("p");
    Dataset<Row> partners = numbered(rows.orderBy(functions.rand(7))).alias("q");
    Column[] mixed =
        IntStream.range(0, rows.columns().length)
            .mapToObj(c -> mixed(rows.columns()[c]))
            .toArray(Column[]::new);
    primaries
        .join(partners, functions.expr("p." + NUMBER + " = q." + NUMBER))
        .withColumn("lambda", functions.expr("1.6 * rand(11) - 0.3"))
        .select(mixed)
        .write()
        .parquet(output);
  }

  private static Column mixed(String column) {
    return functions.expr("lambda * p.%1$s + (1 - lambda) * q.%1$s as %1$s".formatted(column));
  }

  private static Dataset<Row> numbered(Dataset<Row> rows) {
    StructType schema = rows.schema().add(NUMBER, DataTypes.LongType, false);
    return rows.sparkSession()
        .createDataFrame(
            rows.javaRDD().zipWithIndex().map(row -> withNumber(row._1(), row._2())), schema);
  }

  private static Row withNumber(Row row, long number) {
    Object[] values = new Object[row.length() + 1];
    for (int i = 0; i < row.length(); i++) {
      values[i] = row.get(i);
    }
    values[row.length()] = number;
    return RowFactory.create(values);
  }
}
