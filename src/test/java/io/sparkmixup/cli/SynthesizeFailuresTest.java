package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with the data: one line, exit code 2, and nothing published. */
class SynthesizeFailuresTest {

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    LocalSpark.session();
  }

  private Path input(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), Arrays.asList(lines));
  }

  private CommandRun synthesize(Path input, String... options) {
    List<String> args = new ArrayList<>(List.of("synthesize", "--input", input.toString()));
    args.addAll(Arrays.asList(options));
    if (!args.contains("--output")) {
      args.addAll(List.of("--output", folder.resolve("out").toString()));
    }
    return CommandRun.onSpark(args.toArray(String[]::new));
  }

  private void refused(String message, Path input, String... options) throws IOException {
    List<Path> before = files();
    CommandRun run = synthesize(input, options);
    assertThat(run.err().lines().filter(l -> !l.startsWith("spark-mixup: surveying")))
        .last()
        .isEqualTo("spark-mixup: " + message);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(files()).isEqualTo(before);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void absentInput() throws IOException {
    Path absent = folder.resolve("absent.csv");
    refused("input " + absent + " does not exist", absent);
  }

  @Test
  void outputThatExistsOrOverlaps() throws IOException {
    Path in = input("in.csv", "x,y", "1,2", "3,4");
    Path out = Files.createDirectory(folder.resolve("out"));
    refused(
        "output " + out + " exists already: name another, or use --mode overwrite or append", in);
    refused(
        "output " + folder + " overlaps the input file:" + in + ": write to a folder outside of it",
        in,
        "--output",
        folder.toString(),
        "--mode",
        "overwrite");
  }

  @Test
  void numbersOfRowsThatCannotBeMade() throws IOException {
    Path in = input("in.csv", "x,c", "1,a", "3,a", "5,a", "7,b", "9,b");
    refused(
        "--balance max: there are no classes to even out; name one with --label",
        in,
        "--balance",
        "max");
    refused(
        "--ratio 0.01 of 5 rows makes 0 rows: must make at least one, and fewer than 10^18",
        in,
        "--ratio",
        "0.01");
    refused(
        "--balance 2 with --keep-originals: the class 'a' has 3 original rows, more than 2: balance to"
            + " max, or leave the originals out",
        in,
        "--label",
        "c",
        "--balance",
        "2",
        "--keep-originals");
  }

  @Test
  void corruptParquet() throws IOException {
    Path bad = input("bad.parquet", "this is no parquet file at all");
    refused(
        "input file file:"
            + bad
            + " cannot be read: it is not a Parquet file, or it was cut short; write it anew",
        bad);
  }

  @Test
  void parquetFilesThatDiffer() throws IOException {
    SparkSession spark = LocalSpark.session();
    spark.range(9).selectExpr("id as x").coalesce(1).write().parquet(folder + "/in/1");
    spark.range(9).selectExpr("id as x", "id as y").coalesce(1).write().parquet(folder + "/in/2");
    CommandRun run = synthesize(folder.resolve("in/*"));
    assertThat(run.err())
        .containsPattern(
            "^spark-mixup: input file file:.*/in/2/part-\\S+ has a column 'y', which file:.*/in/1/"
                + "part-\\S+ lacks: give all files one schema, or say with --schema what to read\n$");
    assertThat(run.code()).isEqualTo(2);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aNameTwiceInAHeader() throws IOException {
    Path bad = input("bad.csv", "a,b,a", "1,2,3", "3,4,5", "6,7,8");
    refused(
        "input file file:"
            + bad
            + " cannot be read: its header has the name 'a' more than once; give every column one of"
            + " its own",
        bad);
  }

  @Test
  void aReportWithinTheInput() throws IOException {
    Path in = Files.createDirectory(folder.resolve("in"));
    input("in/a.csv", "x,y", "1,2", "3,4", "5,7");
    for (String report : List.of("in", "in/report")) {
      refused(
          "--report "
              + folder.resolve(report)
              + " lies within the input file:"
              + in
              + ": name another folder",
          in,
          "--report",
          folder.resolve(report).toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "text, holds one column of strings",
    "libsvm, holds a label and a vector",
    "binaryFile, cannot be written",
    "image, cannot be written"
  })
  void sourcesThatHoldNoTables(String source, String why) throws IOException {
    refused(
        "--output-format "
            + source
            + ": "
            + why
            + ": choose one that holds tables, such as parquet, orc, avro, csv, json",
        input("in.csv", "x,y", "1,2", "3,4", "5,7"),
        "--output-format",
        source,
        "--staging-dir",
        folder.toString());
  }

  @Test
  void aReportWhereNoFolderCanBeMade() throws IOException {
    Path in = input("in.csv", "x,y", "1,2", "3,4", "5,7");
    Path file = input("file", "no folder");
    refused(
        "--report " + file + "/r: no folder can be created in file:" + file + ": name another one",
        in,
        "--report",
        file + "/r");
  }

  /** No check beforehand finds everything. */
  @Test
  void aReportThatFailsAtTheEndSaysWhereTheOutputIs() throws IOException {
    Path in = input("in.csv", "x,y", "1,2", "3,4", "5,7");
    Path report = folder.resolve("report");
    Files.createDirectories(report.resolve("report.json"));
    CommandRun run = synthesize(in, "--verify", "off", "--report", report.toString());
    assertThat(run.err().lines())
        .last(InstanceOfAssertFactories.STRING)
        .startsWith("spark-mixup: the report cannot be written to " + report + " (")
        .endsWith("); the output was published, and stands in " + folder.resolve("out"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(folder.resolve("out/_SUCCESS")).exists();
  }

  @Test
  void aPlaceWhereNoFolderCanBeMade() throws IOException {
    Path in = input("in.csv", "x,y", "1,2", "3,4", "5,7");
    String where = Files.isDirectory(Path.of("/proc")) ? "/proc/foo/bar" : in + "/bar";
    CommandRun run = synthesize(in, "--output", where);
    assertThat(run.err()).startsWith("spark-mixup: output " + where + " cannot be made: no folder");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void brokenRecord() throws IOException {
    Path bad = input("bad.csv", "x,y", "1,2", "3", "5,6");
    refused(
        "input file file:"
            + bad
            + " cannot be read: the record '3' has too few or too many fields; mend the record"
            + " (line breaks within quotes need --input-option multiLine=true)",
        bad);
  }

  @Test
  void noRows() throws IOException {
    refused(
        "the input has no rows: nothing to make synthetic rows from",
        input("empty.csv", "x"),
        "--schema",
        "x DOUBLE");
  }

  /** Nothing has a type there: no word of that, and none of warning. */
  @Test
  void aHeaderAlone() throws IOException {
    refused(
        "the input has no rows: nothing to make synthetic rows from", input("header.csv", "x,y"));
  }

  @Test
  void oneRow() throws IOException {
    refused(
        "the input has one row, and mixing needs two: give it more, or copy it with --max-verbatim 1",
        input("one.csv", "x", "1.5"));
  }

  @Test
  void oneRowThatIsLeftOfMany() throws IOException {
    refused(
        "--nulls drop: of 3 rows one holds all mixed values, and mixing needs two: give it more, or"
            + " copy it with --max-verbatim 1",
        input("one.csv", "x,y", "1.5,1", ",2", "2.5,"),
        "--nulls",
        "drop");
  }

  @Test
  void manyTinyStrata() throws IOException {
    Path in = input("tiny.csv", "x,k", "1,a", "2,b", "3,c", "4,c", "5,c");
    refused(
        "2 of 5 rows (40.00 %) have no partner within k and would come out verbatim, more than"
            + " --max-verbatim 0.01: use --within none or fewer columns, or raise it",
        in, "--within", "k");
    CommandRun run = synthesize(in, "--within", "k", "--max-verbatim", "0.4");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("verbatim    40.0 % of rows (2), of which 2 without a partner");
  }

  @Test
  void columnsWithoutValuesAndConstantOnesComeOutAsTheyWere() throws IOException {
    Path in = input("odd.csv", "x,nothing,same", "1,,7.25", "2,,7.25", "4,,7.25", "8,,7.25");
    CommandRun run =
        synthesize(
            in, "--schema", "x DOUBLE, nothing DOUBLE, same DOUBLE", "--mix", "x,nothing,same");
    assertThat(run.code()).as(run.err() + run.out()).isZero();
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".csv")).toList()) {
        lines.addAll(Files.readAllLines(file).stream().skip(1).toList());
      }
    }
    assertThat(lines).hasSize(4).allMatch(l -> l.endsWith(",,7.25"));
  }

  @Test
  void aLabelThatIsAllThereIsToMix() throws IOException {
    refused(
        "nothing to mix but the label 'y': name the columns to mix with --mix, or correct --copy"
            + " and --drop",
        input("label.csv", "k,y", "a,1.5", "b,2.5"),
        "--label",
        "y");
  }

  @Test
  void aWordForMissingIsNamedInAWarning() throws IOException {
    Path in = input("words.csv", "x,y", "1,2", "2,NA", "3,4");
    CommandRun run = synthesize(in, "--dry-run");
    assertThat(run.code()).isZero();
    assertThat(run.err()).startsWith("spark-mixup: warning: ").contains("'y'", "--null-values NA");
  }
}
