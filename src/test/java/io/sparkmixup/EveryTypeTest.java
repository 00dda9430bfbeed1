package io.sparkmixup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.io.FileFormat;
import io.sparkmixup.plan.ColumnPlan;
import io.sparkmixup.plan.Role;
import io.sparkmixup.testing.Bits;
import io.sparkmixup.testing.LocalSpark;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A table of every type, through a whole job: what each column's role is when nobody says anything,
 * what becomes of its values and nulls, and that its type, nullability, comment and metadata stay.
 */
class EveryTypeTest {

  private static final SparkSession SPARK = LocalSpark.session();

  private static final String SECOND =
      "cast(date'1582-10-01' as timestamp) + i * interval '1' second";

  /** A column's name and type, its role by default, and its value by the row's number, i. */
  private static final String[][] COLUMNS = {
    {"c tinyint", "MIXED", "cast(i % 100 - 50 as tinyint)"},
    {"c smallint", "MIXED", "cast(i * 7 % 97 as smallint)"},
    {"c int", "MIXED", "cast(i * 31 % 97 as int)"},
    {"c bigint", "MIXED", "(1L << 60) + i * 31 % 97"},
    {"c float", "MIXED", "cast(i / 7 as float)"},
    {"c double", "MIXED", "if(i % 11 = 0, double('NaN'), sin(i))"},
    {"c decimal(3,0)", "MIXED", "cast(i % 90 as decimal(3,0))"},
    {"c decimal(38,18)", "MIXED", "cast(i * 1.000000000000000001BD as decimal(38,18))"},
    {"c array<float>", "MIXED", "array(cast(i as float), cast(i * i % 97 as float))"},
    {"c array<decimal(9,2)>", "MIXED", "array(cast(i % 99 as decimal(9,2)))"},
    {"dense vector", "MIXED", ""},
    {"sparse vector", "MIXED", ""},
    {"c string", "CARRIED", "concat('ü ', i)"},
    {"c binary", "CARRIED", "unhex(lpad(hex(i), 4, '0'))"},
    {"c boolean", "CARRIED", "i % 2 = 0"},
    {"c date", "CARRIED", "date_add(date'0001-01-01', cast(i * 999 as int))"},
    {"c timestamp", "CARRIED", SECOND},
    {"c timestamp_ntz", "CARRIED", "cast(" + SECOND + " as timestamp_ntz)"},
    {"c interval day to second", "CARRIED", "make_dt_interval(i, 0, 0, 0.000001)"},
    {"c interval year to month", "CARRIED", "make_ym_interval(cast(i as int), 1)"},
    {"c array<string>", "CARRIED", "array(concat('x', i), null)"},
    {"c array<array<int>>", "CARRIED", "array(array(cast(i as int)), null)"},
    {"c map<string,double>", "CARRIED", "map(concat('k', i), i / 3D, 'b', null)"},
    {
      "c struct<a:int,b:struct<c:string>>",
      "CARRIED",
      "named_struct('a', cast(i as int), 'b', named_struct('c', concat('y', i)))"
    },
  };

  @TempDir private Path folder;

  private static Dataset<Row> rows;

  @BeforeAll
  static void makeRows() {
    UDF1<Long, Vector> dense = i -> Vectors.dense(i * 0.5, Math.sin(i));
    UDF1<Long, Vector> sparse =
        i -> Vectors.sparse(9, new int[] {(int) (i % 9)}, new double[] {i + 1});
    DataType vector = SQLDataTypes.VectorType();
    rows = SPARK.range(0, 400, 1, 3).selectExpr("concat('r', id) as `key`", "id as i");
    for (int c = 0; c < COLUMNS.length; c++) {
      String expression = COLUMNS[c][2];
      Column value =
          COLUMNS[c][0].startsWith("dense")
              ? functions.udf(dense, vector).apply(functions.col("i"))
              : COLUMNS[c][0].startsWith("sparse")
                  ? functions.udf(sparse, vector).apply(functions.col("i"))
                  : functions.expr(expression);
      // Each column misses some values; a few patterns, so that rows find partners.
      int miss = c;
      rows = rows.withColumn("c" + c, functions.when(functions.expr("i % 200 <> " + miss), value));
    }
    StructField[] fields = rows.schema().fields();
    for (int f = 0; f < fields.length; f++) {
      fields[f] =
          DataTypes.createStructField(
              fields[f].name(),
              fields[f].dataType(),
              fields[f].nullable(),
              new MetadataBuilder()
                  .putString("comment", "what " + fields[f].name() + " is")
                  .putLong("ml", f)
                  .build());
    }
    rows = SPARK.createDataFrame(rows.javaRDD(), DataTypes.createStructType(fields)).drop("i");
  }

  @Test
  void rolesValuesAndSchema() throws Exception {
    String out = folder.resolve("out").toString();
    MixupResult result =
        Mixup.of(rows).idColumns("key").lineage().ratio(2).writeTo(out, FileFormat.PARQUET);

    Map<String, Role> roles =
        result.plan().roles().columns().stream()
            .collect(Collectors.toMap(ColumnPlan::name, ColumnPlan::role));
    Dataset<Row> lazy = Mixup.of(rows).idColumns("key").ratio(2).dataset();
    assertThat(lazy.schema()).as("types, nullability, metadata").isEqualTo(rows.schema());

    Dataset<Row> made = SPARK.read().parquet(out);
    assertThat(made.count()).isEqualTo(800);
    Map<String, Row> originals =
        rows.collectAsList().stream()
            .collect(Collectors.toMap(row -> row.getAs("key"), Function.identity()));
    Map<String, Integer> changed = new TreeMap<>();
    for (Row row : made.collectAsList()) {
      Row primary = originals.get(row.<String>getAs("mixup_primary"));
      for (int c = 0; c < COLUMNS.length; c++) {
        String name = "c" + c;
        String was = Bits.of(primary.getAs(name));
        String is = Bits.of(row.getAs(name));
        if (was.equals("null") || roles.get(name) == Role.CARRIED) {
          assertThat(is).as(COLUMNS[c][0]).isEqualTo(was);
        } else {
          assertThat(is).as(COLUMNS[c][0]).isNotEqualTo("null");
          changed.merge(name, is.equals(was) ? 0 : 1, Integer::sum);
        }
      }
    }
    for (int c = 0; c < COLUMNS.length; c++) {
      String name = "c" + c;
      assertThat(roles.get(name)).as(COLUMNS[c][0]).hasToString(COLUMNS[c][1]);
      StructField field = made.schema().apply(name);
      // Read as files, everything may be null.
      assertThat(field.dataType().simpleString())
          .isEqualTo(rows.schema().apply(name).dataType().simpleString());
      assertThat(field.metadata()).as(name).isEqualTo(rows.schema().apply(name).metadata());
      if (roles.get(name) == Role.MIXED) {
        // Small whole numbers are often rounded back.
        assertThat(changed.get(name)).as(COLUMNS[c][0]).isGreaterThan(400);
      }
    }
  }
}
