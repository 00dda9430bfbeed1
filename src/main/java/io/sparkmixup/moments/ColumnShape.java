package io.sparkmixup.moments;

/**
 * Sums of third and fourth powers of each column's deviations from the centre, O(d) a row, from
 * which with the sums s1 and s2 of the lower powers over the n values held
 *
 * <pre>
 *    M_3 = s3/n - 3 a s2/n + 2 a^3
 *    M_4 = s4/n - 4 a s3/n + 6 a^2 s2/n - 3 a^4,     a = s1/n
 * </pre>
 */
final class ColumnShape {

  private final double[] cubes;
  private final double[] fourths;

  ColumnShape(double[] cubes, double[] fourths) {
    this.cubes = cubes;
    this.fourths = fourths;
  }

  ColumnShape(int d) {
    this(new double[d], new double[d]);
  }

  double[] cubes() {
    return cubes;
  }

  double[] fourths() {
    return fourths;
  }

  /** The sums of other columns: see {@link Moments#arranged}. */
  ColumnShape arranged(int[] from) {
    ColumnShape other = new ColumnShape(from.length);
    for (int j = 0; j < from.length; j++) {
      other.cubes[j] = from[j] < 0 ? 0 : cubes[from[j]];
      other.fourths[j] = from[j] < 0 ? 0 : fourths[from[j]];
    }
    return other;
  }

  /** Adds a row of deviations, 0 where a value is missing. */
  void accept(double[] row) {
    for (int j = 0; j < cubes.length; j++) {
      double square = row[j] * row[j];
      cubes[j] += square * row[j];
      fourths[j] += square * square;
    }
  }

  /** Adds column j of another, whose n values x (sums s1, s2) count as x + delta here. */
  void combine(ColumnShape other, int j, double delta, long n, double s1, double s2) {
    double s3 = other.cubes[j];
    double s4 = other.fourths[j];
    cubes[j] += s3 + delta * (3 * s2 + delta * (3 * s1 + delta * n));
    fourths[j] += s4 + delta * (4 * s3 + delta * (6 * s2 + delta * (4 * s1 + delta * n)));
  }

  double thirdCentralMoment(int j, long n, double s1, double s2) {
    double a = s1 / n;
    return cubes[j] / n - a * (3 * s2 / n - 2 * a * a);
  }

  double fourthCentralMoment(int j, long n, double s1, double s2) {
    double a = s1 / n;
    return fourths[j] / n - a * (4 * cubes[j] / n - a * (6 * s2 / n - 3 * a * a));
  }
}
