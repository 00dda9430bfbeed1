package io.sparkmixup.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.testing.LocalSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MomentsAggregatorTest {

  private static final int D = 3;
  private static final StructType SCHEMA =
      new StructType()
          .add("species", DataTypes.StringType)
          .add("size", DataTypes.createArrayType(DataTypes.DoubleType))
          .add("a", DataTypes.DoubleType)
          .add("b", DataTypes.DoubleType)
          .add("c", DataTypes.DoubleType);

  private static SparkSession spark;
  private static double[][] rows;
  private static Dataset<Row> data;

  @BeforeAll
  static void start() {
    spark = LocalSpark.session().newSession();
    spark.udf().register("moments", MomentsAggregator.udaf());
    rows = TestRows.holed(TestRows.gaussian(41, 1000, D), 42, 0.2);
    List<Row> table = new ArrayList<>();
    for (int r = 0; r < rows.length; r++) {
      Double[] values = new Double[D];
      for (int j = 0; j < D; j++) {
        values[j] = Double.isNaN(rows[r][j]) && r % 2 == 0 ? null : Double.valueOf(rows[r][j]);
      }
      table.add(RowFactory.create(species(r), values, values[0], values[1], values[2]));
    }
    table.add(RowFactory.create("none", null, null, null, null));
    data = spark.createDataFrame(table, SCHEMA).repartition(5).cache();
    data.createOrReplaceTempView("flowers");
  }

  @AfterAll
  static void forget() {
    data.unpersist();
  }

  @Test
  void aggregatesByGroupInSql() {
    List<Row> result =
        spark
            .sql(
                "SELECT species, m.count, m.means, get(get(m.covariance, 0), 2) FROM"
                    + " (SELECT species, moments(size) m FROM flowers GROUP BY species)"
                    + " ORDER BY species")
            .collectAsList();
    assertThat(result).extracting(row -> row.getString(0)).containsExactly("0", "1", "2", "none");
    for (int s = 0; s < 3; s++) {
      Row row = result.get(s);
      double[][] own = rowsOf(s);
      assertThat(row.getLong(1)).isEqualTo(own.length);
      for (int j = 0; j < D; j++) {
        assertThat(row.<Double>getList(2).get(j)).isCloseTo(Exact.mean(own, j), within(1e-12));
      }
      assertThat(row.getDouble(3)).isCloseTo(Exact.covariance(own, 0, 2), within(1e-12));
    }
    assertThat(result.get(3).getLong(1)).isZero();
    assertThat(result.get(3).getList(2)).isEmpty();
  }

  @Test
  void aggregatesManyGroupsBySorting() {
    // Beyond 128 groups Spark's hash aggregation serializes all buffers and goes on by sorting.
    double total =
        spark
            .sql(
                "SELECT sum(m.count * m.covariance[0][0]) FROM (SELECT moments(array(id, -id)) m"
                    + " FROM range(0, 3000, 1, 4) GROUP BY id % 1000)")
            .head()
            .getDouble(0);
    // Each group holds g, g + 1000, g + 2000: the squares about their mean sum to 2,000,000.
    assertThat(total).isEqualTo(1000 * 2e6);
  }

  @Test
  void givesTheCovarianceAsATypedResult() {
    MomentsSummary summary =
        spark
            .sql("SELECT moments(size) m FROM flowers")
            .select("m.*")
            .as(Encoders.bean(MomentsSummary.class))
            .head();
    assertThat(summary.getCount()).isEqualTo(1000);
    for (int j = 0; j < D; j++) {
      assertThat(summary.getMeans()[j]).isCloseTo(Exact.mean(rows, j), within(1e-12));
      for (int k = 0; k < D; k++) {
        assertThat(summary.getCovariance()[j][k])
            .isCloseTo(Exact.covariance(rows, j, k), within(1e-12));
      }
    }
  }

  @Test
  void sumsADatasetAsOneMachineDoes() {
    Moments moments = MomentsAggregator.of(data.filter("species <> 'none'"), "a", "b", "c");
    assertThat(moments.count()).isEqualTo(1000);
    for (int j = 0; j < D; j++) {
      for (int k = 0; k < D; k++) {
        assertThat(moments.count(j, k)).isEqualTo(Exact.count(rows, j, k));
        assertThat(moments.covariance(j, k)).isCloseTo(Exact.covariance(rows, j, k), within(1e-12));
      }
    }
  }

  @Test
  void sumsAnRddOfFewAndOfNoPartitionsAndSaysWhatItDoes() {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    context.setLocalProperty("spark.job.description", "the caller's");
    JavaRDD<double[]> rdd = context.parallelize(Arrays.asList(rows).subList(0, 5), 9);
    assertThat(MomentsAggregator.of(rdd, D).count()).isEqualTo(5);
    assertThat(MomentsAggregator.of(context.<double[]>emptyRDD(), D).count()).isZero();
    assertThat(context.getLocalProperty("spark.job.description")).isEqualTo("the caller's");
    context.setLocalProperty("spark.job.description", null);
  }

  @Test
  void refusesArraysOfDifferentLengths() {
    assertThatThrownBy(
            () ->
                spark
                    .sql("SELECT moments(v) FROM VALUES (array(1D, 2D)), (array(1D)) AS t(v)")
                    .collectAsList())
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "dimension [12]: must be [12], as here|row of [12] values: must be [12]");
  }

  private static String species(int r) {
    return Integer.toString(r % 3);
  }

  private static double[][] rowsOf(int species) {
    List<double[]> own = new ArrayList<>();
    for (int r = species; r < rows.length; r += 3) {
      own.add(rows[r]);
    }
    return own.toArray(double[][]::new);
  }
}
