package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.RequestException;
import io.sparkmixup.testing.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputReaderTest {

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir Path dir;

  private static Dataset<Row> read(Object... locations) {
    return InputReader.read(SPARK, request(locations));
  }

  private static InputRequest request(Object... locations) {
    return InputRequest.of(
        List.of(locations).stream().map(Object::toString).toArray(String[]::new));
  }

  @Test
  void formatIsToldFromTheGivenName() {
    Path csv = Folders.write(dir.resolve("rows.csv"), "a", "1");
    assertThat(read(csv).count()).isEqualTo(1);
  }

  @Test
  void formatIsToldFromTheFilesBelowAFolder() {
    Path folder = dir.resolve("rows");
    SPARK.range(4).write().parquet(folder.toString());
    Folders.write(folder.resolve("_notes.csv"), "not data");
    Folders.write(folder.resolve("_tmp/x.csv"), "not data");
    assertThat(read(folder).count()).isEqualTo(4);
  }

  @Test
  void formatIsToldThroughCompressionSuffixes() {
    Path folder = dir.resolve("rows");
    SPARK.range(4).write().option("header", "true").option("compression", "gzip").csv(folder + "");
    assertThat(read(folder).count()).isEqualTo(4);
    assertThat(FileFormat.ofFileName("a.CSV.gz")).contains(FileFormat.CSV);
    assertThat(FileFormat.ofFileName("a.snappy.parquet")).contains(FileFormat.PARQUET);
    assertThat(FileFormat.ofFileName("csv")).isEmpty();
    assertThat(FileFormat.ofFileName("a.csv.old")).isEmpty();
  }

  @Test
  void mixedFormatsAreRefused() {
    Folders.write(dir.resolve("rows/a.csv"), "a");
    Folders.write(dir.resolve("rows/b.parquet"), "b");
    assertThatThrownBy(() -> read(dir.resolve("rows")))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "input %s/rows holds files of several formats (parquet, csv): give one kind, or name it"
                + " with --input-format",
            dir);
  }

  @Test
  void unknownFormatIsRefused() {
    Path file = Folders.write(dir.resolve("rows.xls"), "a");
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "the file names of input %s do not tell the format: name it with --input-format"
                + " (parquet, orc, avro, csv, json)",
            file);
    assertThatThrownBy(() -> FileFormat.of("xls"))
        .isInstanceOf(RequestException.class)
        .hasMessage("unknown format 'xls': the formats are parquet, orc, avro, csv, json");
    assertThat(InputReader.read(SPARK, request(file).withFormat(FileFormat.of(" CSV "))).columns())
        .containsExactly("a");
  }

  @Test
  void folderWithoutDataIsRefused() throws Exception {
    Path empty = Files.createDirectories(dir.resolve("empty"));
    assertThatThrownBy(() -> InputReader.read(SPARK, request(empty).withFormat(FileFormat.PARQUET)))
        .isInstanceOf(RequestException.class)
        .hasMessage("input %s holds no data files", empty);
  }

  @Test
  void severalInputsAndGlobs() {
    Folders.write(dir.resolve("x/a.csv"), "a", "1");
    Folders.write(dir.resolve("x/b.csv"), "a", "2", "3");
    Folders.write(dir.resolve("y.csv"), "a", "4");
    assertThat(read(dir + "/x/*.csv", dir.resolve("y.csv")).count()).isEqualTo(4);
    assertThat(read(dir + "/{x,z}").count()).isEqualTo(3);
  }

  @Test
  void nameThatLooksLikeAGlobIsTakenAsItStands() {
    Path file = Folders.write(dir.resolve("rows [1] {x}.csv"), "a", "1");
    assertThat(read(file).count()).isEqualTo(1);
  }

  @Test
  void globsPassOverHiddenFolders() {
    Folders.write(dir.resolve("all/.spark-mixup/data/a.csv"), "a", "1");
    Folders.write(dir.resolve("all/seen/data/a.csv"), "a", "2");
    assertThat(read(dir + "/all/*/data").collectAsList()).hasToString("[[2]]");
    assertThat(read(dir + "/all/.spark-mixup/*").collectAsList()).hasToString("[[1]]");
  }

  @Test
  void missingPathAndIdleGlobAreRefused() {
    assertThatThrownBy(() -> read(dir.resolve("no.csv")))
        .isInstanceOf(RequestException.class)
        .hasMessage("input %s/no.csv does not exist", dir);
    assertThatThrownBy(() -> read(dir + "/no*.csv"))
        .isInstanceOf(RequestException.class)
        .hasMessage("input %s/no*.csv matches no file or folder", dir);
    assertThatThrownBy(InputRequest::of)
        .isInstanceOf(RequestException.class)
        .hasMessage("no input: name at least one file, folder or glob with --input");
    assertThatThrownBy(() -> read(""))
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith("input '' is not a path: ");
  }

  @Test
  void unknownFileSystemsAreRefused() {
    for (String scheme : List.of("nosuch", "s3a")) {
      assertThatThrownBy(() -> read(scheme + "://bucket/a.csv"))
          .isInstanceOf(RequestException.class)
          .hasMessage(
              "input %s://bucket/a.csv is on a file system that this Spark does not know: add the"
                  + " connector for %s: to its class path",
              scheme, scheme);
    }
  }

  @Test
  void schemaAndOptionsAreChecked() {
    Path csv = Folders.write(dir.resolve("rows.csv"), "a", "1");
    assertThatThrownBy(() -> InputReader.read(SPARK, request(csv).withSchema("a NUMBR")))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "--schema 'a NUMBR' is not a schema: write it as a DDL list, such as 'a INT, b DOUBLE'");
    assertThatThrownBy(() -> InputReader.read(SPARK, request(csv).withOption("quote", "abc")))
        .isInstanceOf(RequestException.class)
        .hasMessage("input %s cannot be opened: quote cannot be more than one character.", csv);
    assertThatThrownBy(() -> InputReader.read(SPARK, request(csv).withOption("SEP", "")))
        .isInstanceOf(RequestException.class)
        .hasMessage("input %s cannot be opened: Delimiter cannot be empty", csv);
  }

  @Test
  void parquetWithSchemaAndWithoutTokens() {
    Path folder = dir.resolve("p");
    SPARK.range(2).selectExpr("id", "id AS `a.b`").write().parquet(folder.toString());
    Dataset<Row> rows = InputReader.read(SPARK, request(folder).withSchema("`a.b` BIGINT"));
    assertThat(rows.columns()).containsExactly("a.b");
    assertThat(rows.count()).isEqualTo(2);
    assertThatThrownBy(() -> InputReader.read(SPARK, request(folder).withNullValues("NA")))
        .isInstanceOf(RequestException.class)
        .hasMessage("--null-values is for csv: parquet has nulls of its own; leave it out");
  }

  @Test
  void theCallersJobDescriptionIsPutBack() {
    SPARK.sparkContext().setJobDescription("mine");
    read(Folders.write(dir.resolve("rows.csv"), "a", "1"));
    assertThat(SPARK.sparkContext().getLocalProperty("spark.job.description")).isEqualTo("mine");
    SPARK.sparkContext().setJobDescription(null);
  }
}
