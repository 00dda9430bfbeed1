package io.sparkmixup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.io.FileFormat;
import io.sparkmixup.plan.Ranges;
import io.sparkmixup.plan.Role;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields of structs have roles of their own, by their path. */
class StructLeavesTest {

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private Path folder;

  /** Plain columns, and the same within structs. */
  private static Dataset<Row> rows() {
    return SPARK
        .range(0, 900, 1, 3)
        .selectExpr(
            "id",
            "concat('g', id % 2) as g",
            "xxhash64(id) / 1e18 as x",
            "cast(id % 70 as int) as n",
            "if(id % 9 = 0, null, xxhash64(id, 1) / 1e18) as y");
  }

  private static Dataset<Row> nested() {
    return rows()
        .selectExpr(
            "id",
            "named_struct('g', g, 'x', x, 'in it', named_struct('n', n, 'a.b', y), 'k', 'k')"
                + " as `the s`");
  }

  private static Mixup mixup(Dataset<Row> rows) {
    return Mixup.of(rows).idColumns("id").seed(4);
  }

  @Test
  void leavesAreMixedAsColumnsAre() throws Exception {
    Dataset<Row> plain = mixup(rows()).mix("x", "n", "y").label("g").dataset();
    MixupResult result =
        mixup(nested())
            .mix("the s.x", "the s.in it.*")
            .label("the s.g")
            .writeTo(folder.resolve("out").toString(), FileFormat.PARQUET);

    Dataset<Row> written = SPARK.read().parquet(folder.resolve("out").toString());
    assertThat(written.schema().simpleString()).isEqualTo(nested().schema().simpleString());
    assertThat(
            written
                .selectExpr(
                    "id",
                    "`the s`.g",
                    "`the s`.x",
                    "`the s`.`in it`.n",
                    "`the s`.`in it`.`a.b` as y")
                .exceptAll(plain)
                .count())
        .isZero();
    assertThat(written.count()).isEqualTo(900);
    assertThat(result.verdict().orElseThrow().passed()).isTrue();
    assertThat(result.plan().roles().columns())
        .anySatisfy(
            column -> {
              assertThat(column.name()).isEqualTo("the s.in it.a.b");
              assertThat(column.reason()).isEqualTo("--mix");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"re:the s[.]x", "re:the s\\..*\\.n|the s\\.x", "re:.*x"})
  void aRegularExpressionThatFitsNoColumnMeansLeaves(String word) {
    assertThat(mixup(nested()).mix(word).plan().names(Role.MIXED)).contains("the s.x");
  }

  @Test
  void aRegularExpressionThatFitsAColumnMeansNoLeaves() {
    Dataset<Row> rows = rows().selectExpr("id", "x", "struct(y as x) as s");
    assertThat(mixup(rows).mix("re:.*x").plan().names(Role.MIXED)).containsExactly("x");
  }

  /** A range takes no leaf out, which would be of the rows' keys then, and change all rows. */
  @ParameterizedTest
  @ValueSource(strings = {"the s.*", "re:the s[.].*", "clip the s.*"})
  void aRangeIsForMixedLeavesAndChangesNoOtherRow(String words) {
    Dataset<Row> rows = nested().select("`the s`");
    Mixup mixed = Mixup.of(rows).mix("the s.x").seed(4);
    String range = words.replace("clip ", "") + "=-5..5";
    Mixup pattern =
        mixed.range(
            Ranges.parse(words.startsWith("clip") ? List.of("clip", range) : List.of(range)));
    Mixup name = mixed.range(Ranges.parse(List.of("the s.x=-5..5")));

    assertThat(pattern.plan().roles().columns()).hasSize(2);
    assertThat(pattern.dataset().exceptAll(name.dataset()).count()).isZero();
    assertThat(pattern.dataset().filter("abs(`the s`.x) > 5").count()).isZero();
  }

  @Test
  void aRangeThatFitsNoMixedLeafIsRefused() {
    Mixup mixed = mixup(nested()).mix("the s.x");
    assertThatThrownBy(() -> mixed.range(Ranges.parse(List.of("the s.in it.n=0.."))).plan())
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "--range the s.in it.n: it is not mixed; a range is for a mixed column of single"
                + " numbers, dates, timestamps or day-time intervals");
    assertThatThrownBy(() -> mixed.range(Ranges.parse(List.of("the s.in it.*=0.."))).plan())
        .isInstanceOf(RequestException.class)
        .hasMessage("--range the s.in it.*: fits no column; the input has id, the s, the s.x");
    assertThatThrownBy(() -> mixed.range(Ranges.parse(List.of("i?=0.."))).plan())
        .isInstanceOf(RequestException.class)
        .hasMessage("--range i?: fits no mixed column; mixed are the s.x");
  }

  @Test
  void whatIsDroppedLeavesItsStructAndWhatBecomesDoubleIsDoubleThere() {
    Dataset<Row> made =
        mixup(nested())
            .mix("the s.in it.n")
            .drop("the s.k", "the s.in it.a.b")
            .integers(Rules.Integers.DOUBLE)
            .keepOriginals()
            .dataset();
    assertThat(made.schema().simpleString())
        .isEqualTo(
            "struct<id:bigint,the s:struct<g:string,x:double,in it:struct<n:double>>,"
                + "synthetic:boolean>");
    assertThat(
            made.filter("not synthetic").selectExpr("id", "`the s`.`in it`.n").distinct().count())
        .isEqualTo(900);
    assertThat(made.filter("synthetic and `the s`.`in it`.n % 1 != 0").count()).isPositive();
  }

  @Test
  void aMissingStructStaysMissing() {
    Dataset<Row> rows = nested().selectExpr("id", "if(id % 3 = 0, null, `the s`) as s");
    Dataset<Row> made = mixup(rows).mix("s.x").dataset();
    assertThat(made.filter("s is null").count()).isEqualTo(300);
    assertThat(made.filter("s is not null and s.x is null").count()).isZero();
  }

  @Test
  void aColumnGoesBeforeALeafOfItsName() {
    Dataset<Row> rows = rows().selectExpr("id", "x as `s.x`", "struct(y as x) as s");
    assertThat(mixup(rows).mix("s.x").plan().roles().columns()).hasSize(3);
  }

  @Test
  void wrongLeaves() {
    assertThatThrownBy(() -> mixup(nested()).mix("the s.z").plan())
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith("--mix the s.z: there is no such column; the input has id, the s");
    assertThatThrownBy(() -> mixup(nested()).mix("re:the s[.]z").plan())
        .isInstanceOf(RequestException.class)
        .hasMessage("--mix re:the s[.]z: fits no column; the input has id, the s");
    assertThatThrownBy(() -> mixup(nested()).mix("re:the s[.").plan())
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith("--mix re:the s[.: is no regular expression: unclosed character");
    assertThatThrownBy(() -> mixup(nested()).mix("the s.x").drop("the s").plan())
        .isInstanceOf(RequestException.class)
        .hasMessage("--drop the s: its field the s.x has a role, too: one of the two");
    assertThatThrownBy(() -> mixup(nested()).mix("the s.k").plan())
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith("--mix the s.k: its type is string");
    assertThatThrownBy(() -> mixup(nested()).mix("the s.x").drop("the s.in it.*").dataset())
        .isInstanceOf(RequestException.class)
        .hasMessage("all fields of the s.in it are dropped: drop it as a whole");
  }
}
