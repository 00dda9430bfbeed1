package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.RequestException;
import io.sparkmixup.testing.LocalSpark;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was staged reads back as what was written. */
class RoundTripTest {

  private static final SparkSession SPARK = LocalSpark.session();
  private static final StructType SCHEMA =
      StructType.fromDDL(
          "`a.b` STRING, `c d` DOUBLE, ts TIMESTAMP, n TIMESTAMP_NTZ, d DATE, m DECIMAL(20,10),"
              + " f FLOAT, bo BOOLEAN, l BIGINT, s SMALLINT");
  private static final String[] PLAIN_NAMES = {
    "a_b", "c_d", "ts", "n", "d", "m", "f", "bo", "l", "s"
  };
  private static final String[] TEXTS = {
    "",
    "\"\"",
    "\"",
    "x\"y",
    "back\\",
    "a\\\"b",
    "l1\nl2",
    "l1\r\nl2",
    "cr\rx",
    "\n",
    " lead",
    "trail ",
    "ünï😀",
    "#c",
    "a,b",
    "\t",
    "'",
    "null",
    "0012",
    null
  };
  private static final double[] DOUBLES = {
    0.1,
    -0.0,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    1e-7,
    1.0 / 3
  };

  @TempDir Path dir;

  @BeforeAll
  static void keepOldTimes() {
    // The default of Spark 3.5 refuses them.
    SPARK.conf().set("spark.sql.avro.datetimeRebaseModeInWrite", "CORRECTED");
  }

  private static Dataset<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < TEXTS.length; i++) {
      rows.add(
          RowFactory.create(
              TEXTS[i],
              DOUBLES[i % DOUBLES.length],
              Timestamp.valueOf("1890-01-01 10:00:00.123456"),
              LocalDateTime.of(2020, 1, 1, 1, 1, 1, 1000),
              Date.valueOf("1582-10-15"),
              new BigDecimal("0.0000000001"),
              1.1f * i,
              i % 2 == 0,
              Long.MIN_VALUE,
              (short) i));
    }
    rows.add(RowFactory.create(new Object[SCHEMA.size()]));
    return SPARK.createDataFrame(rows, SCHEMA);
  }

  private List<Row> roundTrip(
      Dataset<Row> rows, FileFormat format, UnaryOperator<OutputRequest> more) throws Exception {
    OutputRequest request = more.apply(OutputRequest.of(dir.resolve("o [1]").toString(), format));
    try (Staged staged = FolderSink.of(SPARK, request).stage(rows)) {
      return staged.readBack(rows.schema()).collectAsList();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PARQUET, UTC",
    "PARQUET, Europe/Amsterdam",
    "ORC, UTC",
    "ORC, Europe/Amsterdam",
    "AVRO, UTC",
    "AVRO, Europe/Amsterdam",
    "CSV, UTC",
    "CSV, Europe/Amsterdam",
    "JSON, UTC",
    "JSON, Europe/Amsterdam"
  })
  void everyValueComesBack(FileFormat format, String zone) throws Exception {
    SPARK.conf().set("spark.sql.session.timeZone", zone);
    try {
      Dataset<Row> rows = format == FileFormat.AVRO ? rows().toDF(PLAIN_NAMES) : rows();
      List<Row> expected = rows.collectAsList();
      assertThat(roundTrip(rows, format, r -> r)).containsExactlyInAnyOrderElementsOf(expected);
    } finally {
      SPARK.conf().set("spark.sql.session.timeZone", "UTC");
    }
  }

  @Test
  void nullTokenIsWrittenAndReadBack() throws Exception {
    List<Row> expected = rows().collectAsList();
    assertThat(roundTrip(rows(), FileFormat.CSV, r -> r.withNullValue("NA")))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void csvOfOneColumnKeepsItsNullRows() throws Exception {
    Dataset<Row> one = SPARK.sql("SELECT explode(array('x', null, 'y')) AS a");
    assertThat(roundTrip(one, FileFormat.CSV, r -> r)).hasToString("[[x], [null], [y]]");
    assertThat(roundTrip(one, FileFormat.CSV, r -> r.withNullValue("NA")))
        .hasToString("[[x], [null], [y]]");
  }

  @ParameterizedTest
  @CsvSource({"PARQUET", "ORC", "AVRO", "CSV"})
  void outputWithoutRows(FileFormat format) throws Exception {
    Dataset<Row> none = SPARK.createDataFrame(List.of(), SCHEMA).toDF(PLAIN_NAMES);
    assertThat(roundTrip(none, format, r -> r)).isEmpty();
    Path out = dir.resolve("none");
    try (Staged staged =
        FolderSink.of(SPARK, OutputRequest.of(out.toString(), format)).stage(none)) {
      staged.publish();
    }
    Dataset<Row> read = InputReader.read(SPARK, InputRequest.of(out.toString()));
    assertThat(read.columns()).isEqualTo(PLAIN_NAMES);
    assertThat(read.count()).isZero();
  }

  @Test
  void vectorsAndNestedColumnsGoThroughParquet() throws Exception {
    Dataset<Row> nested = SPARK.sql("SELECT array(1, 2) AS a, map('k', 1.5D) AS m, X'01' AS b");
    assertThat(roundTrip(nested, FileFormat.PARQUET, r -> r)).hasSize(1);
  }

  @Test
  void typesThatCsvCannotHoldAreRefusedBeforeAnythingRuns() throws Exception {
    for (String type :
        Arrays.asList(
            "binary",
            "array<int>",
            "map<string,int>",
            "struct<x:int>",
            "interval year to month",
            "interval day to second")) {
      assertRefused(FileFormat.CSV, StructType.fromDDL("k INT, v " + type), type);
    }
    assertRefused(FileFormat.CSV, new StructType().add("v", SQLDataTypes.VectorType()), "vector");
    assertThat(Folders.tree(dir)).isEmpty();
  }

  private void assertRefused(FileFormat format, StructType schema, String type) throws Exception {
    FolderSink sink = FolderSink.of(SPARK, OutputRequest.of(dir.resolve("out").toString(), format));
    assertThatThrownBy(() -> sink.check(schema))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "column 'v' is of type %s, which csv cannot hold; use --output-format parquet, or drop"
                + " the column",
            type);
  }

  @Test
  void typesThatNoFileCanHoldAreRefused() throws Exception {
    FolderSink sink =
        FolderSink.of(SPARK, OutputRequest.of(dir.resolve("out").toString(), FileFormat.PARQUET));
    for (String sql : List.of("NULL", "array(NULL)", "map('k', NULL)", "named_struct('x', NULL)")) {
      assertThatThrownBy(() -> sink.stage(SPARK.sql("SELECT " + sql + " AS v")))
          .isInstanceOf(RequestException.class)
          .hasMessageMatching(
              "column 'v' is of type .*void.*, which no file can hold; cast the column to a type of"
                  + " its own, or drop it");
    }
    assertThatThrownBy(() -> sink.check(new StructType()))
        .isInstanceOf(RequestException.class)
        .hasMessage("the output has no columns: keep at least one");
  }
}
