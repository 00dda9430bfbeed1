package io.sparkmixup.cli;

import io.sparkmixup.testing.LocalSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** Data sets that nobody wishes for, each a file or a folder of its own. */
final class HostileData {

  private final Path folder;

  private HostileData(Path folder) {
    this.folder = folder;
  }

  /** Writes them all into a folder. */
  static void write(Path folder) throws IOException {
    HostileData data = new HostileData(folder);
    data.good();
    data.values();
    data.sizes();
    data.names();
    data.broken();
  }

  private void good() throws IOException {
    lines(
        "good.csv", Stream.concat(Stream.of("x,y,c"), numbers(40).map(k -> row(k) + ",c" + k % 2)));
    lines("other.csv", Stream.concat(Stream.of("u,v"), numbers(40).map(HostileData::row)));
    parquet("good.parquet", range(40).selectExpr("sin(id) as x", "cos(id) as y", "id % 2 as c"));
  }

  private void values() throws IOException {
    text("no-rows.csv", "x,y\n");
    parquet("no-rows.parquet", range(0).selectExpr("sin(id) as x"));
    text("one-row.csv", "x,y\n1.5,2.5\n");
    parquet("nulls.parquet", range(40).selectExpr("cast(null as double) as x", "id as k"));
    parquet("null-type.parquet", range(40).selectExpr("cast(null as double) as x", "array(id) a"));
    parquet("nan.parquet", range(40).selectExpr("double('NaN') as x", "sin(id) as y"));
    parquet("constant.parquet", range(40).selectExpr("7.25D as x", "'same' as c"));
    parquet("equal.parquet", range(40).selectExpr("7.25D as x", "2.5D as y"));
    parquet(
        "infinite.parquet",
        range(40).selectExpr("if(id = 7, double('Infinity'), sin(id)) as x", "cos(id) as y"));
    parquet(
        "huge.parquet",
        range(40).selectExpr("if(id % 2 = 0, 1.7e308D, -1.7e308D) as x", "cos(id) as y"));
    parquet(
        "long.parquet",
        range(40).selectExpr("if(id % 2 = 0, 9223372036854775807, -9223372036854775808) as x"));
    parquet(
        "decimal.parquet",
        range(40).selectExpr("cast(if(id % 2 = 0, 1, -1) * 99999 as decimal(5, 0)) as x"));
    parquet("one-class.parquet", range(40).selectExpr("sin(id) as x", "'only' as c"));
    parquet("text.parquet", range(40).selectExpr("cast(id as string) as c"));
    parquet("repeated-ids.parquet", range(40).selectExpr("id % 2 as k", "sin(id) as x"));
    parquet(
        "ragged.parquet",
        range(40).selectExpr("transform(sequence(0, id % 3), k -> sin(id + k)) as a", "id as k"));
    parquet(
        "nested.parquet",
        range(40).selectExpr("named_struct('x', sin(id)) as s", "map('k', id) as m", "cos(id) x"));
    parquet("binary.parquet", range(40).selectExpr("cast(cast(id as string) as binary) b", "id x"));
    parquet("flags.parquet", range(40).selectExpr("id % 2 = 0 as b", "sin(id) as x"));
  }

  private void sizes() throws IOException {
    lines(
        "wide.csv",
        Stream.concat(
            Stream.of(columns(k -> "x" + k)),
            numbers(30).map(row -> columns(k -> StrictMath.sin(row * (k + 1)) + ""))));
    lines(
        "classes.csv",
        Stream.concat(
            Stream.of("x,c"), numbers(200_000).map(k -> k * 0.37 % 1 + ",c" + k % 100_000)));
    String text = "abcdefghij".repeat(1_000_000);
    lines(
        "strings.csv", Stream.concat(Stream.of("x,t"), numbers(4).map(k -> k + ".5," + text + k)));
  }

  /** Names and texts that try to be something else where they are printed, written or run. */
  private void names() throws IOException {
    parquet(
        "names.parquet",
        range(40)
            .selectExpr(
                "sin(id) as `x'; drop table input; --`",
                "cos(id) as `<script>alert(1)</script>`",
                "id / 7 as `$(touch pwned)`",
                "id / 9 as `../../etc/passwd`",
                "id / 11 as `a.b`",
                "id / 13 as `a``b`",
                "id / 17 as `%s%n{}${x}`",
                "id / 19 as `\uFF1D1+1`",
                "'<img src=x onerror=alert(1)>' as `c,\"d\"`"));
    parquet(
        "folders.parquet",
        range(40).selectExpr("sin(id) as x", "if(id % 2 = 0, '../../up', 'a=b/c%2F d') as c"));
    parquet("forged.parquet", range(40).selectExpr("sin(id) as `x\n\u001b[2Kdone`", "id as k"));
    text("twice.csv", "a,a\n1,2\n3,4\n");
    text("unnamed.csv", "a,,c\n1,2,3\n4,5,6\n7,8,9\n");
    lines("case.csv", Stream.concat(Stream.of("x,X"), numbers(40).map(HostileData::row)));
    lines(
        "formula.csv",
        Stream.concat(Stream.of("x,t"), numbers(40).map(k -> k + ".5,=cmd|' /C calc'!A0")));
  }

  private void broken() throws IOException {
    text("empty.csv", "");
    text("empty.json", "");
    text("empty.parquet", "");
    text("empty.orc", "");
    text("blank.csv", "\n\n\n");
    Files.createDirectories(folder.resolve("folder"));
    Files.createDirectories(folder.resolve("nothing.parquet"));
    byte[] parquet = Files.readAllBytes(folder.resolve("good.parquet"));
    bytes("cut.parquet", Arrays.copyOf(parquet, parquet.length / 2));
    byte[] bent = parquet.clone();
    Arrays.fill(bent, 4, 200, (byte) 0x5a);
    bytes("bent.parquet", bent);
    bytes("parquet.csv", parquet);
    text("csv.parquet", "x,y\n1,2\n3,4\n");
    text("csv.json", "x,y\n1,2\n3,4\n");
    text("csv.orc", "x,y\n1,2\n3,4\n");
    text("csv.avro", "x,y\n1,2\n3,4\n");
    text("array.json", "[{\"x\": 1},\n{\"x\": 2}]\n");
    text("cut.json", "{\"x\": 1}\n{\"x\": 2\n");
    text("types.json", "{\"x\": 1}\n{\"x\": {\"y\": 2}}\n{\"x\": 3}\n");
    bytes("latin1.csv", "x,c\n1,größe\n2,b\n3,c\n".getBytes(StandardCharsets.ISO_8859_1));
    bytes("utf16.csv", "x,c\n1,a\n2,b\n3,c\n".getBytes(StandardCharsets.UTF_16));
    bytes("nul.csv", "x,c\n1,a\0b\n2,\0\n3,c\n".getBytes(StandardCharsets.UTF_8));
    byte[] zipped = zipped("x,y\n1,2\n3,4\n5,6\n".repeat(50));
    bytes("cut.csv.gz", Arrays.copyOf(zipped, zipped.length / 2));
    text("text.csv.gz", "x,y\n1,2\n3,4\n");
    text("quote.csv", "x,c\n1,a\n2,\"b\n3,c\n4,d\n");
    text("short.csv", "x,y\n1,2\n3\n5,6\n");
    text("long.csv", "x,y\n1,2\n3,4,5\n5,6\n");
    text("words.csv", "x,y\n1,2\ntwo,4\n5,6\n");
    Files.createSymbolicLink(folder.resolve("dangling.csv"), folder.resolve("nowhere.csv"));
  }

  private static SparkSession spark() {
    return LocalSpark.session();
  }

  private static Dataset<Row> range(int rows) {
    return spark().range(rows).toDF();
  }

  private static Stream<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed();
  }

  private static String columns(IntFunction<String> value) {
    return IntStream.range(0, 2000).mapToObj(value).collect(Collectors.joining(","));
  }

  private static String row(int k) {
    return StrictMath.sin(k) + "," + StrictMath.cos(k);
  }

  /** One file, without a folder around it, whose name messages can hold. */
  private void parquet(String name, Dataset<Row> rows) throws IOException {
    Path made = folder.resolve("made");
    rows.coalesce(1).write().mode(SaveMode.Overwrite).parquet(made.toString());
    try (Stream<Path> files = Files.list(made)) {
      Path part = files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
      Files.move(part, folder.resolve(name));
    }
    try (Stream<Path> files = Files.list(made)) {
      for (Path file : files.collect(Collectors.toList())) {
        Files.delete(file);
      }
    }
    Files.delete(made);
  }

  private void lines(String name, Stream<String> lines) throws IOException {
    text(name, lines.collect(Collectors.joining("\n", "", "\n")));
  }

  private void text(String name, String text) throws IOException {
    bytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private void bytes(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  private static byte[] zipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
