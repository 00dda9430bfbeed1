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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParquetSchemasTest {

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir Path dir;

  /** One file with these columns, in a folder of its own below the input. */
  private void write(String folder, String... columns) {
    SPARK
        .range(4)
        .selectExpr(columns)
        .coalesce(1)
        .write()
        .mode(SaveMode.Append)
        .parquet(dir.resolve(folder).toString());
  }

  private InputRequest request(String location) {
    return InputRequest.of(dir.resolve(location).toString());
  }

  private Path file(String folder) throws IOException {
    try (Stream<Path> files = Files.list(dir.resolve(folder))) {
      return files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "id as a; has no column 'b', which %s has",
        "id as a, id as b, id as c; has a column 'c', which %s lacks",
        "id as a, 1.5D as b; has column 'b' as double, and %s as bigint",
        "id as a, named_struct('x', 1) as b; has column 'b' as struct<x:int>, and %s as bigint",
        "id as b, id as A; has no column 'a', which %s has"
      })
  void filesThatDifferAreRefusedByFileAndColumn(String columns, String difference)
      throws IOException {
    write("in/0", "id as a", "id as b");
    write("in/1", columns.split(", (?=id|1.5|named)"));
    assertThatThrownBy(() -> InputReader.read(SPARK, request("in/*")))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "input file file:%s %s: give all files one schema, or say with --schema what to read",
            file("in/1"), difference.replace("%s", "file:" + file("in/0")));
  }

  @Test
  void orderAndNullabilityMayDiffer() {
    write("in", "id as a", "cast(null as string) as b");
    write("in", "'x' as b", "id as a");
    assertThat(InputReader.read(SPARK, request("in")).count()).isEqualTo(8);
  }

  @Test
  void foldersOfPartitionsAreNoDifference() {
    write("in/day=1", "id as a");
    write("in/day=2", "id as a");
    assertThat(InputReader.read(SPARK, request("in")).columns()).containsExactly("a", "day");
  }

  @Test
  void whoSaysWhatToReadIsObeyed() {
    write("in", "id as a");
    write("in", "id as a", "id as b");
    InputRequest request = request("in");
    assertThat(InputReader.read(SPARK, request.withSchema("b LONG")).columns())
        .containsExactly("b");
    assertThat(InputReader.read(SPARK, request.withOption("MERGESCHEMA", "true")).columns())
        .containsExactly("a", "b");
  }

  @Test
  void aFileThatIsCutShortAmongManyIsNamed() throws IOException {
    write("in/0", "id as a");
    write("in/1", "id as a");
    Path broken = file("in/1");
    byte[] bytes = Files.readAllBytes(broken);
    Files.write(broken, Arrays.copyOf(bytes, bytes.length - 9));
    Files.deleteIfExists(broken.resolveSibling("." + broken.getFileName() + ".crc"));
    assertThatThrownBy(() -> InputReader.read(SPARK, request("in/*")))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "input file file:%s cannot be read: it is not a Parquet file, or it was cut short;"
                + " write it anew",
            broken);
  }
}
