package io.sparkmixup.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.moments.Moments;
import io.sparkmixup.rows.Blob;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MixedCovarianceTest {

  private static void put(MixedCovariance to, double number, double... vector) {
    to.put(0, number);
    to.put(1, vector);
    to.accept();
  }

  @Test
  void numbersAndVectorsAreComponentsInTheirOrder() {
    MixedCovariance whole = new MixedCovariance(2);
    MixedCovariance a = new MixedCovariance(2);
    MixedCovariance b = new MixedCovariance(2);
    Moments wanted = Moments.create(3);
    SplittableRandom random = new SplittableRandom(1);
    for (int r = 0; r < 200; r++) {
      double u = random.nextDouble();
      double[] v = {u + random.nextDouble(), 1e6 - u};
      put(whole, u, v);
      put(r < 70 ? a : b, u, v);
      wanted.accept(new double[] {u, v[0], v[1]});
    }
    a.combine(Blob.read(Blob.write(b), MixedCovariance.class));
    for (MixedCovariance found : new MixedCovariance[] {whole, a}) {
      Moments moments = found.moments().orElseThrow();
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j <= i; j++) {
          assertThat(moments.covariance(i, j)).isCloseTo(wanted.covariance(i, j), within(1e-12));
        }
      }
    }
  }

  @Test
  void aMissingVectorCountsOnceItsLengthIsKnown() {
    MixedCovariance late = new MixedCovariance(2);
    put(late, 1, 2, 3);
    put(late, 2, (double[]) null);
    assertThat(late.moments().orElseThrow().count(1, 1)).isEqualTo(1);

    MixedCovariance first = new MixedCovariance(2);
    put(first, 2, (double[]) null);
    assertThat(first.moments()).isEmpty();
    late.combine(first);
    assertThat(late.moments()).isEmpty();
  }

  @Test
  void differentLengthsAndTooManyComponentsAreGivenUp() {
    MixedCovariance ragged = new MixedCovariance(2);
    put(ragged, 1, 2, 3);
    put(ragged, 1, 2);
    assertThat(ragged.moments()).isEmpty();

    MixedCovariance two = new MixedCovariance(2);
    put(two, 1, 2, 3);
    MixedCovariance one = new MixedCovariance(2);
    put(one, 1, 2);
    two.combine(one);
    assertThat(two.moments()).isEmpty();

    MixedCovariance many = new MixedCovariance(2);
    put(many, 1, new double[200]);
    assertThat(many.moments()).isEmpty();
    MixedCovariance enough = new MixedCovariance(2);
    put(enough, 1, new double[199]);
    assertThat(enough.moments().orElseThrow().dimension()).isEqualTo(200);
    assertThat(new MixedCovariance(2).moments()).isEmpty();
  }
}
