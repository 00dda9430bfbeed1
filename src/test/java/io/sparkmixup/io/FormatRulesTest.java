package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.RequestException;
import io.sparkmixup.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the formats keep, and what they refuse by name before anything runs. */
class FormatRulesTest {

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir Path dir;

  private FolderSink sink(FileFormat format) throws Exception {
    return FolderSink.of(SPARK, OutputRequest.of(dir.resolve("out").toString(), format));
  }

  private List<Row> roundTrip(Dataset<Row> rows, FileFormat format) throws Exception {
    try (Staged staged = sink(format).stage(rows)) {
      Dataset<Row> back = staged.readBack(rows.schema());
      assertThat(back.schema().simpleString()).isEqualTo(rows.schema().simpleString());
      return back.collectAsList();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PARQUET", "ORC", "AVRO", "JSON"})
  void nestedTypesComeBack(FileFormat format) throws Exception {
    Dataset<Row> rows =
        SPARK.sql(
            "SELECT array(1S, null) AS a, map('k', 1.5D, 'n', null) AS m, named_struct('x', 1Y, 'y',"
                + " array(named_struct('z', date'2020-02-29'))) AS s, interval '1-2' year to month AS"
                + " ym, interval '1 2:03:04.000005' day to second AS dt, 3Y AS b");
    assertThat(roundTrip(rows, format)).hasToString(rows.collectAsList().toString());
  }

  @ParameterizedTest
  @EnumSource(names = {"PARQUET", "ORC", "AVRO", "JSON"})
  void binaryComesBack(FileFormat format) throws Exception {
    Row back = roundTrip(SPARK.sql("SELECT X'00FF80' AS v, 1 AS one"), format).get(0);
    assertThat(back.<byte[]>getAs("v")).containsExactly(0, -1, -128);
  }

  @ParameterizedTest
  @EnumSource(names = {"PARQUET", "ORC", "JSON"})
  void vectorsComeBack(FileFormat format) throws Exception {
    Dataset<Row> rows =
        SPARK.createDataFrame(
            List.of(
                RowFactory.create(Vectors.dense(1, -0.0)),
                RowFactory.create(Vectors.sparse(3, new int[] {1}, new double[] {2}))),
            new StructType().add("v", SQLDataTypes.VectorType()));
    assertThat(roundTrip(rows, format)).containsExactlyInAnyOrderElementsOf(rows.collectAsList());
  }

  /** By the day, since a Java date has a calendar of its own. */
  @ParameterizedTest
  @EnumSource(names = {"PARQUET", "ORC", "AVRO", "CSV", "JSON"})
  void oldAndFarDaysComeBack(FileFormat format) throws Exception {
    SPARK.conf().set("spark.sql.avro.datetimeRebaseModeInWrite", "CORRECTED");
    Dataset<Row> rows =
        SPARK
            .sql("SELECT explode(array(-735000, -141438, -141427, -1, 0, 6600000)) AS day")
            .selectExpr("date_from_unix_date(day) AS v", "day");
    try (Staged staged = sink(format).stage(rows)) {
      assertThat(staged.readBack(rows.schema()).where("unix_date(v) <> day").count()).isZero();
      assertThat(staged.readBack(rows.schema()).count()).isEqualTo(6);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "date'1582-10-05'",
        "date'1582-10-14'",
        "timestamp'1582-10-10 12:00:00'",
        "timestamp'1969-12-31 23:59:59.5'"
      })
  void whatOrcWouldChangeStopsTheJob(String value) throws Exception {
    FolderSink sink = sink(FileFormat.ORC);
    assertThatThrownBy(() -> sink.stage(SPARK.sql("SELECT " + value + " AS `a.d`")))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "column 'a.d' holds a day of October 1582 or a fraction of the last second before 1970,"
                + " which orc changes; use --output-format parquet");
    assertThat(Folders.tree(dir)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ORC, 1582-10-03 23:59:59.999999",
    "ORC, 1582-10-17 00:00:00",
    "ORC, 1969-12-31 23:59:59",
    "ORC, 1970-01-01 00:00:00.000001"
  })
  void whatOrcKeepsIsLeftAlone(FileFormat format, String time) throws Exception {
    Dataset<Row> rows = SPARK.sql("SELECT timestamp'" + time + "' AS v");
    try (Staged staged = sink(format).stage(rows)) {
      assertThat(staged.readBack(rows.schema()).selectExpr("unix_micros(v)").head())
          .isEqualTo(rows.selectExpr("unix_micros(v)").head());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          JSON | map<int,string>
          JSON | array<map<date,string>>
          AVRO | map<int,string>
          AVRO | struct<x:map<bigint,string>>
          CSV  | map<string,string>
          """)
  void typesThatAFormatCannotHold(FileFormat format, String type) throws Exception {
    assertRefused(format, StructType.fromDDL("k INT, v " + type), type);
  }

  /** As {@code ""} and as the token, in the file; readers make null of both. */
  @Test
  void textsThatReadersOfCsvTakeForNullAreCounted() throws Exception {
    Dataset<Row> rows =
        SPARK.sql(
            "SELECT * FROM VALUES ('', 'x', 1), ('', 'NA', 2), (null, 'y', 3) AS t(`a.b`, c, n)");
    OutputRequest csv = OutputRequest.of(dir.resolve("out").toString(), FileFormat.CSV);
    String says =
        "column '%s': of its texts %s, which readers of csv take for null; --output-format"
            + " parquet keeps them";
    try (Staged staged = FolderSink.of(SPARK, csv).stage(rows)) {
      assertThat(staged.warnings()).containsExactly(String.format(says, "a.b", "2 are empty"));
      assertThat(staged.readBack(rows.schema()).collectAsList())
          .containsExactlyInAnyOrderElementsOf(rows.collectAsList());
    }
    try (Staged staged = FolderSink.of(SPARK, csv.withNullValue("NA")).stage(rows)) {
      assertThat(staged.warnings())
          .containsExactly(
              String.format(says, "a.b", "2 are empty or 'NA'"),
              String.format(says, "c", "1 are empty or 'NA'"));
    }
    try (Staged staged = FolderSink.of(SPARK, csv).stage(rows.select("c"))) {
      assertThat(staged.warnings()).isEmpty();
    }
    try (Staged staged = sink(FileFormat.PARQUET).stage(rows)) {
      assertThat(staged.warnings()).isEmpty();
    }
  }

  /** A header ",b" names no column. */
  @Test
  void csvHoldsNoEmptyName() throws Exception {
    StructType schema = new StructType().add("b", "int").add("", "int");
    assertThatThrownBy(() -> sink(FileFormat.CSV).check(schema))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "column 2 has an empty name, in place of which readers of csv put one of their own; name"
                + " it, or use --output-format parquet");
    sink(FileFormat.JSON).check(schema);
    assertThat(Folders.tree(dir)).isEmpty();
  }

  @Test
  void vectorsThatAvroCannotHold() throws Exception {
    StructType vectors = new StructType().add("v", SQLDataTypes.VectorType());
    assertRefused(FileFormat.AVRO, vectors, "vector");
  }

  private void assertRefused(FileFormat format, StructType schema, String type) throws Exception {
    FolderSink sink = sink(format);
    assertThatThrownBy(() -> sink.check(schema))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "column 'v' is of type %s, which %s cannot hold; use --output-format parquet, or drop"
                + " the column",
            type, format);
    assertThat(Folders.tree(dir)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"PARQUET", "ORC", "AVRO", "JSON"})
  void typesThatNoFormatHolds(FileFormat format) throws Exception {
    FolderSink sink = sink(format);
    for (String sql :
        List.of("NULL", "make_interval(1)", "array(NULL)", "named_struct('x', NULL)")) {
      assertThatThrownBy(() -> sink.check(SPARK.sql("SELECT " + sql + " AS v").schema()))
          .isInstanceOf(RequestException.class)
          .hasMessageMatching("column 'v' is of type .*, which no file can hold; cast .*");
    }
    StructType hollow = new StructType().add("v", new StructType());
    assertThatThrownBy(() -> sink.check(hollow))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("column 'v' is of type struct<>, which no file can hold");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b", "c d", "1x", "x-y", "😀"})
  void namesThatAvroCannotHold(String name) throws Exception {
    FolderSink sink = sink(FileFormat.AVRO);
    String message =
        "column '%s': avro takes no characters but letters, digits and _, no digit first, in names;"
            + " rename it with --sql, or use --output-format parquet";
    assertThatThrownBy(() -> sink.check(new StructType().add("ok", "int").add(name, "int")))
        .isInstanceOf(RequestException.class)
        .hasMessage(message, name);
    StructType nested = new StructType().add("_é1", new StructType().add(name, "int"));
    assertThatThrownBy(() -> sink.check(nested))
        .isInstanceOf(RequestException.class)
        .hasMessage(message, name);
  }

  @Test
  void backticksThatOrcWouldLose() throws Exception {
    FolderSink sink = sink(FileFormat.ORC);
    assertThatThrownBy(() -> sink.check(new StructType().add("a`b", "int")))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "column 'a`b': orc takes no backticks in names; rename it with --sql, or use"
                + " --output-format parquet");
    assertThat(roundTrip(SPARK.sql("SELECT 1 AS `a.b c=ü`"), FileFormat.ORC)).hasToString("[[1]]");
  }

  @Test
  void whatAvroWidensIsSaid() {
    StructType schema = StructType.fromDDL("a SMALLINT, b INT, c ARRAY<TINYINT>");
    assertThat(FileFormat.AVRO.rules().warnings(schema))
        .containsExactly(
            "column 'a' is of type smallint, of which avro makes int: its values stay",
            "column 'c' is of type array<tinyint>, of which avro makes array<int>: its values stay");
    assertThat(FileFormat.PARQUET.rules().warnings(schema)).isEmpty();
  }

  @Test
  void aColumnWithoutValuesIsInTheJson() throws Exception {
    Path out = dir.resolve("out");
    Dataset<Row> rows =
        SPARK.range(2).select(functions.col("id"), functions.lit(null).cast("int").as("n"));
    try (Staged staged = sink(FileFormat.JSON).stage(rows)) {
      staged.publish();
    }
    assertThat(SPARK.read().textFile(out.toString()).collectAsList())
        .containsExactlyInAnyOrder("{\"id\":0,\"n\":null}", "{\"id\":1,\"n\":null}");
  }

  /** A class loader without the module stands for a Spark without it. */
  @Test
  void avroWithoutItsModule() throws Exception {
    FolderSink sink = sink(FileFormat.AVRO);
    Path file = Folders.write(dir.resolve("rows.avro"), "any");
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(new WithoutAvro(before));
    try {
      String message =
          "avro needs Spark's own Avro module: put --packages org.apache.spark:spark-avro_2.13:"
              + SPARK.version()
              + " before the command";
      assertThatThrownBy(() -> sink.check(new StructType().add("x", "int")))
          .isInstanceOf(RequestException.class)
          .hasMessage(message);
      assertThatThrownBy(() -> InputReader.read(SPARK, InputRequest.of(file.toString())))
          .isInstanceOf(RequestException.class)
          .hasMessage(message);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
    sink.check(new StructType().add("x", "int"));
  }

  private static final class WithoutAvro extends ClassLoader {

    WithoutAvro(ClassLoader parent) {
      super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.apache.spark.sql.avro.")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }
}
