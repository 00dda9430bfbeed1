package io.sparkmixup.mixing;

/**
 * Mean and covariance (denominator n) of rows that are added one by one, about a centre near their
 * mean, so that nothing cancels.
 */
final class Covariance {

  private final double[] centre;
  private final double[] sums;
  private final double[][] products;
  private final double[] row;
  private long rows;

  Covariance(double[] centre) {
    this.centre = centre;
    sums = new double[centre.length];
    row = new double[centre.length];
    products = new double[centre.length][];
    for (int i = 0; i < products.length; i++) {
      products[i] = new double[i + 1];
    }
  }

  int size() {
    return centre.length;
  }

  void add(double[] values) {
    rows++;
    for (int i = 0; i < row.length; i++) {
      row[i] = values[i] - centre[i];
      sums[i] += row[i];
      double[] line = products[i];
      for (int j = 0; j <= i; j++) {
        line[j] += row[i] * row[j];
      }
    }
  }

  /**
   * The moments with which k rows have the sums that f k rows of these moments have, of values and
   * of their products, all less a point c: mean c + f (m - c) and covariance f S + f (1 - f) (m -
   * c)(m - c)'. That is no covariance where (f - 1) (m - c)' inv(S) (m - c) is above 1.
   */
  Covariance about(double[] c, double f) {
    double[] mean = mean();
    double[] to = new double[mean.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = c[i] + f * (mean[i] - c[i]);
    }
    Covariance result = new Covariance(to);
    result.rows = 1;
    for (int i = 0; i < to.length; i++) {
      for (int j = 0; j <= i; j++) {
        result.products[i][j] = f * get(i, j) + f * (1 - f) * ((mean[i] - c[i]) * (mean[j] - c[j]));
      }
    }
    return result;
  }

  double[] mean() {
    double[] mean = new double[centre.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = centre[i] + sums[i] / rows;
    }
    return mean;
  }

  double get(int i, int j) {
    double product = i >= j ? products[i][j] : products[j][i];
    return product / rows - (sums[i] / rows) * (sums[j] / rows);
  }
}
