package io.sparkmixup.mixing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;

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
}
