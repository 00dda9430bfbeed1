package io.sparkmixup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.RequestException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnRolesTest {

  private static final MixupRequest STANDARD = MixupRequest.standard();
  private static final StructType SCHEMA =
      StructType.fromDDL("x DOUBLE, n INT, t STRING, id BIGINT, flag BOOLEAN, day DATE");

  private static String roles(StructType schema, MixupRequest request) {
    StringBuilder text = new StringBuilder();
    for (ColumnPlan c : ColumnRoles.of(schema, request).columns()) {
      text.append(c.name()).append(' ').append(c.role()).append(" (").append(c.reason());
      text.append(") ");
    }
    return text.toString().strip();
  }

  private static void refused(StructType schema, MixupRequest request, String message) {
    assertThat(message).doesNotContain("\n");
    assertThatThrownBy(() -> ColumnRoles.of(schema, request))
        .isInstanceOf(RequestException.class)
        .hasMessage(message);
  }

  private static void refused(MixupRequest request, String message) {
    refused(SCHEMA, request, message);
  }

  @Test
  void numbersAreMixedAndTheRestIsCarried() {
    assertThat(roles(SCHEMA, STANDARD))
        .isEqualTo(
            "x MIXED (a number) n MIXED (a number) t CARRIED (not a number) id CARRIED (named like an id; --mix to mix it)"
                + " flag CARRIED (not a number) day CARRIED (not a number)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TINYINT",
        "SMALLINT",
        "INT",
        "BIGINT",
        "FLOAT",
        "DOUBLE",
        "DECIMAL(1,0)",
        "DECIMAL(38,0)",
        "DECIMAL(38,18)",
        "ARRAY<TINYINT>",
        "ARRAY<INT>",
        "ARRAY<DOUBLE>",
        "ARRAY<DECIMAL(9,2)>"
      })
  void everyTypeOfNumberIsMixed(String type) {
    assertThat(roles(StructType.fromDDL("c " + type), STANDARD)).isEqualTo("c MIXED (a number)");
  }

  @Test
  void decimalsWithoutAFractionAreCarriedWhereTheyAreNamedLikeIds() {
    StructType schema = StructType.fromDDL("order_id DECIMAL(38,0), part_id DECIMAL(9,2)");
    assertThat(roles(schema, STANDARD))
        .isEqualTo("order_id CARRIED (named like an id; --mix to mix it) part_id MIXED (a number)");
  }

  @Test
  void vectorsAreMixed() {
    assertThat(roles(new StructType().add("v", SQLDataTypes.VectorType()), STANDARD))
        .isEqualTo("v MIXED (a number)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STRING",
        "BINARY",
        "BOOLEAN",
        "ARRAY<STRING>",
        "ARRAY<ARRAY<INT>>",
        "ARRAY<BOOLEAN>",
        "ARRAY<DATE>",
        "ARRAY<STRUCT<a:INT>>",
        "MAP<STRING,INT>",
        "STRUCT<a:INT>",
        "INTERVAL YEAR TO MONTH",
        "INTERVAL MONTH",
        "INTERVAL",
        "VOID"
      })
  void otherTypesAreCarriedAndCannotBeMixed(String type) {
    StructType schema = StructType.fromDDL("c " + type + ", x DOUBLE");
    assertThat(roles(schema, STANDARD)).isEqualTo("c CARRIED (not a number) x MIXED (a number)");
    refused(
        schema,
        STANDARD.withMix(List.of("c")),
        "--mix c: its type is "
            + schema.apply(0).dataType().simpleString()
            + "; numbers, dates, times, vectors and arrays of numbers can be mixed"
            + (type.startsWith("STRUCT") ? ", and leaves of structs by path, such as c.a" : ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DATE",
        "TIMESTAMP",
        "TIMESTAMP_NTZ",
        "INTERVAL DAY TO SECOND",
        "INTERVAL DAY",
        "INTERVAL HOUR TO MINUTE"
      })
  void daysAndTimesAreCarriedUnlessTheyAreNamed(String type) {
    StructType schema = StructType.fromDDL("c " + type + ", x DOUBLE");
    assertThat(roles(schema, STANDARD)).isEqualTo("c CARRIED (not a number) x MIXED (a number)");
    assertThat(roles(schema, STANDARD.withMix(List.of("c", "x"))))
        .isEqualTo("c MIXED (--mix) x MIXED (--mix)");
  }

  @Test
  void rolesThatAreNamedDecide() {
    assertThat(
            roles(
                SCHEMA,
                STANDARD
                    .withCopy(List.of("n"))
                    .withDrop(List.of("t", "day"))
                    .withIdColumns(List.of("id"))))
        .isEqualTo(
            "x MIXED (a number) n CARRIED (--copy) t DROPPED (--drop) id ID (--id-columns)"
                + " flag CARRIED (not a number) day DROPPED (--drop)");
    assertThat(roles(StructType.fromDDL("x DOUBLE, n INT"), STANDARD.withMix(List.of("n"))))
        .isEqualTo("x CARRIED (not named in --mix) n MIXED (--mix)");
  }

  @Test
  void onlyClassesCanBeEvenedOut() {
    MixupRequest even = STANDARD.withSizes(Sizes.standard().withBalance(Balance.MAX));
    StructType schema = StructType.fromDDL("x DOUBLE, `a.b` DECIMAL(9,2), c STRING");
    refused(
        schema,
        even.withLabel(Optional.of("a.b")),
        "--balance max: the label 'a.b' is a regression target and has no classes");
    refused(schema, even, "--balance max: there are no classes to even out; name one with --label");
    assertThat(ColumnRoles.of(schema, even.withLabel(Optional.of("c"))).classLabel()).contains("c");
  }

  @Test
  void absentColumnsAreNamedWithTheOption() {
    String has = ": there is no such column; the input has day, flag, id, n, t, x";
    refused(STANDARD.withMix(List.of("X")), "--mix X" + has);
    refused(STANDARD.withCopy(List.of("a b")), "--copy a b" + has);
    refused(STANDARD.withDrop(List.of("z")), "--drop z" + has);
    refused(STANDARD.withIdColumns(List.of("z")), "--id-columns z" + has);
    refused(STANDARD.withLabel(Optional.of("z")), "--label z" + has);
    refused(STANDARD.withWithin(Optional.of(List.of("z"))), "--within z" + has);
  }

  @Test
  void twoRolesOfOneColumnAreRefused() {
    refused(
        STANDARD.withMix(List.of("x")).withCopy(List.of("x")),
        "column 'x' is named in --mix and in --copy: one of the two");
    refused(
        STANDARD.withDrop(List.of("t")).withIdColumns(List.of("t")),
        "column 't' is named in --drop and in --id-columns: one of the two");
    refused(
        STANDARD.withDrop(List.of("t")).withLabel(Optional.of("t")),
        "--label t: named in --drop, too: one of the two");
    refused(
        STANDARD.withIdColumns(List.of("id")).withLabel(Optional.of("id")),
        "--label id: named in --id-columns, too: one of the two");
    refused(
        STANDARD.withMix(List.of("n")).withWithin(Optional.of(List.of("n"))),
        "--within n: named in --mix, too; partners can agree only on a carried column");
    refused(
        STANDARD.withLabel(Optional.of("x")).withWithin(Optional.of(List.of("x"))),
        "--within x: named in --label, a regression target, too; partners can agree only on a"
            + " carried column");
  }

  @Test
  void aNameThatStandsTwiceInTheInputIsRefused() {
    refused(
        new StructType().add("x", "double").add("x", "int"),
        STANDARD,
        "column 'x' stands twice in the input: rename one of them");
  }

  @ParameterizedTest
  @CsvSource({"t", "n", "flag", "id"})
  void classLabelsAreCarriedAndSharedByPartners(String label) {
    ColumnRoles roles = ColumnRoles.of(SCHEMA, STANDARD.withLabel(Optional.of(label)));
    assertThat(roles.classLabel()).contains(label);
    assertThat(roles.within()).containsExactly(label);
    assertThat(roles.columns())
        .anySatisfy(
            c -> {
              assertThat(c.name()).isEqualTo(label);
              assertThat(c.role()).isEqualTo(Role.CARRIED);
              assertThat(c.reason()).isEqualTo("--label, a class");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"DOUBLE", "FLOAT", "DECIMAL(9,2)"})
  void floatingLabelsAreTargetsMixedWithinNothing(String type) {
    StructType schema = StructType.fromDDL("x DOUBLE, y " + type);
    MixupRequest request = STANDARD.withLabel(Optional.of("y"));
    ColumnRoles roles = ColumnRoles.of(schema, request);
    assertThat(roles.classLabel()).isEmpty();
    assertThat(roles.within()).isEmpty();
    assertThat(roles(schema, request))
        .isEqualTo("x MIXED (a number) y MIXED (--label, a regression target)");
  }

  @Test
  void wholeNumbersNamedInMixAreTargets() {
    ColumnRoles roles =
        ColumnRoles.of(SCHEMA, STANDARD.withMix(List.of("x", "n")).withLabel(Optional.of("n")));
    assertThat(roles.classLabel()).isEmpty();
    assertThat(roles.within()).isEmpty();
  }

  @Test
  void withinReplacesTheClassAndNoneMixesAcross() {
    MixupRequest labelled = STANDARD.withLabel(Optional.of("t"));
    assertThat(ColumnRoles.of(SCHEMA, labelled.withWithin(Optional.of(List.of()))).within())
        .isEmpty();
    ColumnRoles roles =
        ColumnRoles.of(SCHEMA, labelled.withWithin(Optional.of(List.of("flag", "n"))));
    assertThat(roles.within()).containsExactly("flag", "n");
    assertThat(roles.classLabel()).contains("t");
    assertThat(roles(SCHEMA, labelled.withWithin(Optional.of(List.of("n")))))
        .contains("n CARRIED (--within)");
  }

  @Test
  void aLabelOfAnotherTypeIsRefused() {
    refused(
        STANDARD.withLabel(Optional.of("day")),
        "--label day: its type is date; a label is text, boolean or a number");
  }

  @Test
  void nothingToMixIsRefusedWithWhatThereIs() {
    refused(
        StructType.fromDDL("a STRING, b DATE"),
        STANDARD,
        "nothing to mix: no column is a number, a vector or an array of numbers; the columns are"
            + " a string, b date (columns of numbers that hold a word for 'missing' need"
            + " --null-values)");
  }

  @ParameterizedTest
  @CsvSource({"a;b, ;", "'a\tb', \\t", "a|b, |"})
  void aHeaderThatWasNotSeparatedIsPointedOut(String header, String separator) {
    refused(
        new StructType().add(header, DataTypes.StringType),
        STANDARD,
        "nothing to mix: there is one column, named '"
            + header
            + "': where that is the header of a CSV file, say what separates names, --input-option"
            + " 'sep="
            + separator
            + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"y", "y*", "re:[xyz]"})
  void aLabelThatIsTheOnlyThingLeftToMixIsRefused(String label) {
    refused(
        StructType.fromDDL("a STRING, y DOUBLE"),
        STANDARD.withLabel(Optional.of(label)),
        "nothing to mix but the label 'y': name the columns to mix with --mix, or correct --copy"
            + " and --drop");
  }

  @Test
  void newIdsNeedTextOrBigint() {
    assertThat(roles(SCHEMA, STANDARD.withIdColumns(List.of("id", "t")))).contains("id ID", "t ID");
    refused(
        STANDARD.withIdColumns(List.of("n")),
        "--id-columns n: its type is int, new ids need text or bigint: use --ids keep or --ids"
            + " drop");
    MixupRequest ids = STANDARD.withIdColumns(List.of("n"));
    assertThat(roles(SCHEMA, ids.withIds(Ids.KEEP))).contains("n ID (--id-columns)");
    assertThat(roles(SCHEMA, ids.withIds(Ids.DROP))).contains("n ID (--id-columns)");
  }
}
