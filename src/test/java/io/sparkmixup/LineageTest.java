package io.sparkmixup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.io.FileFormat;
import io.sparkmixup.plan.Balance;
import io.sparkmixup.plan.Ids;
import io.sparkmixup.testing.Bits;
import io.sparkmixup.testing.LocalSpark;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every synthetic row can be made again from its parents and its weight, bit for bit. */
class LineageTest {

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private Path folder;

  /** Duplicates, nulls, guests and lone rows; 40 of the rows are equal. */
  private static Dataset<Row> rows() {
    return SPARK
        .range(0, 1500, 1, 3)
        .selectExpr(
            "concat('r', if(id < 1460, id, 7)) as name",
            "id % 3 as c",
            "if(id < 1460, sin(id) * 1e3, 0D) as x",
            "if(id = 12, null, cast(if(id < 1460, id * id % 1009, 7) as int)) as n",
            "cast(if(id < 1460, id / 7, 7) as decimal(20, 4)) as m");
  }

  private static void checkRow(Row made, Row primary, Row partner) {
    double lambda = made.getAs("mixup_weight");
    assertThat(made.<String>getAs("name")).isEqualTo(primary.getAs("name"));
    assertThat(made.<Long>getAs("c")).isEqualTo(primary.getAs("c")).isEqualTo(partner.getAs("c"));
    double x = primary.getAs("x");
    double xp = partner.getAs("x");
    double mixed =
        Double.doubleToRawLongBits(x) == Double.doubleToRawLongBits(xp)
            ? x
            : Math.fma(lambda, x - xp, xp);
    assertThat(made.<Double>getAs("x")).isEqualTo(mixed);
    BigDecimal exact = exact(lambda, primary.getAs("m"), partner.getAs("m"));
    assertThat(made.<BigDecimal>getAs("m")).isEqualTo(exact.setScale(4, RoundingMode.HALF_EVEN));
    Integer n = primary.getAs("n");
    if (n == null) {
      assertThat(made.<Integer>getAs("n")).isNull();
    } else {
      BigDecimal whole =
          exact(lambda, new BigDecimal(n), new BigDecimal(partner.<Integer>getAs("n")));
      assertThat(made.<Integer>getAs("n"))
          .isEqualTo(whole.setScale(0, RoundingMode.HALF_EVEN).intValueExact());
    }
  }

  /** lambda x + (1 - lambda) p, without rounding. */
  private static BigDecimal exact(double lambda, BigDecimal x, BigDecimal p) {
    return new BigDecimal(lambda).multiply(x.subtract(p)).add(p);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.4, 1, 2.5})
  void everyRowIsRecomputedFromItsParents(double ratio) throws IOException {
    String out = folder.resolve("out").toString();
    MixupResult result =
        Mixup.of(rows())
            .label("c")
            .ratio(ratio)
            .keepOriginals()
            .lineage()
            .writeTo(out, FileFormat.PARQUET);

    assertThat(result.verdict().orElseThrow().passed()).isTrue();
    List<Row> written = SPARK.read().parquet(out).collectAsList();
    Map<String, Row> originals =
        written.stream()
            .filter(r -> !r.<Boolean>getAs("synthetic"))
            .collect(Collectors.toMap(r -> r.getAs("mixup_primary"), Function.identity()));
    List<Row> synthetic = written.stream().filter(r -> r.<Boolean>getAs("synthetic")).toList();
    assertThat(originals).hasSize(1500);
    assertThat(synthetic).hasSize((int) (1500 * ratio));
    for (Row made : synthetic) {
      checkRow(
          made,
          originals.get(made.<String>getAs("mixup_primary")),
          originals.get(made.<String>getAs("mixup_partner")));
    }
  }

  @Test
  void originalsAreKeptAsTheyAre() throws IOException {
    String out = folder.resolve("out").toString();
    Mixup.of(rows())
        .label("c")
        .balance(Balance.to(700))
        .keepOriginals()
        .writeTo(out, FileFormat.PARQUET);

    Dataset<Row> written = SPARK.read().parquet(out);
    assertThat(Bits.sorted(written.filter("not synthetic").drop("synthetic").collectAsList()))
        .isEqualTo(Bits.sorted(rows().collectAsList()));
    assertThat(written.groupBy("c").count().collectAsList())
        .hasSize(3)
        .allMatch(r -> r.getLong(1) == 700);
  }

  @Test
  void idColumnsNameTheParents() {
    Dataset<Row> rows = rows().limit(1400).drop("c", "n", "m");
    List<Row> made =
        Mixup.of(rows).idColumns("name").ids(Ids.DROP).lineage().dataset().collectAsList();
    Map<String, Double> x =
        rows.collectAsList().stream()
            .collect(Collectors.toMap(r -> r.getAs("name"), r -> r.getAs("x")));
    assertThat(made.get(0).schema().fieldNames())
        .containsExactly("x", "mixup_primary", "mixup_partner", "mixup_weight");
    assertThat(made)
        .hasSize(1400)
        .allSatisfy(
            r -> {
              double p = x.get(r.<String>getAs("mixup_partner"));
              double own = x.get(r.<String>getAs("mixup_primary"));
              double lambda = r.getAs("mixup_weight");
              assertThat(r.<Double>getAs("x")).isEqualTo(Math.fma(lambda, own - p, p));
            });
  }

  @Test
  void severalIdColumnsHaveOneColumnEach() {
    Dataset<Row> rows = rows().limit(1400);
    assertThat(Mixup.of(rows).idColumns("name", "c").ids(Ids.KEEP).lineage().dataset().columns())
        .containsExactly(
            "name",
            "c",
            "x",
            "n",
            "m",
            "mixup_primary_name",
            "mixup_primary_c",
            "mixup_partner_name",
            "mixup_partner_c",
            "mixup_weight");
  }

  @Test
  void aRowWithoutPartnerHasNoneInItsLineage() {
    Dataset<Row> rows = SPARK.range(3).selectExpr("id", "id as g", "double(id) as x");
    List<Row> made = Mixup.of(rows).within("g").maxVerbatim(1).lineage().dataset().collectAsList();
    assertThat(made)
        .hasSize(3)
        .allSatisfy(
            r -> {
              assertThat(r.<String>getAs("mixup_partner")).isNull();
              assertThat(r.<Double>getAs("mixup_weight")).isOne();
            });
  }

  @Test
  void aColumnOfTheSameNameIsRefused() {
    Dataset<Row> rows = SPARK.range(9).selectExpr("double(id) as x", "id as Synthetic");
    assertThatThrownBy(() -> Mixup.of(rows).keepOriginals().dataset())
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "column 'Synthetic' of the input has the name of one that is added"
                + " (--keep-originals): rename it, or leave it out with --drop");
  }
}
