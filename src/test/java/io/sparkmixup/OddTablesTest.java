package io.sparkmixup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.io.FileFormat;
import io.sparkmixup.testing.LocalSpark;
import io.sparkmixup.verify.GroupMoments;
import io.sparkmixup.verify.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that are right, and unlike most. */
class OddTablesTest {

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private Path folder;

  @Test
  void aColumnWithoutAName() {
    Dataset<Row> rows = SPARK.range(40).selectExpr("sin(id) as ``", "cast(id as string) as c");
    Dataset<Row> made = Mixup.of(rows).keepOriginals().lineage().dataset();
    assertThat(made.columns()).startsWith("", "c");
    assertThat(made.where("synthetic and `` is not null").count()).isEqualTo(40);
    assertThat(Mixup.of(rows).mix("").copy("c").dataset().except(rows).count()).isEqualTo(40);
  }

  /** More classes than are followed one by one: the others are judged together. */
  @Test
  void classesThatAreNotFollowedAreJudgedTogether() throws IOException {
    Dataset<Row> rows =
        SPARK
            .range(42_000)
            .selectExpr("id % 10500 as n", "id")
            .where("n < 9999 or id < 31500")
            .selectExpr("concat('c', n) as c", "n + sin(id) as x", "n >= 9999 as rare");
    String out = folder.resolve("out").toString();
    MixupResult result = Mixup.of(rows).label("c").writeTo(out, FileFormat.PARQUET);
    Verification verification = result.verification().orElseThrow();
    assertThat(verification.classesFollowed()).isEqualTo(9999);
    GroupMoments others = verification.classes().get(9999);
    assertThat(others.name()).isEqualTo("the other classes");
    assertThat(others.rowsObserved()).isEqualTo(1503);
    Row means = SPARK.read().parquet(out).where("rare").selectExpr("avg(x)").head();
    assertThat(others.observedMean(0)).isCloseTo(means.getDouble(0), within(1e-9));
    assertThat(others.originalMean(0))
        .isCloseTo(rows.where("rare").selectExpr("avg(x)").head().getDouble(0), within(1e-9));
    assertThat(verification.verdict().passed()).isTrue();
  }

  /** So many classes and columns that the survey does not know the means of the classes. */
  @Test
  void classesOfUnknownMeansAreVerifiedOneByOneToo() throws IOException {
    String[] columns =
        Stream.concat(
                Stream.of("concat('c', id % 9000) as c"),
                IntStream.range(0, 30).mapToObj(k -> "sin(id * " + (k + 1) + ") as x" + k))
            .toArray(String[]::new);
    Dataset<Row> rows = SPARK.range(18_000).selectExpr(columns);
    String out = folder.resolve("out").toString();
    Verification verification =
        Mixup.of(rows).label("c").writeTo(out, FileFormat.PARQUET).verification().orElseThrow();
    assertThat(verification.classesFollowed()).isEqualTo(9000);
    assertThat(verification.verdict().passed()).as(verification.verdict().sentence()).isTrue();
    GroupMoments last = verification.classes().get(8999);
    Row wanted =
        SPARK.read().parquet(out).where("c = '" + last.name() + "'").selectExpr("avg(x7)").head();
    assertThat(last.observedMean(7)).isCloseTo(wanted.getDouble(0), within(1e-12));
    assertThat(last.scaleError()).isNaN();
  }

  @Test
  void aNameThatIsAVariableToTheSessionIsRefusedWithItsSetting() {
    Dataset<Row> rows = SPARK.range(20).toDF("${x}");
    assertThatThrownBy(() -> Mixup.of(rows).plan())
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "column '${x}' is a variable to this session: set spark.sql.variable.substitute=false");
  }

  @Test
  void namesThatTheSessionCannotTellApartAreRefused() {
    Dataset<Row> inCase = SPARK.range(20).selectExpr("id as x", "id as X");
    assertThatThrownBy(() -> Mixup.of(inCase).plan())
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "column 'X' differs from another one in case only: set spark.sql.caseSensitive=true");
    Dataset<Row> same = SPARK.range(20).selectExpr("id as x", "id as x");
    assertThatThrownBy(() -> Mixup.of(same).plan())
        .isInstanceOf(RequestException.class)
        .hasMessage("two columns are named 'x': rename one of them");
  }

  @Test
  void leavesThatTheSessionCannotTellApartAreRefused() {
    Dataset<Row> inCase =
        SPARK
            .range(20)
            .selectExpr("named_struct('t', named_struct('x', sin(id), 'X', cos(id))) as s");
    for (String word : new String[] {"s.t.x", "s.*"}) {
      assertThatThrownBy(() -> Mixup.of(inCase).mix(word).plan())
          .isInstanceOf(RequestException.class)
          .hasMessage(
              "column 's.t.X' differs from another one in case only: set"
                  + " spark.sql.caseSensitive=true");
    }
    Dataset<Row> same = SPARK.range(20).selectExpr("named_struct('x', sin(id), 'x', cos(id)) as s");
    assertThatThrownBy(() -> Mixup.of(same).mix("s.x").dataset())
        .isInstanceOf(RequestException.class)
        .hasMessage("two columns are named 's.x': rename one of them");
  }

  @Test
  void aStructWithTwoFieldsOfOneNameIsRefusedUnlessItIsDropped() {
    Dataset<Row> rows =
        SPARK
            .range(20)
            .selectExpr("sin(id) as x", "array(named_struct('a', id, 'a', 'text')) as list");
    assertThatThrownBy(() -> Mixup.of(rows).plan())
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "column 'list' holds two fields that are named 'a': rename one of them, or drop the"
                + " column with --drop");
    assertThat(Mixup.of(rows).drop("list").dataset().count()).isEqualTo(20);
  }

  @Test
  void whatIsCarriedForItsValuesIsSaid() {
    List<String> said = new ArrayList<>();
    Dataset<Row> rows =
        SPARK
            .range(500)
            .selectExpr("cast(1e6 + 60000 * sin(id) as bigint) as income", "sin(id) as x");
    Mixup.of(rows).progress(said::add).survey();
    assertThat(said)
        .contains(
            "note: column 'income' is carried: hardly a value comes twice, as in ids; --mix mixes"
                + " it");
    said.clear();
    Mixup.of(rows).mix("*").progress(said::add).survey();
    assertThat(said).noneMatch(line -> line.startsWith("note"));
  }
}
