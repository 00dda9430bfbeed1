package io.sparkmixup.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.RequestException;
import io.sparkmixup.testing.Bits;
import io.sparkmixup.testing.LocalSpark;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripOfTypesTest {

  /** A type, and two values of it. */
  private static final String[][] TYPES = {
    {"tinyint", "-128", "127"},
    {"smallint", "-32768", "32767"},
    {"int", "-2147483648", "2147483647"},
    {"bigint", "'-9223372036854775808'", "'9223372036854775807'"},
    {"float", "'-0.0'", "'NaN'"},
    {"float", "'1.4E-45'", "'-Infinity'"},
    {"double", "'-0.0'", "'NaN'"},
    {"double", "'4.9E-324'", "'Infinity'"},
    {"decimal(9,2)", "'-1234567.89'", "'0.00'"},
    {"decimal(38,18)", "'12345678901234567890.123456789012345678'", "'-1E-18'"},
    {"boolean", "true", "false"},
    {"string", "'ü € 𝄞'", "''"},
    {"string", "x'ff00fe'", "'a\\nb'"},
    {"binary", "x'00ff'", "x''"},
    {"date", "'0001-01-01'", "'9999-12-31'"},
    {"timestamp", "'0001-01-01 00:00:00.000001'", "'9999-12-31 23:59:59.999999'"},
    {"timestamp_ntz", "'0001-01-01 00:00:00.000001'", "'9999-12-31 23:59:59.999999'"},
    {"interval day to second", "interval '-1 02:03:04.000005' day to second", "interval '0' day"},
    {"interval day", "interval '3' day", "interval '-3' day"},
    {"interval minute to second", "interval '3:04.5' minute to second", "interval '1' minute"},
    {"interval year to month", "interval '-3-4' year to month", "interval '0' month"},
    {"interval month", "interval '5' month", "interval '-5' month"},
    {"interval", "make_interval(1, 2, 0, 3, 4, 5, 6.000001)", "make_interval(0, -1)"},
    {"array<int>", "array(1, null)", "array()"},
    {"array<double>", "array(-0D, double('NaN'), null)", "array(1D)"},
    {"array<float>", "array(float('-0.0'), float('NaN'))", "array(1.5F)"},
    {"array<decimal(20,10)>", "array('0.0000000001', null)", "array('1')"},
    {"array<string>", "array('a', null, '')", "array()"},
    {"array<array<date>>", "array(array(date'1500-02-28', null), null)", "array()"},
    {"map<string,double>", "map('b', 1D, 'a', null)", "map()"},
    {
      "map<date,array<timestamp>>",
      "map(date'1000-01-01', array(timestamp'1000-01-01 00:00:00', null))",
      "map(date'2000-01-01', null)"
    },
    {"map<int,map<string,boolean>>", "map(1, map('x', true))", "map(2, map())"},
    {
      "struct<`a.b`:date,`c ``d``'\\\\é`:struct<e:string,f:array<binary>>>",
      "named_struct('a.b', date'1582-10-15', 'x', named_struct('e', 'z', 'f', array(x'01', null)))",
      "named_struct('a.b', null, 'x', null)"
    },
    {"array<struct<k:bigint,v:timestamp_ntz>>", "array(struct(1L, null), null)", "array()"},
    {"void", "null", "null"},
  };

  private static String row(int i) {
    return Stream.of(TYPES)
        .map(
            t -> i < t.length ? "cast(" + t[i] + " as " + t[0] + ")" : "cast(null as " + t[0] + ")")
        .collect(Collectors.joining(", ", "select ", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void everyTypeComesBackBitForBit(String ansi) {
    SparkSession spark = LocalSpark.session().newSession();
    spark.conf().set("spark.sql.ansi.enabled", ansi);
    Dataset<Row> rows =
        spark.sql(row(1) + " union all " + row(2) + " union all " + row(3)).coalesce(1);
    String[] names = new String[TYPES.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = i + " " + TYPES[i][0];
    }
    rows = rows.toDF(names);
    Dataset<Row> back = Encodings.roundTrip(rows);
    assertThat(back.schema()).isEqualTo(rows.schema());
    List<Row> expected = rows.collectAsList();
    List<Row> found = back.collectAsList();
    assertThat(found).hasSameSizeAs(expected);
    for (int r = 0; r < expected.size(); r++) {
      for (int c = 0; c < names.length; c++) {
        assertThat(Bits.of(found.get(r).get(c)))
            .as("row %d, %s", r, names[c])
            .isEqualTo(Bits.of(expected.get(r).get(c)));
      }
    }
  }

  @Test
  void stringsThatAreNoTextComeBackByteForByte() {
    Dataset<Row> rows = Encodings.sql("select cast(x'ff00fe' as string) s, array(string(x'80')) a");
    assertThat(Encodings.roundTrip(rows).selectExpr("hex(s)", "hex(a[0])").first())
        .isEqualTo(RowFactory.create("FF00FE", "80"));
  }

  @Test
  void vectorsComeBackDenseOrSparseAsTheyWere() {
    StructType schema =
        DataTypes.createStructType(
            List.of(DataTypes.createStructField("v", SQLDataTypes.VectorType(), true)));
    Row dense = RowFactory.create(Vectors.dense(-0.0, Double.NaN, 3));
    Row sparse = RowFactory.create(Vectors.sparse(5, new int[] {1, 4}, new double[] {-0.0, 2}));
    Row none = RowFactory.create(Vectors.sparse(4, new int[0], new double[0]));
    Row missing = RowFactory.create((Object) null);
    Dataset<Row> rows =
        LocalSpark.session()
            .createDataFrame(List.of(dense, sparse, none, missing), schema)
            .coalesce(1);
    Dataset<Row> back = Encodings.roundTrip(rows);
    assertThat(back.schema()).isEqualTo(schema);
    assertThat(back.collectAsList().stream().map(r -> Bits.of(r.get(0))))
        .containsExactlyElementsOf(
            Stream.of(dense, sparse, none, missing).map(r -> Bits.of(r.get(0))).toList());
  }

  @Test
  void schemaKeepsNullabilityMetadataAndNames() {
    Metadata metadata = Metadata.fromJson("{\"unit\":\"mm\"}");
    StructType inner =
        DataTypes.createStructType(
            List.of(
                new StructField("x.y", DataTypes.StringType, false, Metadata.empty()),
                new StructField("q", new DecimalType(3, 3), false, Metadata.empty()),
                new StructField("d", DataTypes.DateType, true, Metadata.empty())));
    StructType schema =
        DataTypes.createStructType(
            List.of(
                new StructField("a.b", DataTypes.DoubleType, false, metadata),
                new StructField("with spaces", DataTypes.LongType, true, metadata),
                new StructField("back`tick'", DataTypes.StringType, false, metadata),
                new StructField("größe", DataTypes.DateType, false, Metadata.empty()),
                new StructField("", DataTypes.BooleanType, false, Metadata.empty()),
                new StructField("m9", new DecimalType(9, 2), false, Metadata.empty()),
                new StructField("m38", new DecimalType(38, 0), false, metadata),
                new StructField("v", SQLDataTypes.VectorType(), false, metadata),
                new StructField("s", inner, false, Metadata.empty()),
                new StructField(
                    "m",
                    DataTypes.createMapType(DataTypes.StringType, DataTypes.IntegerType, false),
                    false,
                    Metadata.empty()),
                new StructField(
                    "l", DataTypes.createArrayType(inner, false), true, Metadata.empty())));
    Row struct = RowFactory.create("z", new BigDecimal("0.125"), null);
    Row row =
        RowFactory.create(
            1.5,
            null,
            "text",
            java.sql.Date.valueOf("2020-02-29"),
            true,
            new BigDecimal("1.25"),
            new BigDecimal("12345678901234567890123456789012345678"),
            Vectors.dense(1, 2),
            struct,
            java.util.Map.of("k", 1),
            List.of(struct));
    Dataset<Row> rows = LocalSpark.session().createDataFrame(List.of(row), schema);
    Dataset<Row> back = Encodings.roundTrip(rows);
    assertThat(back.schema()).isEqualTo(schema);
    assertThat(Bits.of(back.first())).isEqualTo(Bits.of(rows.first()));
  }

  @Test
  void unsupportedTypesAreRefusedWithTheNameOfTheColumn() {
    DataType matrix = SQLDataTypes.MatrixType();
    refused(matrix, "matrix");
    refused(DataTypes.createArrayType(matrix), "array<matrix>");
    refused(DataTypes.createMapType(DataTypes.LongType, matrix), "map<bigint,matrix>");
    refused(
        DataTypes.createStructType(List.of(DataTypes.createStructField("x", matrix, true))),
        "struct<x:matrix>");
  }

  private static void refused(DataType type, String name) {
    StructType schema =
        DataTypes.createStructType(
            List.of(
                DataTypes.createStructField("fine", DataTypes.LongType, true),
                DataTypes.createStructField("odd one", type, true)));
    assertThatThrownBy(() -> RowShape.of(schema))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "column 'odd one' has type "
                + name
                + ", which cannot be read into synthetic rows: drop it with --drop, or cast it");
  }
}
