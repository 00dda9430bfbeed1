package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.RequestException;
import io.sparkmixup.testing.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What may be added to the files of a folder. */
class AppendCheckTest {

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir Path dir;

  private OutputRequest append(FileFormat format) {
    return OutputRequest.of(dir.resolve("out").toString(), format).withMode(OutputMode.APPEND);
  }

  private static Dataset<Row> rows(String... columns) {
    return SPARK.range(3).coalesce(1).selectExpr(columns);
  }

  private static void write(OutputRequest request, Dataset<Row> rows) throws Exception {
    try (Staged staged = FolderSink.of(SPARK, request).stage(rows)) {
      staged.publish();
    }
  }

  private static void check(OutputRequest request, Dataset<Row> rows) throws Exception {
    FolderSink.of(SPARK, request).check(rows.schema());
  }

  @ParameterizedTest
  @EnumSource(FileFormat.class)
  void whatWasWrittenCanBeAddedTo(FileFormat format) throws Exception {
    // Nulls in all rows, small whole numbers, line breaks: what formats have trouble with.
    Dataset<Row> rows =
        rows(
            "cast(id as tinyint) as t",
            "cast(null as string) as " + (format == FileFormat.AVRO ? "n" : "`a,\"b.c`"),
            "if(id = 1, 'x\n', '007') as s",
            "timestamp_ntz'2020-01-01 00:00:00' as ntz",
            "cast(id as decimal(10,2)) as d");
    write(append(format), rows);
    write(append(format), rows);
    assertThat(Folders.parts(dir.resolve("out"))).hasSize(2);
  }

  @Test
  void nestedTypesAndVectorsCanBeAddedTo() throws Exception {
    StructType schema =
        StructType.fromDDL("s struct<a: array<smallint>, m: map<string, date>>")
            .add("v", org.apache.spark.ml.linalg.SQLDataTypes.VectorType());
    Dataset<Row> rows =
        SPARK.createDataFrame(List.of(RowFactory.create(null, Vectors.dense(1, 2))), schema);
    for (FileFormat format : List.of(FileFormat.PARQUET, FileFormat.ORC, FileFormat.JSON)) {
      OutputRequest request =
          OutputRequest.of(dir.resolve(format.id()).toString(), format).withMode(OutputMode.APPEND);
      write(request, rows);
      write(request, rows);
    }
  }

  @ParameterizedTest
  @EnumSource(FileFormat.class)
  void columnsThatDifferAreRefused(FileFormat format) throws Exception {
    write(append(format), rows("id as a", "id as b"));
    String file = "file:" + dir.resolve("out") + "/" + Folders.parts(dir.resolve("out")).get(0);
    String message =
        "output %s cannot be appended to: %s; name another output, or write what it holds";
    assertThatThrownBy(() -> check(append(format), rows("id as a")))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            message, dir.resolve("out"), file + " has a column 'b', which the output lacks");
    Dataset<Row> more = rows("id as a", "id as b", "id as c");
    if (format == FileFormat.JSON) {
      // A file may have left a column out where it is null.
      check(append(format), more);
      return;
    }
    assertThatThrownBy(() -> check(append(format), more))
        .isInstanceOf(RequestException.class)
        .hasMessage(message, dir.resolve("out"), file + " has no column 'c', which the output has");
  }

  @ParameterizedTest
  @CsvSource({"PARQUET", "ORC", "AVRO"})
  void typesThatDifferAreRefused(FileFormat format) throws Exception {
    write(append(format), rows("id as a", "id as b"));
    check(append(format), rows("id as b", "id as a"));
    assertThatThrownBy(() -> check(append(format), rows("id as a", "cast(id as double) as b")))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining(" has column 'b' as bigint, the output as double; name another");
  }

  @Test
  void orderThatDiffersIsRefusedInCsv() throws Exception {
    write(append(FileFormat.CSV), rows("id as a", "id as b"));
    assertThatThrownBy(() -> check(append(FileFormat.CSV), rows("id as b", "id as a")))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("column 1 of file:")
        .hasMessageContaining(" is 'a', that of the output 'b'; name another");
    check(append(FileFormat.CSV), rows("id as a", "'x' as b"));
  }

  @Test
  void otherFormatsAndFoldersAreRefused() throws Exception {
    write(append(FileFormat.CSV), rows("id as a", "id as b"));
    assertThatThrownBy(() -> check(append(FileFormat.PARQUET), rows("id as a", "id as b")))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining(".csv is csv, and parquet would be added; name another");
    OutputRequest byB = append(FileFormat.CSV).withPartitionBy(List.of("b"));
    assertThatThrownBy(() -> check(byB, rows("id as a", "id as b")))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining(".csv lies in folders by (), and --partition-by is (b); name");
  }

  @Test
  void foldersByValuesCanBeAddedTo() throws Exception {
    OutputRequest request = append(FileFormat.PARQUET).withPartitionBy(List.of("a b", "c"));
    Dataset<Row> rows = rows("id", "cast(id as string) as `a b`", "id as c");
    write(request, rows);
    write(request, rows);
    assertThatThrownBy(() -> check(append(FileFormat.PARQUET), rows))
        .hasMessageContaining("lies in folders by (a b, c), and --partition-by is ()");
  }

  @Test
  void fileThatCannotBeReadIsNamed() throws Exception {
    Folders.write(dir.resolve("out/_SUCCESS"), "hidden");
    Files.createFile(dir.resolve("out/empty.parquet"));
    check(append(FileFormat.PARQUET), rows("id"));
    Folders.write(dir.resolve("out/x.parquet"), "no such thing");
    assertThatThrownBy(() -> check(append(FileFormat.PARQUET), rows("id")))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "output %s cannot be appended to: file:%s/out/x.parquet cannot be read as parquet; name"
                + " another output",
            dir.resolve("out"), dir);
  }
}
