package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumbersAsTextTest {

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir Path dir;

  private static List<String> warnings(InputRequest request) {
    return InputReader.warnings(SPARK, request, InputReader.read(SPARK, request));
  }

  private InputRequest column(String... values) {
    return InputRequest.of(Folders.write(dir.resolve("rows.csv"), values).toString());
  }

  @Test
  void numbersButForOneWord() {
    assertThat(warnings(column("x.y,k", "1,a", "-2.5e3,b", "NA,c")))
        .containsExactly(
            "column 'x.y' was read as text: its values are numbers but for 'NA'; if these mean"
                + " null, use --null-values NA");
  }

  @Test
  void aHeaderOfNumbers() {
    InputRequest request = column("0.189,0", "0.5,1", "0.25,0");
    assertThat(warnings(request))
        .containsExactly(
            "every column is named by a number (0.189, 0): where the files have no header, their"
                + " first rows were taken for it and are lost; --input-option header=false reads"
                + " them");
    InputRequest right = request.withOption("header", "false");
    assertThat(warnings(right)).isEmpty();
    assertThat(InputReader.read(SPARK, right).count()).isEqualTo(3);
    assertThat(warnings(column("0.189,y", "0.5,1"))).as("a name that is none").isEmpty();
  }

  @Test
  void threeOfTheWordsAreShownAndTokensInUseAreKept() {
    InputRequest request =
        column("x", "1", "2", "3", "4", "5", "?", "NA", "n/a", "-", "z").withNullValues("z");
    assertThat(warnings(request))
        .containsExactly(
            "column 'x' was read as text: its values are numbers but for '-', '?', 'NA', …; if"
                + " these mean null, use --null-values z,-,?,NA,n/a");
  }

  @Test
  void numbersThatWouldLoseAZero() {
    assertThat(warnings(column("zip,n", "10013,1", "00501,2", "00544,3")))
        .containsExactly(
            "column 'zip' was read as text: a number would lose the zero that '00501' begins with;"
                + " if it is an amount, name its type with --schema");
  }

  @Test
  void textIsLeftAlone() {
    assertThat(warnings(column("x", "1", "a", "b"))).as("numbers are the fewer").isEmpty();
    assertThat(warnings(column("x", "1", "2", "3", "4", "5", "6", "a", "b", "c", "d", "e", "f")))
        .as("six words")
        .isEmpty();
    assertThat(warnings(column("x", "1", "2"))).as("numbers").isEmpty();
    assertThat(warnings(column("x", "007", "a", "b"))).as("a number among words").isEmpty();
  }

  @Test
  void onlyWhatWasInferredFromCsvIsLookedAt() {
    assertThat(warnings(column("x", "1", "NA").withSchema("x STRING"))).isEmpty();
    Path parquet = dir.resolve("p");
    SPARK.sql("SELECT explode(array('1', '2', 'NA')) AS x").write().parquet(parquet.toString());
    assertThat(warnings(InputRequest.of(parquet.toString()))).isEmpty();
  }

  @Test
  void jsonHasNullsOfItsOwn() {
    Path file =
        Folders.write(
            dir.resolve("rows.json"),
            "{\"x\": 1, \"n\": null}",
            "{\"x\": \"NA\", \"n\": null}",
            "{\"x\": 2}");
    assertThat(warnings(InputRequest.of(file.toString())))
        .containsExactly(
            "column 'n' has no value in any row and was read as text; name its type with --schema",
            "column 'x' was read as text: its values are numbers but for 'NA'; if these mean"
                + " null, write null in their place");
  }

  @Test
  void columnsWithoutValuesAreNamed() {
    assertThat(warnings(column("x,n", "1,", "2,")))
        .containsExactly(
            "column 'n' has no value in any row and was read as text; name its type with --schema");
  }
}
