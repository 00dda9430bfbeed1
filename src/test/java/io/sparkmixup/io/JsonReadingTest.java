package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sparkmixup.RequestException;
import io.sparkmixup.testing.LocalSpark;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReadingTest {

  private static final SparkSession SPARK = LocalSpark.session();
  private static final String NO_OBJECT =
      " cannot be read: a record is not a JSON object; write one object per line (records over"
          + " several lines, or one array of all, need --input-option multiLine=true)";

  private static final String GOES_ON =
      " cannot be read: the line '%s' goes on after the end of its record; write one record per line"
          + " (one array of all needs --input-option multiLine=true)";

  @TempDir Path dir;

  private InputRequest file(String... lines) {
    return InputRequest.of(Folders.write(dir.resolve("rows.json"), lines).toString());
  }

  private static Dataset<Row> read(InputRequest request) {
    return InputReader.read(SPARK, request);
  }

  private static String refusal(InputRequest request) {
    Throwable failure = catchThrowable(() -> read(request).collectAsList());
    assertThat(failure).isNotNull();
    return failure instanceof RequestException
        ? failure.getMessage()
        : InputFailures.asRequestException(failure).orElseThrow().getMessage();
  }

  @Test
  void typesAreInferredOrGiven() {
    InputRequest request = file("{\"x\": 1, \"t\": \"a\"}", "", "{\"t\": null, \"x\": 2.5}");
    assertThat(read(request).schema().toDDL()).isEqualTo("t STRING,x DOUBLE");
    Dataset<Row> given = read(request.withSchema("x DECIMAL(4,2), t STRING, more INT"));
    assertThat(given.schema().toDDL()).isEqualTo("x DECIMAL(4,2),t STRING,more INT");
    assertThat(given.orderBy("x").collectAsList()).hasToString("[[1.00,a,null], [2.50,null,null]]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"x\": 1", "x,y", "[", "7", "{\"x\": 1,}", "{'x' 1}"})
  void aLineThatIsNoObject(String line) {
    InputRequest request = file("{\"x\": 1}", line, "{\"x\": 3}");
    assertThat(refusal(request)).isEqualTo("the input" + NO_OBJECT);
    assertThat(refusal(request.withSchema("x INT")))
        .isEqualTo("input file file:" + dir + "/rows.json" + NO_OBJECT);
  }

  @Test
  void aValueThatDoesNotFit() {
    assertThat(refusal(file("{\"x\": 1}", "{\"x\": \"NA\"}").withSchema("x INT")))
        .isEqualTo(
            "input file file:%s/rows.json cannot be read: the value NA does not fit its column 'x';"
                + " mend the record, or give the column another type with --schema",
            dir);
  }

  /** What Spark alone would pass over. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"x": 1}{"x": 2}
          {"x": "}"} x
          {"x": [1, {"y": "\\"}"}]} ,
          """)
  void aLineThatGoesOn(String line) {
    assertThat(refusal(file("{\"x\": 1}", line)))
        .isEqualTo("input %s/rows.json%s", dir, String.format(GOES_ON, line));
  }

  @Test
  void whatLooksLikeMoreIsNot() {
    InputRequest request =
        file("{\"x\": \"}{\", \"y\": {\"z\": [\"]\", 'a\"']}}  ", " {\"x\": \"\\\"}\"}");
    assertThat(read(request).select("x").collectAsList()).hasToString("[[}{], [\"}]]");
  }

  @Test
  void recordsOverSeveralLines() {
    InputRequest array = file("[", "{\"x\": 1},", "{\"x\":", "2}", "]");
    assertThat(refusal(array))
        .isEqualTo("input %s/rows.json%s", dir, String.format(GOES_ON, "{\"x\": 1},"));
    assertThat(read(array.withOption("multiline", "true")).count()).isEqualTo(2);
    assertThat(refusal(file("{\"x\": 1}", "{\"x\": 2}").withOption("multiLine", "true")))
        .isEqualTo(
            "input %s/rows.json cannot be read: the file that begins with '{\"x\": 1} {\"x\": 2}'"
                + " goes on after the end of its record; write one record per line",
            dir);
  }

  @Test
  void lenienceIsTheUsersChoice() {
    InputRequest lenient =
        file("{\"x\": 1}{", "{").withOption("MODE", "DROPMALFORMED").withSchema("x INT");
    assertThat(read(lenient).collectAsList()).hasToString("[[1]]");
    assertThat(InputReader.warnings(SPARK, lenient, read(lenient)))
        .containsExactly(
            "--input-option mode=DROPMALFORMED: records that cannot be read are left out,"
                + " uncounted");
  }

  @Test
  void withoutRecordsThereAreNoColumns() {
    assertThatThrownBy(() -> read(file("")))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "input %s/rows.json is empty: JSON names its columns in its records; name them with"
                + " --schema",
            dir);
    assertThat(read(file("").withSchema("x INT")).count()).isZero();
  }

  @Test
  void tokensForNullAreRefused() {
    assertThatThrownBy(() -> read(file("{\"x\": 1}").withNullValues("NA")))
        .isInstanceOf(RequestException.class)
        .hasMessage("--null-values is for csv: json has nulls of its own; leave it out");
  }
}
