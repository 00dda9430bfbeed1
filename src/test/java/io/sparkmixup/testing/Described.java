package io.sparkmixup.testing;

import io.sparkmixup.moments.Moments;
import io.sparkmixup.plan.Dimensions;
import io.sparkmixup.plan.Reading;

/** Rows of numbers as a survey would describe them: moments, and the dimensions to follow. */
public record Described(Moments moments, Dimensions dimensions) {

  /**
   * Columns x0, x1, ...
   *
   * @param rows NaN where missing
   */
  public static Described of(double[][] rows) {
    int d = rows[0].length;
    Moments moments = Moments.create(d);
    for (double[] row : rows) {
      moments.accept(row);
    }
    Dimensions.Builder builder = new Dimensions.Builder();
    for (int k = 0; k < d; k++) {
      builder.add(
          new Dimensions.Component(
              "x" + k,
              k,
              0,
              true,
              moments.mean(k),
              moments.covariance(k, k),
              (double) moments.count(k, k) / rows.length,
              Double.NEGATIVE_INFINITY,
              Double.POSITIVE_INFINITY,
              false,
              Reading.NUMBER));
    }
    return new Described(moments, builder.build());
  }
}
