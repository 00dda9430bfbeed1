package io.sparkmixup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.io.FileFormat;
import io.sparkmixup.law.Uniform;
import io.sparkmixup.testing.LocalSpark;
import io.sparkmixup.verify.VerifyMode;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns that hold the weights of the parents' classes. */
class SoftLabelsTest {

  private static final SparkSession SPARK = LocalSpark.session();

  /** Classes 2, 10 and none, with shares 3/10, 6/10, 1/10. */
  private static final Dataset<Row> ROWS =
      SPARK
          .range(0, 2000, 1, 3)
          .selectExpr(
              "id",
              "case when id % 10 < 3 then 2 when id % 10 < 9 then 10 end as y",
              "xxhash64(id) / 1e18 as x");

  @TempDir private Path folder;

  private static Mixup mixup() {
    return Mixup.of(ROWS).idColumns("id").label("y").within().softLabels().seed(2);
  }

  private static Row only(Dataset<Row> rows, String... expressions) {
    return rows.selectExpr(expressions).collectAsList().get(0);
  }

  @Test
  void theyAreTheWeightsOfTheParentsClasses() throws Exception {
    MixupResult result =
        mixup().lineage().writeTo(folder.resolve("out").toString(), FileFormat.PARQUET);
    Dataset<Row> made = SPARK.read().parquet(folder.resolve("out").toString());

    assertThat(made.columns())
        .containsExactly(
            "id",
            "y",
            "x",
            "mixup_primary",
            "mixup_partner",
            "mixup_weight",
            "y_2",
            "y_10",
            "y_null");
    Dataset<Row> expected =
        made.join(ROWS.selectExpr("id as mixup_primary", "y as a"), "mixup_primary")
            .join(ROWS.selectExpr("id as mixup_partner", "y as b"), "mixup_partner")
            .selectExpr(
                "*",
                "if(a <=> 2, mixup_weight, 0) + if(b <=> 2, 1 - mixup_weight, 0) as e2",
                "if(a <=> 10, mixup_weight, 0) + if(b <=> 10, 1 - mixup_weight, 0) as e10",
                "if(a is null, mixup_weight, 0) + if(b is null, 1 - mixup_weight, 0) as e0");
    assertThat(expected.count()).isEqualTo(2000);
    Row errors =
        only(
            expected,
            "max(abs(y_2 - e2) + abs(y_10 - e10) + abs(y_null - e0))",
            "max(abs(y_2 + y_10 + y_null - 1))");
    assertThat(errors.getDouble(0)).isLessThan(1e-15);
    assertThat(errors.getDouble(1)).isLessThan(1e-15);
    assertThat(result.verdict().orElseThrow().passed()).isTrue();
  }

  @Test
  void theirMeansAreTheSharesOfTheClasses() {
    Row means = only(mixup().ratio(5).dataset(), "avg(y_2)", "avg(y_10)", "avg(y_null)");
    // Each row is a primary and a partner equally often: what is left is the draw of the weights,
    // of standard deviation below 0.3 among 10,000 rows. Five of its standard errors.
    assertThat(means.getDouble(0)).isCloseTo(0.3, within(0.015));
    assertThat(means.getDouble(1)).isCloseTo(0.6, within(0.015));
    assertThat(means.getDouble(2)).isCloseTo(0.1, within(0.015));
  }

  @Test
  void originalsAreWhollyOfTheirClass() {
    Dataset<Row> originals = mixup().keepOriginals().dataset().filter("not synthetic");
    assertThat(originals.filter("y_2 = if(y <=> 2, 1, 0) and y_10 = if(y <=> 10, 1, 0)").count())
        .isEqualTo(2000);
  }

  @Test
  void weightsOfClassicLawsLieWithinTheUnitInterval() {
    Dataset<Row> made = mixup().law(Uniform.of()).dataset();
    assertThat(made.filter("y_2 < 0 or y_2 > 1 or y_10 < 0 or y_10 > 1").count()).isZero();
    assertThat(mixup().dataset().filter("y_2 < 0 or y_2 > 1").count()).isPositive();
  }

  @Test
  void wrongRequests() {
    assertThatThrownBy(() -> Mixup.of(ROWS).label("y").softLabels().dataset())
        .isInstanceOf(RequestException.class)
        .hasMessage("--soft-labels: both parents are of one class of 'y': add --within none");
    assertThatThrownBy(() -> Mixup.of(ROWS).softLabels().dataset())
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith("--soft-labels: there is no label that is a class");
    assertThatThrownBy(
            () ->
                Mixup.of(ROWS.withColumnRenamed("x", "Y_2"))
                    .label("y")
                    .within()
                    .softLabels()
                    .plan())
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "column 'Y_2' of the input has the name of one that is added (--soft-labels): rename it, or"
                + " leave it out with --drop");
    assertThatThrownBy(
            () -> Mixup.of(ROWS.selectExpr("x", "id as y")).label("y").within().softLabels().plan())
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "--soft-labels: the label 'y' has 2,000 classes, at most 1,000 can get columns");
  }

  @Test
  void aClassWhoseColumnWouldBeOneOfTheLineageIsRefused() {
    Dataset<Row> rows = ROWS.selectExpr("x", "if(y = 2, 'weight', 'Weight') as mixup");
    assertThatThrownBy(() -> Mixup.of(rows).label("mixup").within().softLabels().lineage().plan())
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "column 'mixup_weight' is added by --lineage and by --soft-labels: leave one of them"
                + " out, or rename the label");
  }

  @Test
  void classesThatDifferInCaseOnlyNeedASessionThatTellsThemApart() throws Exception {
    Mixup mixup =
        Mixup.of(ROWS.selectExpr("id", "x", "if(y = 2, 'a', 'A') as y"))
            .idColumns("id")
            .label("y")
            .within()
            .softLabels();
    assertThatThrownBy(mixup::dataset)
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "column 'y_a' differs from another one in case only: set"
                + " spark.sql.caseSensitive=true");
    String out = folder.resolve("out").toString();
    SPARK.conf().set("spark.sql.caseSensitive", "true");
    try {
      assertThat(mixup.writeTo(out, FileFormat.PARQUET).verdict().orElseThrow().passed()).isTrue();
      Dataset<Row> made = SPARK.read().parquet(out);
      assertThat(made.columns()).containsExactly("id", "x", "y", "y_A", "y_a");
      assertThat(made.filter("abs(y_A + y_a - 1) < 1e-15").count()).isEqualTo(2000);
    } finally {
      SPARK.conf().unset("spark.sql.caseSensitive");
    }
  }

  @Test
  void classesOfOneNameAreRefused() {
    String longName = "n".repeat(300);
    assertThatThrownBy(
            () ->
                Mixup.of(ROWS.selectExpr("x", "'" + longName + "' || if(y = 2, 'a', 'b') as y"))
                    .label("y")
                    .within()
                    .softLabels()
                    .dataset())
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith("--soft-labels: two classes would share the column 'y_nnn")
        .hasMessageEndingWith("': give them names that differ early");
  }

  @Test
  void aClassNamedLikeWhatIsMissingIsRefused() {
    Mixup mixup =
        Mixup.of(
                ROWS.selectExpr(
                    "x", "case when id < 900 then 'null' when id < 1500 then 'a' end c"))
            .label("c")
            .within()
            .softLabels();
    assertThatThrownBy(mixup::dataset)
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "--soft-labels: two classes would share the column 'c_null': one is text, one is missing;"
                + " rename the class, or fill the missing ones");
  }

  /** A column that is left out gives its name to one that is added, in what is read back too. */
  @Test
  void aColumnThatIsLeftOutLeavesItsNameFree() throws Exception {
    String out = folder.resolve("out").toString();
    Mixup.of(ROWS.selectExpr("id", "x", "y", "'old' as y_2", "'old' as synthetic"))
        .idColumns("id")
        .label("y")
        .within()
        .drop("y_2", "synthetic")
        .softLabels()
        .keepOriginals()
        .verify(VerifyMode.FAIL)
        .writeTo(out, FileFormat.PARQUET);
    assertThat(SPARK.read().parquet(out).columns())
        .containsExactly("id", "x", "y", "synthetic", "y_2", "y_10", "y_null");
  }
}
