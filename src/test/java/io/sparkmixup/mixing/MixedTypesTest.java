package io.sparkmixup.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.Mixup;
import io.sparkmixup.RequestException;
import io.sparkmixup.law.Fixed;
import io.sparkmixup.plan.Ids;
import io.sparkmixup.testing.Bits;
import io.sparkmixup.testing.LocalSpark;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Two rows are each other's partners, so that a fixed weight says what comes out. */
class MixedTypesTest {

  private static Dataset<Row> sql(String query) {
    return LocalSpark.session().sql(query);
  }

  private static Mixup threeQuarters(Dataset<Row> rows) {
    return Mixup.of(rows).law(Fixed.of(0.25));
  }

  @Test
  void everyNumberIsMixedInItsOwnType() {
    Dataset<Row> rows =
        sql(
            "select 'x' k, tinyint(1) b, smallint(-1) s, 2147483647 i, 9007199254740993L l,"
                + " float(1) f, 1D d, 0.01BD d2, cast('12345678901234567890.000000000000000001'"
                + " as decimal(38, 18)) d38, 7 constant, array(1L, 5L) al, array(0.5D) ad,"
                + " array(float(1)) af, array(tinyint(1)) ab, array(1.0BD) ax"
                + " union all select 'y', tinyint(3), smallint(-3), 2147483643, 9007199254740997L,"
                + " float(2), 2D, 0.03BD, cast('12345678901234567890.000000000000000005'"
                + " as decimal(38, 18)), 7, array(5L, 5L), array(-0.5D), array(float(3)),"
                + " array(tinyint(4)), array(2.0BD)");
    Dataset<Row> mixed = threeQuarters(rows).dataset();
    Dataset<Row> expected =
        sql(
            "select 'x' k, tinyint(2) b, smallint(-2) s, 2147483646 i, 9007199254740994L l,"
                + " float(1.25) f, 1.25D d, 0.02BD d2,"
                + " cast('12345678901234567890.000000000000000002' as decimal(38, 18)) d38,"
                + " 7 constant, array(2L, 5L) al, array(0.25D) ad, array(float(1.5)) af,"
                + " array(tinyint(2)) ab, array(1.2BD) ax"
                + " union all select 'y', tinyint(2), smallint(-2), 2147483644, 9007199254740996L,"
                + " float(1.75), 1.75D, 0.02BD,"
                + " cast('12345678901234567890.000000000000000004' as decimal(38, 18)),"
                + " 7, array(4L, 5L), array(-0.25D), array(float(2.5)),"
                + " array(tinyint(3)), array(1.8BD)");
    assertThat(mixed.schema()).isEqualTo(rows.schema());
    assertThat(Bits.sorted(mixed.collectAsList())).isEqualTo(Bits.sorted(expected.collectAsList()));
  }

  @Test
  void vectorsStaySparseAndTheSchemaStaysAsItIs() {
    StructType schema =
        DataTypes.createStructType(
            List.of(
                new StructField(
                    "a.b", DataTypes.DoubleType, false, Metadata.fromJson("{\"unit\":\"mm\"}")),
                new StructField("dense v", SQLDataTypes.VectorType(), true, Metadata.empty()),
                new StructField("sparse", SQLDataTypes.VectorType(), false, Metadata.empty())));
    Row first =
        RowFactory.create(
            1.0, Vectors.dense(0, 4), Vectors.sparse(9, new int[] {1}, new double[] {4}));
    Row second =
        RowFactory.create(
            5.0, Vectors.dense(8, 4), Vectors.sparse(9, new int[] {3}, new double[] {8}));
    Dataset<Row> mixed =
        threeQuarters(LocalSpark.session().createDataFrame(List.of(first, second), schema))
            .dataset();
    int[] both = {1, 3};
    assertThat(mixed.schema()).isEqualTo(schema);
    assertThat(Bits.sorted(mixed.collectAsList()))
        .isEqualTo(
            Bits.sorted(
                List.of(
                    RowFactory.create(
                        2.0, Vectors.dense(2, 4), Vectors.sparse(9, both, new double[] {3, 2})),
                    RowFactory.create(
                        4.0, Vectors.dense(6, 4), Vectors.sparse(9, both, new double[] {1, 6})))));
  }

  @Test
  void lengthsThatDifferAreRefusedWithTheColumn() {
    Dataset<Row> rows = sql("select array(1, 2) `odd one` union all select array(3)");
    assertThatThrownBy(() -> threeQuarters(rows).dataset().collectAsList())
        .hasRootCauseInstanceOf(RequestException.class)
        .rootCause()
        .message()
        .matches(
            "mixed column 'odd one' holds (2 and 1|1 and 2) elements in rows that are mixed with"
                + " each other: carry it with --copy or --ragged carry, or make them equally long");
  }

  @Test
  void newIdsAreUniqueHexOr63Bits() {
    Dataset<Row> rows = sql("select id n, string(id) t, double(id) x from range(40)");
    List<Row> mixed =
        Mixup.of(rows).idColumns("n", "t").ratio(3).dataset().select("n", "t").collectAsList();
    Set<Object> numbers = new HashSet<>();
    Set<Object> texts = new HashSet<>();
    for (Row row : mixed) {
      assertThat(row.getLong(0)).isNotNegative();
      assertThat(row.getString(1)).matches("[0-9a-f]{32}");
      numbers.add(row.get(0));
      texts.add(row.get(1));
    }
    assertThat(mixed).hasSize(120);
    assertThat(numbers).hasSize(120);
    assertThat(texts).hasSize(120);
    assertThat(numbers).anySatisfy(n -> assertThat((long) n).isGreaterThan(1L << 61));
  }

  @Test
  void idsAreKeptOrDropped() {
    Dataset<Row> rows = sql("select 1 id, 1D x union all select 2, 5D");
    assertThat(
            Bits.sorted(
                threeQuarters(rows).idColumns("id").ids(Ids.KEEP).dataset().collectAsList()))
        .isEqualTo(Bits.sorted(List.of(RowFactory.create(1, 2.0), RowFactory.create(2, 4.0))));
    assertThat(threeQuarters(rows).idColumns("id").ids(Ids.DROP).dataset().columns())
        .containsExactly("x");
    assertThatThrownBy(() -> threeQuarters(rows).idColumns("id").dataset())
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "--id-columns id: its type is int, new ids need text or bigint: use --ids keep or"
                + " --ids drop");
  }
}
