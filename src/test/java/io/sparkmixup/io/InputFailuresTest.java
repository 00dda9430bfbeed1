package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sparkmixup.RequestException;
import io.sparkmixup.testing.LocalSpark;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputFailuresTest {

  private static final SparkSession SPARK = LocalSpark.session();
  private static final String SCHEMA = "id BIGINT, r DOUBLE";

  @TempDir Path dir;
  private Path file;
  private byte[] whole;

  @BeforeEach
  void writeParquet() throws IOException {
    Path folder = dir.resolve("whole");
    SPARK.range(20_000).selectExpr("id", "rand(1) AS r").coalesce(1).write().parquet(folder + "");
    whole = Files.readAllBytes(folder.resolve(Folders.parts(folder).get(0)));
    file = dir.resolve("rows.parquet");
  }

  private String refusal(InputRequest request) {
    Throwable failure =
        catchThrowable(
            () -> InputReader.read(SPARK, request).selectExpr("sum(id)", "max(r)").collectAsList());
    assertThat(failure).isNotNull();
    return InputFailures.asRequestException(failure).orElseThrow().getMessage();
  }

  private void assertNotParquet() {
    String message =
        "input file file:"
            + file
            + " cannot be read: it is not a Parquet file, or it was cut"
            + " short; write it anew";
    assertThat(refusal(InputRequest.of(file.toString()))).isEqualTo(message);
    assertThat(refusal(InputRequest.of(file.toString()).withSchema(SCHEMA))).isEqualTo(message);
  }

  @Test
  void truncatedParquet() throws IOException {
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertNotParquet();
  }

  @Test
  void textNamedParquet() throws IOException {
    Files.writeString(file, "this is text and nothing else");
    assertNotParquet();
  }

  @Test
  void parquetWithDamagedPages() throws IOException {
    Arrays.fill(whole, 200, whole.length / 2, (byte) 7);
    Files.write(file, whole);
    assertThat(refusal(InputRequest.of(file.toString())))
        .isEqualTo(
            "input file file:%s cannot be read: it is corrupt or was cut short; write it anew",
            file);
  }

  @Test
  void parquetOfAnotherType() throws IOException {
    Files.write(file, whole);
    Throwable failure =
        catchThrowable(
            () ->
                InputReader.read(
                        SPARK, InputRequest.of(file.toString()).withSchema("id STRING, r DOUBLE"))
                    .collectAsList());
    assertThat(InputFailures.asRequestException(failure).orElseThrow())
        .hasMessage(
            "input file file:%s cannot be read: a column has another type than in the schema; give"
                + " all files one schema",
            file);
  }

  @Test
  void brokenGzip() throws IOException {
    Path gz = dir.resolve("rows.csv.gz");
    Files.write(gz, new byte[] {31, (byte) 139, 8, 0, 1, 2, 3});
    assertThat(refusal(InputRequest.of(gz.toString()).withSchema(SCHEMA)))
        .isEqualTo(
            "input file file:%s cannot be read: it is corrupt or was cut short; write it anew", gz);
  }

  /** Where Spark infers from whole files, it does not name the one that it fails on. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void brokenGzipIsNamedWhereInferenceMeetsIt(int part) throws IOException {
    Path folder = dir.resolve("many");
    Files.createDirectory(folder);
    Files.writeString(folder.resolve("b.csv"), "id,r\n1,0.5\n");
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write("id,r\n1,0.25\n2,0.5\n3,0.75\n".getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = zipped.toByteArray();
    Path gz = folder.resolve("a.csv.gz");
    Files.write(gz, Arrays.copyOf(bytes, part == 0 ? 0 : bytes.length / part));
    InputRequest request = InputRequest.of(folder.toString()).withOption("multiLine", "true");
    assertThatThrownBy(() -> InputReader.read(SPARK, request))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "input file file:%s cannot be read: it is corrupt or was cut short; write it anew", gz);
  }

  private Path damaged(String name, String format, UnaryOperator<byte[]> damage)
      throws IOException {
    Path folder = dir.resolve(name + "-whole");
    SPARK
        .range(20_000)
        .selectExpr("id", "rand(1) AS r")
        .coalesce(1)
        .write()
        .option("compression", format.equals("orc") ? "zlib" : "deflate")
        .format(format)
        .save(folder.toString());
    byte[] bytes = Files.readAllBytes(folder.resolve(Folders.parts(folder).get(0)));
    return Files.write(dir.resolve(name + "." + format), damage.apply(bytes));
  }

  private void assertRefusal(Path path, String message) {
    InputRequest request = InputRequest.of(path.toString());
    assertThat(refusal(request.withSchema(SCHEMA)))
        .isEqualTo("input file file:" + path + " cannot be read: " + message);
    assertThat(refusal(request)).endsWith(" cannot be read: " + message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orc", "avro"})
  void damagedOrcAndAvro(String format) throws IOException {
    String message =
        "it is no "
            + (format.equals("orc") ? "ORC" : "Avro")
            + " file, is corrupt, or was cut short; write it anew";
    assertRefusal(
        Files.writeString(dir.resolve("text." + format), "text, longer than a magic word"),
        message);
    for (int part = 2; part <= 5; part++) {
      int share = part;
      assertRefusal(
          damaged("cut" + part, format, b -> Arrays.copyOf(b, b.length / share)), message);
    }
    Path broken =
        damaged(
            "broken",
            format,
            bytes -> {
              Arrays.fill(bytes, 300, bytes.length / 2, (byte) 7);
              return bytes;
            });
    assertRefusal(broken, message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orc", "avro"})
  void orcAndAvroOfAnotherType(String format) throws IOException {
    Path whole = damaged("whole", format, bytes -> bytes);
    assertThat(refusal(InputRequest.of(whole.toString()).withSchema("id BIGINT, r DATE")))
        .isEqualTo(
            "input file file:%s cannot be read: a column has another type than in the schema; give"
                + " all files one schema",
            whole);
  }

  @Test
  void wordingOfSpark35() {
    Throwable footer =
        new SparkException(
            "Job aborted.",
            new IOException(
                "Could not read footer for file: FileStatus{path=hdfs://nn/d/a.parquet;"
                    + " isDirectory=false}"));
    assertThat(InputFailures.asRequestException(footer).orElseThrow())
        .hasMessage(
            "input file hdfs://nn/d/a.parquet cannot be read: it is not a Parquet file, or it was"
                + " cut short; write it anew");
    Throwable record =
        new SparkException(
            "Encountered error while reading file " + dir.resolve("a b.csv").toUri() + ". Details:",
            new SparkException(
                "[MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION] Malformed records are detected in"
                    + " record parsing: [1,null].\nParse Mode: FAILFAST. To process",
                null));
    assertThat(InputFailures.asRequestException(record).orElseThrow().getMessage())
        .startsWith(
            "input file file:"
                + dir
                + "/a b.csv cannot be read: a value does not fit its column (null here): [1,null];");
  }

  /** Made by hand, since root may read everything. */
  @Test
  void filesThatMayNotBeReadAreNamed() {
    FileNotFoundException local = new FileNotFoundException("/d/b.csv (Permission denied)");
    local.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("java.io.FileInputStream", "open0", null, 1)
        });
    IOException hdfs =
        new IOException(
            "Permission denied: user=nobody, access=READ, inode=\"/d/b.csv\":root:supergroup:-rw-------");
    for (IOException failure : List.of(local, hdfs)) {
      assertThat(
              InputFailures.asRequestException(new SparkException("Job aborted", failure))
                  .orElseThrow())
          .hasMessage(
              "input file /d/b.csv cannot be read: permission denied; run as a user who may read it,"
                  + " or have that allowed");
    }
    assertThat(
            InputFailures.asRequestException(
                new FileNotFoundException("/out/b.csv (Permission denied)")))
        .as("not while reading")
        .isEmpty();
  }

  @Test
  void otherFailuresAreNotTheRequests() throws IOException {
    Files.write(file, whole);
    var rows = InputReader.read(SPARK, InputRequest.of(file.toString()));
    Files.delete(file);
    Throwable vanished = catchThrowable(rows::collectAsList);
    assertThat(vanished).isNotNull();
    assertThat(InputFailures.asRequestException(vanished)).isEmpty();
    assertThat(InputFailures.asRequestException(new OutOfMemoryError("heap"))).isEmpty();
    assertThat(InputFailures.asRequestException(new EOFException("Unexpected end of stream")))
        .as("no file was being read: a lost connection")
        .isEmpty();
  }
}
