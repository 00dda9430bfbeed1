package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.testing.LocalSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WiderTypesTest {

  private static final SparkSession SPARK = LocalSpark.session();

  private static boolean holds(String wider, String type) {
    return WiderTypes.holds(DataType.fromDDL(wider), DataType.fromDDL(type));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int | smallint",
        "bigint | tinyint",
        "double | float",
        "array<int> | array<smallint>",
        "map<int,bigint> | map<tinyint,int>",
        "struct<a:int,b:string> | struct<a:smallint,b:string>",
      })
  void whatIsWiderHoldsAndNotTheOtherWayRound(String wider, String type) {
    assertThat(holds(wider, type)).isTrue();
    assertThat(holds(type, wider)).isFalse();
    assertThat(holds(type, type)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "double | int",
        "float | int",
        "string | int",
        "timestamp | date",
        "decimal(10,2) | decimal(5,2)",
        "struct<b:int,a:string> | struct<a:string,b:int>",
        "array<int> | int",
      })
  void othersAreNot(String one, String other) {
    assertThat(holds(one, other)).isFalse();
    assertThat(holds(other, one)).isFalse();
  }

  @Test
  void columnsComeBackByNameInTheirTypes() {
    Dataset<Row> kept = SPARK.sql("SELECT array(7, null) AS `b.c`, 3 AS a, 0.1F AS f");
    StructType schema = StructType.fromDDL("a SMALLINT, `b.c` ARRAY<TINYINT>, f FLOAT");
    Dataset<Row> back = WiderTypes.as(schema, kept);
    assertThat(back.schema().simpleString()).isEqualTo(schema.simpleString());
    assertThat(back.head()).hasToString("[3,ArraySeq(7, null),0.1]");
  }
}
