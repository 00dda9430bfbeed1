package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.RequestException;
import io.sparkmixup.testing.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlapTest {

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir Path dir;

  @BeforeEach
  void writeInput() throws Exception {
    Folders.write(dir.resolve("data/in put/a.csv"), "a", "1");
    Files.createSymbolicLink(dir.resolve("link"), dir.resolve("data"));
  }

  private void refuse(String input, String output) throws Exception {
    InputRequest request = InputRequest.of(dir + input);
    Dataset<Row> rows = InputReader.read(SPARK, request);
    Overlap.refuse(SPARK, request, rows, dir + output);
  }

  private void assertRefused(String input, String output) {
    assertThatThrownBy(() -> refuse(input, output))
        .isInstanceOf(RequestException.class)
        .hasMessageMatching(
            "output .* overlaps the input file:.*: write to a folder outside of it");
  }

  @Test
  void equalInsideAndAround() {
    assertRefused("/data/in put", "/data/in put");
    assertRefused("/data/in put", "/data/in put/");
    assertRefused("/data/in put", "/data/in put/new");
    assertRefused("/data/in put", "/data");
    assertRefused("/data/in put/a.csv", "/data/in put");
    assertRefused("/data/in put", "/x/../data/in put");
    assertRefused("/data/*", "/data/in put");
  }

  @Test
  void throughLinks() {
    assertRefused("/data/in put", "/link/in put");
    assertRefused("/link/in put", "/data/in put/new");
  }

  @Test
  void besideIsFine() {
    assertThatCode(() -> refuse("/data/in put", "/data/in put 2")).doesNotThrowAnyException();
    assertThatCode(() -> refuse("/data/in put/a.csv", "/data/in put/out"))
        .doesNotThrowAnyException();
    assertThatCode(() -> refuse("/data/in*", "/data/out")).doesNotThrowAnyException();
  }

  @Test
  void filesOfTheDatasetCountToo() throws Exception {
    Folders.write(dir.resolve("other/b.csv"), "a", "1");
    InputRequest request = InputRequest.of(dir + "/other/b.csv");
    Dataset<Row> joined =
        InputReader.read(SPARK, request)
            .union(InputReader.read(SPARK, InputRequest.of(dir + "/data/in put")));
    assertThatThrownBy(() -> Overlap.refuse(SPARK, request, joined, dir + "/data/in put"))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "output %s/data/in put overlaps the input file:%s/data/in put/a.csv: write to a folder"
                + " outside of it",
            dir, dir);
  }

  @Test
  void oneSpellingForEachPlace() throws Exception {
    assertThat(canonical("s3://b/x/")).isEqualTo(canonical("s3a://b/y/../x"));
    assertThat(canonical("hdfs://nn:8020/x")).isEqualTo(canonical("hdfs://nn/x"));
    assertThat(canonical("hdfs://nn:9000/x")).isNotEqualTo(canonical("hdfs://nn/x"));
    assertThat(canonical("file:///no/such")).isEqualTo(canonical("/no/such"));
  }

  private static String canonical(String path) throws Exception {
    return CanonicalPath.of(new org.apache.hadoop.fs.Path(path), new Configuration()).toString();
  }
}
