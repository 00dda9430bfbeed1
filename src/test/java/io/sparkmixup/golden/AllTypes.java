package io.sparkmixup.golden;

import io.sparkmixup.testing.LocalSpark;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;

/**
 * Wrote {@code src/test/resources/golden/alltypes.parquet}: a column of every type that Spark 3.5
 * can write to Parquet, with nulls, NaN, -0.0, infinities where they are carried, and dates before
 * 1582. It is committed, so this runs only to add a column, and every fingerprint changes then.
 */
public final class AllTypes {

  private static final int ROWS = 1500;

  private AllTypes() {}

  /** Writes the rows into the folder named by the first argument. */
  public static void main(String[] args) {
    SparkSession spark = LocalSpark.session();
    spark.conf().set("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED");
    spark.conf().set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    rows(spark)
        .coalesce(1)
        .write()
        .mode(SaveMode.Overwrite)
        .option("compression", "gzip")
        .parquet(args[0]);
    spark.stop();
  }

  private static Dataset<Row> rows(SparkSession spark) {
    UDF1<Long, Vector> vector = AllTypes::vector;
    return spark
        .range(0, ROWS, 1, 1)
        .selectExpr(
            "id * 7919 - 3 as k",
            "element_at(array('amber', 'blé', '青'), cast(1 + " + draw(0, 3) + " as int)) as class",
            "cast(" + draw(1, 41) + " - 20 as tinyint) as b",
            missing(1, "cast(" + draw(2, 20001) + " - 10000 as smallint)") + " as s",
            "cast(" + draw(3, 2000001) + " - 1000000 as int) as i",
            // Beyond 2^53, where a double could not hold it.
            "(1L << 60) + " + draw(4, 1000000007) + " as l",
            "cast(" + draw(5, 1000003) + " / 1024D - 400 as float) as f",
            missing(
                    2,
                    "case when id % 97 = 0 then double('NaN') when id % 89 = 0 then -0.0D else "
                        + draw(6, 1000003)
                        + " / 7D end")
                + " as d",
            "cast(" + draw(7, 1999999) + " / 100.0 - 9999 as decimal(9,2)) as dec9",
            "cast(cast("
                + draw(8, 1000000007)
                + " as decimal(10,0)) * 12345678901.0123456789BD as decimal(38,10)) as dec38",
            missing(3, "concat('ß-', repeat('x', cast(" + draw(9, 9) + " as int)))") + " as text",
            missing(4, "unhex(lpad(hex(" + draw(10, 65536) + "), 6, 'FF'))") + " as bin",
            missing(5, draw(11, 2) + " = 1") + " as flag",
            missing(6, "date_from_unix_date(cast(" + draw(12, 900000) + " - 700000 as int))")
                + " as day",
            missing(7, "timestamp_micros(" + draw(13, 1L << 58) + " - (1L << 57))") + " as ts",
            missing(
                    8,
                    "cast(timestamp_micros("
                        + draw(14, 1L << 56)
                        + " - (1L << 55)) as timestamp_ntz)")
                + " as ntz",
            missing(9, "make_ym_interval(" + draw(15, 50) + " - 25, " + draw(16, 12) + ")")
                + " as months",
            missing(10, "make_dt_interval(" + draw(17, 99) + " - 49, 3, 2, 1.000001)") + " as time",
            "array(" + draw(18, 1009) + " / 3D, -0.0D, " + draw(19, 1013) + " / 3D) as doubles",
            "array(" + draw(20, 1009) + ", (1L << 55) + " + draw(21, 1013) + ") as longs",
            missing(11, "transform(sequence(0L, " + draw(22, 4) + "), x -> " + oldDay("x") + ")")
                + " as days",
            missing(12, "map('a', id, concat('b', " + draw(23, 3) + "), null)") + " as pairs",
            missing(
                    13,
                    "named_struct('x', double('-Infinity'), 'y', array('u', null), 'z',"
                        + " named_struct('at', timestamp_micros(id), 'n', float('NaN')))")
                + " as nested",
            missing(14, "map(" + oldDay("id") + ", array(named_struct('v', -0.0D)))") + " as deep")
        .withColumn(
            "vector", functions.udf(vector, SQLDataTypes.VectorType()).apply(functions.col("k")));
  }

  /** Dense, or sparse with one element that is not zero. */
  private static Vector vector(long k) {
    double value = Math.floorMod(k * 31, 1009) / 3.0;
    int index = (int) Math.floorMod(k, 5L);
    if (Math.floorMod(k, 3L) == 0) {
      return Vectors.sparse(5, new int[] {index}, new double[] {value});
    }
    double[] values = {1, -0.0, 2.5, 1e-300, k};
    values[index] = value;
    return Vectors.dense(values);
  }

  /** A number in [0, n), from the row's id and a salt. */
  private static String draw(int salt, long n) {
    return "pmod(xxhash64(id, " + salt + "), " + n + "L)";
  }

  /** Null in one of fifty rows, from the row's id and a salt. */
  private static String missing(int salt, String value) {
    return "if(pmod(xxhash64(id, " + (salt + 100) + "), 50L) = 0, null, " + value + ")";
  }

  /** A day around the change of the calendar in 1582. */
  private static String oldDay(String x) {
    return "date_from_unix_date(cast(-141427 + pmod(" + x + ", 7) as int))";
  }
}
