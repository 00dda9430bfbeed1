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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReadingTest {

  private static final SparkSession SPARK = LocalSpark.session();
  private static final String MEND =
      "; mend the record (line breaks within quotes need --input-option multiLine=true)";

  @TempDir Path dir;
  private Path file;
  private InputRequest request;

  @BeforeEach
  void nameTheFile() {
    file = dir.resolve("rows.csv");
    request = InputRequest.of(file.toString());
  }

  private static Dataset<Row> read(InputRequest request) {
    return InputReader.read(SPARK, request);
  }

  /** The failure of reading everything, as the command line shows it. */
  private static void assertRefused(InputRequest request, String message, Object... arguments) {
    assertThatThrownBy(
            () -> {
              try {
                read(request).count();
              } catch (Exception e) {
                throw InputFailures.asRequestException(e).orElseThrow(() -> new AssertionError(e));
              }
            })
        .isInstanceOf(RequestException.class)
        .hasMessage(message, arguments);
  }

  @Test
  void typesAreInferredToTheMicrosecond() {
    Folders.write(file, "a.b,c d,t", "1,x,2020-01-01 00:00:00.123456", "2,,2020-01-02 00:00:00");
    Dataset<Row> rows = read(request);
    assertThat(rows.schema().simpleString()).isEqualTo("struct<a.b:int,c d:string,t:timestamp>");
    assertThat(rows.collectAsList())
        .hasToString("[[1,x,2020-01-01 00:00:00.123456], [2,null,2020-01-02 00:00:00.0]]");
  }

  /** A postal code is no number, and a number would lose its zeros. */
  @Test
  void numbersThatBeginWithAZeroStayText() {
    Folders.write(file, "zip.code,n,x,big", "00501,10,0.5,12345678901234567890", "10013,0,07.5,?");
    Dataset<Row> rows = read(request.withNullValues("?"));
    assertThat(rows.schema().simpleString())
        .isEqualTo("struct<zip.code:string,n:int,x:double,big:decimal(20,0)>");
    assertThat(rows.collectAsList())
        .hasToString("[[00501,10,0.5,12345678901234567890], [10013,0,7.5,null]]");
  }

  @Test
  void tokensForNullAreNoNumbersThatBeginWithAZero() {
    Folders.write(file, "n,zip", "1,00501", "00,?");
    assertThat(read(request.withNullValues("00", "?")).schema().simpleString())
        .isEqualTo("struct<n:int,zip:string>");
  }

  @Test
  void aSchemaMakesNumbersOfThem() {
    Folders.write(file, "n", "007");
    assertThat(read(request.withSchema("n int")).collectAsList()).hasToString("[[7]]");
  }

  @Test
  void decimalCommasBetweenOtherSeparatorsAreNamed() {
    Folders.write(file, "a;b", "1,5;2", "3,5;4,5");
    assertRefused(
        request,
        "input file file:%s cannot be read: the record '1,5;2' has too few or too many fields;"
            + " where it is ';' that separates them, say --input-option 'sep=;'; else"
            + MEND.substring(1),
        file);
    assertThat(read(request.withOption("sep", ";")).columns()).containsExactly("a", "b");
  }

  @Test
  void recordsWithTooFewOrTooManyFieldsAreErrors() {
    Folders.write(file, "a,b", "1,2", "3");
    assertRefused(
        request,
        "input file file:%s cannot be read: the record '3' has too few or too many fields" + MEND,
        file);
    Folders.write(file, "a,b", "1,2", "3,4,5");
    assertRefused(
        request,
        "input file file:%s cannot be read: the record '3,4,5' has too few or too many fields"
            + MEND,
        file);
    assertRefused(
        request.withNullValues("x", "y"),
        "input file file:%s cannot be read: the record '3,4,5' has too few or too many fields"
            + MEND,
        file);
  }

  @Test
  void shortRecordIsAnErrorAlsoWhereOneColumnIsSelected() {
    Folders.write(file, "a,b", "1,2", "3");
    assertThatThrownBy(() -> read(request).select("a").collectAsList())
        .satisfies(e -> assertThat(InputFailures.asRequestException(e)).isPresent());
  }

  @Test
  void valueThatDoesNotFitTheSchemaIsAnError() {
    Folders.write(file, "a,b", "1,2", "3,x");
    InputRequest typed = request.withSchema("a INT, b INT");
    assertThatThrownBy(() -> read(typed).collectAsList())
        .satisfies(
            e ->
                assertThat(InputFailures.asRequestException(e).orElseThrow())
                    .hasMessage(
                        "input file file:%s cannot be read: a value does not fit its column (null"
                            + " here): [3,null]"
                            + MEND,
                        file));
    assertThatThrownBy(() -> read(typed.withNullValues("u", "v")).collectAsList())
        .satisfies(
            e ->
                assertThat(InputFailures.asRequestException(e).orElseThrow())
                    .hasMessage(
                        "the input cannot be read: a value does not fit its column (null here):"
                            + " [3,null]"
                            + MEND));
  }

  @Test
  void headersHaveToMatch() {
    Folders.write(file, "a,b", "1,2");
    String asked =
        "give every file the same header, every column a name of its own, and --schema"
            + " the header's names";
    for (InputRequest each : List.of(request, request.withNullValues("u", "v"))) {
      assertRefused(
          each.withSchema("a INT, c INT"),
          "input file file:%s cannot be read: its header has 'b' where 'c' is expected; " + asked,
          file);
    }
    assertRefused(
        request.withSchema("a INT"),
        "input file file:%s cannot be read: its header has 2 columns where 1 are expected; give"
            + " every file the same columns, and --schema all of them",
        file);
    Folders.write(file, ",b", "1,2");
    assertRefused(
        request,
        "input file file:%s cannot be read: its header has no name where '_c0' is expected; "
            + asked,
        file);
  }

  @Test
  void filesWithDifferentHeadersAreAnError() {
    Folders.write(file, "a,b", "1,2");
    Folders.write(dir.resolve("z.csv"), "b,a", "1,2");
    assertThatThrownBy(() -> read(InputRequest.of(dir.toString())).collectAsList())
        .satisfies(
            e ->
                assertThat(InputFailures.asRequestException(e).orElseThrow())
                    .hasMessageContaining("cannot be read: its header has "));
  }

  @Test
  void oneTokenForNull() {
    Folders.write(file, "a,b", "1,NA", ",2.5", "\"\",NA");
    assertThat(read(request.withNullValues("NA")).collectAsList())
        .hasToString("[[1,null], [null,2.5], [null,null]]");
  }

  @Test
  void severalTokensForNull() {
    Folders.write(file, "a.b,c d,t", "NA,?,2020-01-01 00:00:00.123456", "-999,x,?", "2.5,NA,NA");
    Dataset<Row> rows = read(request.withNullValues("NA", "?", "-999"));
    assertThat(rows.schema().simpleString()).isEqualTo("struct<a.b:double,c d:string,t:timestamp>");
    assertThat(rows.collectAsList())
        .hasToString("[[null,null,2020-01-01 00:00:00.123456], [null,x,null], [2.5,null,null]]");
  }

  @Test
  void severalTokensAreHonouredInAGivenSchema() {
    Folders.write(file, "a,d", "NA,01/02/2020", "7,?");
    InputRequest typed =
        request
            .withSchema("a BIGINT, d DATE")
            .withOption("dateFormat", "dd/MM/yyyy")
            .withNullValues("NA", "?");
    assertThat(read(typed).collectAsList()).hasToString("[[null,2020-02-01], [7,null]]");
  }

  @Test
  void severalTokensKeepTextAsItIs() throws Exception {
    Files.writeString(
        file,
        "a;b\n\"he said \"\"hi\"\"\";\" lead and trail \"\n\"back\\\";\"l1\nl2\"\n#c;\"l1\r\nl2\"\n");
    Dataset<Row> rows =
        read(
            request
                .withOption("sep", ";")
                .withOption("multiline", "true")
                .withOption("lineSep", "\n")
                .withNullValues("NA", "?"));
    assertThat(rows.collectAsList().stream().map(row -> row.mkString("|")))
        .containsExactly("he said \"hi\"| lead and trail ", "back\\|l1\nl2", "#c|l1\r\nl2");
  }

  @Test
  void severalTokensLoseNoRecordOfOneColumn() {
    Folders.write(file, "a", "NA", "1", "?", "\"\"", "2");
    Dataset<Row> rows = read(request.withNullValues("NA", "?"));
    assertThat(rows.collectAsList()).hasToString("[[null], [1], [null], [null], [2]]");
  }

  @Test
  void headerAloneIsAnInputWithoutRows() {
    Folders.write(file, "a,b");
    for (InputRequest each : List.of(request, request.withNullValues("NA", "?"))) {
      assertThat(read(each).columns()).containsExactly("a", "b");
      assertThat(read(each).count()).isZero();
    }
  }

  @Test
  void emptyFileIsRefused() throws Exception {
    Files.createFile(file);
    for (InputRequest each : List.of(request, request.withNullValues("NA", "?"))) {
      assertThatThrownBy(() -> read(each))
          .isInstanceOf(RequestException.class)
          .hasMessage("input %s is empty: CSV needs a header line", file);
    }
  }
}
