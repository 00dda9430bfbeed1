package io.sparkmixup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.io.FileFormat;
import io.sparkmixup.testing.LocalSpark;
import java.nio.file.Path;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comments and other metadata of fields stay, however deep their structs lie. */
class FieldMetadataTest {

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private Path folder;

  private static StructField field(String name, DataType type, boolean nullable) {
    Metadata metadata = Metadata.fromJson("{\"comment\":\"of " + name + "\",\"unit\":\"mm\"}");
    return new StructField(name, type, nullable, metadata);
  }

  /** Structs in a struct, in an array, and in the keys and values of a map. */
  private static Dataset<Row> rows() {
    StructType inner =
        new StructType(
            new StructField[] {
              field("in", DataTypes.DoubleType, true),
              field("no null", DataTypes.IntegerType, false),
              field("at", DataTypes.TimestampType, true),
              field("v", SQLDataTypes.VectorType(), true)
            });
    StructType key = new StructType(new StructField[] {field("k", DataTypes.StringType, false)});
    StructType schema =
        new StructType(
            new StructField[] {
              field("id", DataTypes.LongType, false),
              field("x", DataTypes.DoubleType, false),
              field(
                  "s",
                  new StructType(
                      new StructField[] {
                        field("deep", inner, true), field("by side", DataTypes.DateType, true)
                      }),
                  false),
              field("a", DataTypes.createArrayType(inner, true), true),
              field("m", DataTypes.createMapType(key, inner, true), true)
            });
    String struct =
        "named_struct('in', sin(id), 'no null', cast(id as int), 'at', timestamp_seconds(id),"
            + " 'v', null)";
    return SPARK.createDataFrame(
        SPARK
            .range(0, 90, 1, 2)
            .selectExpr(
                "id",
                "cos(id)",
                "named_struct('deep', if(id % 9 = 0, null, " + struct + "), 'd', null)",
                "array(" + struct + ", null)",
                "map(named_struct('k', string(id)), " + struct + ")")
            .javaRDD(),
        schema);
  }

  @Test
  void carried() throws Exception {
    Dataset<Row> rows = rows();
    Mixup mixup = Mixup.of(rows).idColumns("id").mix("x").seed(3);
    assertThat(mixup.dataset().schema()).isEqualTo(rows.schema());
    assertMetadataStays(mixup, rows.schema());
    String[] carried = {"cast(s as string)", "cast(a as string)", "cast(m as string)"};
    assertThat(read().selectExpr(carried).exceptAll(rows.selectExpr(carried)).count()).isZero();
  }

  @Test
  void mixedByItsPath() throws Exception {
    Dataset<Row> rows = rows();
    Mixup mixup = Mixup.of(rows).idColumns("id").mix("x", "s.deep.in").seed(3);
    assertMetadataStays(mixup, rows.schema());
  }

  /** In the library's dataset and, from where Spark reads them, in the footer of the files. */
  private void assertMetadataStays(Mixup mixup, StructType expected) throws Exception {
    assertThat(allNullable(mixup.dataset().schema())).isEqualTo(allNullable(expected));
    mixup.writeTo(folder.resolve("out").toString(), FileFormat.PARQUET);
    assertThat(allNullable(read().schema())).isEqualTo(allNullable(expected));
  }

  private Dataset<Row> read() {
    return SPARK.read().parquet(folder.resolve("out").toString());
  }

  /** As JSON, which has the metadata; files give everything back as nullable. */
  private static String allNullable(StructType schema) {
    return schema
        .json()
        .replace("\"nullable\":false", "\"nullable\":true")
        .replace("ontainsNull\":false", "ontainsNull\":true");
  }
}
