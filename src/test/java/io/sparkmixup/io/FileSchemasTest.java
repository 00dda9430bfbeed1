package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.RequestException;
import io.sparkmixup.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileSchemasTest {

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir Path dir;

  /** One file with these columns in a folder below the input. */
  private void write(String format, String folder, String... columns) {
    SPARK
        .range(4)
        .selectExpr(columns)
        .coalesce(1)
        .write()
        .format(format)
        .mode(SaveMode.Append)
        .save(dir.resolve(folder).toString());
  }

  private InputRequest request(String location) {
    return InputRequest.of(dir.resolve(location).toString());
  }

  private Path file(String folder) throws IOException {
    try (Stream<Path> files = Files.list(dir.resolve(folder))) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("part-"))
          .findFirst()
          .orElseThrow();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "parquet; id as a; has no column 'b', which %s has",
        "parquet; id as a, id as b, id as c; has a column 'c', which %s lacks",
        "parquet; id as a, 1.5D as b; has column 'b' as double, and %s as bigint",
        "parquet; id as a, named_struct('x', 1) as b; has column 'b' as struct<x:int>, and %s as"
            + " bigint",
        "parquet; id as b, id as A; has no column 'a', which %s has",
        "orc; id as a; has no column 'b', which %s has",
        "orc; id as a, 'x' as b; has column 'b' as string, and %s as bigint",
        "avro; id as a, id as b, id as c; has a column 'c', which %s lacks",
        "avro; id as a, 1.5D as b; has column 'b' as double, and %s as bigint"
      })
  void filesThatDifferAreRefusedByFileAndColumn(String format, String columns, String difference)
      throws IOException {
    write(format, "in/0", "id as a", "id as b");
    write(format, "in/1", columns.split(", (?=id|1.5|named|'x')"));
    assertThatThrownBy(() -> InputReader.read(SPARK, request("in/*")))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "input file file:%s %s: give all files one schema, or say with --schema what to read",
            file("in/1"), difference.replace("%s", "file:" + file("in/0")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "avro"})
  void orderAndNullabilityMayDiffer(String format) {
    write(format, "in", "id as a", "cast(null as string) as b");
    write(format, "in", "'x' as b", "id as a");
    assertThat(InputReader.read(SPARK, request("in")).count()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "avro"})
  void foldersOfPartitionsAreNoDifference(String format) {
    write(format, "in/day=1", "id as a");
    write(format, "in/day=2", "id as a");
    assertThat(InputReader.read(SPARK, request("in")).columns()).containsExactly("a", "day");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc"})
  void whoSaysWhatToReadIsObeyed(String format) {
    write(format, "in", "id as a");
    write(format, "in", "id as a", "id as b");
    InputRequest request = request("in");
    assertThat(InputReader.read(SPARK, request.withSchema("b LONG")).columns())
        .containsExactly("b");
    assertThat(InputReader.read(SPARK, request.withOption("MERGESCHEMA", "true")).columns())
        .containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "avro"})
  void aFileThatIsNoneAmongManyIsNamed(String format) throws IOException {
    write(format, "in/0", "id as a");
    write(format, "in/1", "id as a");
    Path broken = file("in/1");
    byte[] bytes = Files.readAllBytes(broken);
    Arrays.fill(bytes, 0, Math.min(4, bytes.length), (byte) 'x');
    Files.write(broken, Arrays.copyOf(bytes, 90));
    Files.deleteIfExists(broken.resolveSibling("." + broken.getFileName() + ".crc"));
    assertThatThrownBy(() -> InputReader.read(SPARK, request("in/*")))
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith("input file file:%s cannot be read: it is no", broken);
  }
}
