package io.sparkmixup.benchmark;

import io.sparkmixup.Mixup;
import io.sparkmixup.io.FileFormat;
import io.sparkmixup.verify.VerifyMode;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Jobs from Parquet to Parquet. */
record Jobs(SparkSession spark, String input) {

  /** The same read, one hash repartition with a sort, the same write, and no mixing. */
  Contender floor() {
    return Contender.of(
        "floor",
        output ->
            rows()
                .repartition(Inputs.PARTITIONS, functions.col("id"))
                .sortWithinPartitions("id")
                .write()
                .parquet(output));
  }

  /** Ours with ids. */
  Contender ids(String name, UnaryOperator<Mixup> setting) {
    return mixup(name, rows -> rows, mixup -> setting.apply(mixup.idColumns("id")));
  }

  /** Ours on the rows without their ids: keys are made from what a row holds. */
  Contender noIds(String name, UnaryOperator<Mixup> setting) {
    return mixup(name, rows -> rows.drop("id"), setting);
  }

  private Contender mixup(
      String name, UnaryOperator<Dataset<Row>> columns, UnaryOperator<Mixup> setting) {
    return Contender.of(
        name,
        output ->
            setting.apply(Mixup.of(columns.apply(rows()))).writeTo(output, FileFormat.PARQUET));
  }

  static Mixup unverified(Mixup mixup) {
    return mixup.verify(VerifyMode.OFF);
  }

  Dataset<Row> rows() {
    return spark.read().parquet(input);
  }
}
