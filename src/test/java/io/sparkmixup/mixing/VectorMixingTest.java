package io.sparkmixup.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.Mixup;
import io.sparkmixup.RequestException;
import io.sparkmixup.io.FileFormat;
import io.sparkmixup.testing.LocalSpark;
import io.sparkmixup.verify.VerifyMode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorMixingTest {

  private static final Vector LEFT = Vectors.sparse(9, new int[] {1, 4}, new double[] {4, 8});
  private static final Vector RIGHT = Vectors.sparse(9, new int[] {4, 7}, new double[] {4, -4});

  @Test
  void denseVectorsAreMixedElementByElement() {
    Vector mixed = VectorMixing.mix(0.75, Vectors.dense(4, -0.0, 1), Vectors.dense(0, -0.0, 5));
    assertThat(mixed).isInstanceOf(DenseVector.class).isEqualTo(Vectors.dense(3, -0.0, 2));
    assertThat(1 / mixed.apply(1)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void sparseVectorsStaySparseOverTheUnionOfTheirIndices() {
    Vector mixed = VectorMixing.mix(0.75, LEFT, RIGHT);
    assertThat(mixed).isInstanceOf(SparseVector.class);
    assertThat(((SparseVector) mixed).indices()).containsExactly(1, 4, 7);
    assertThat(((SparseVector) mixed).values()).containsExactly(3, 7, -1);
  }

  @Test
  void sparseVectorsGiveTheValuesOfDenseOnes() {
    assertThat(VectorMixing.mix(0.3, LEFT, RIGHT).toArray())
        .containsExactly(VectorMixing.mix(0.3, LEFT.toDense(), RIGHT.toDense()).toArray());
  }

  @Test
  void whatWouldBeLargerAsSparseBecomesDense() {
    int[] even = IntStream.range(0, 5).map(i -> 2 * i).toArray();
    int[] odd = IntStream.range(0, 5).map(i -> 2 * i + 1).toArray();
    double[] ones = {1, 1, 1, 1, 1};
    Vector mixed =
        VectorMixing.mix(0.5, Vectors.sparse(10, even, ones), Vectors.sparse(10, odd, ones));
    assertThat(mixed).isInstanceOf(DenseVector.class);
    assertThat(mixed.toArray()).containsOnly(0.5);
  }

  @Test
  void aDenseParentMakesADenseVector() {
    assertThat(VectorMixing.mix(0.5, LEFT.toDense(), RIGHT)).isInstanceOf(DenseVector.class);
  }

  /** Elements of +-1.7e308: a weight outside of [0, 1] leads beyond what a double can hold. */
  @Test
  void overflowInAVectorIsRefused(@TempDir Path folder) {
    List<Row> rows =
        IntStream.range(0, 300)
            .mapToObj(i -> RowFactory.create(Vectors.dense(i % 2 == 0 ? 1.7e308 : -1.7e308, i)))
            .toList();
    StructType schema = new StructType().add("v", SQLDataTypes.VectorType());
    Mixup mixup =
        Mixup.of(LocalSpark.session().createDataFrame(rows, schema)).verify(VerifyMode.OFF);
    Path out = folder.resolve("out");
    assertThatThrownBy(() -> mixup.writeTo(out.toString(), FileFormat.PARQUET))
        .isInstanceOf(RequestException.class)
        .hasMessageMatching(
            "mixtures lie beyond the range of the type in column 'v' \\(\\d+\\): .*");
    assertThat(out).doesNotExist();
  }
}
