package io.sparkmixup.moments;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What rows look like column by column, beyond means and covariances: histograms, and third and
 * fourth moments
 *
 * <pre>    1/n_k sum z_k^p,   z_k = (x_k - c_k) / u_k,   p = 3, 4</pre>
 *
 * about fixed centres c in fixed units u, over the n_k rows that hold x_k. With the mean and the
 * standard deviation of these rows they are skewness and kurtosis (3 for a Gaussian). NaN is a
 * missing value; without values a moment is NaN. Partial results combine exactly but for the
 * rounding of sums. Mutable; not thread-safe.
 */
public final class Marginals implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double[] centres;

  /** Reciprocals of the units. */
  private final double[] inverses;

  private final Histogram[] histograms;

  /** Rows that hold all values; of the others how many hold each. */
  private long complete;

  private final long[] counts;
  private final double[] cubes;
  private final double[] fourths;

  /**
   * @param centres c, and {@code units} u, each above 0
   * @param empty a histogram without values for each column
   */
  public Marginals(double[] centres, double[] units, Histogram[] empty) {
    this.centres = centres;
    inverses = Arrays.stream(units).map(u -> 1 / u).toArray();
    histograms = empty;
    counts = new long[centres.length];
    cubes = new double[centres.length];
    fourths = new double[centres.length];
  }

  /** Adds a row of values. */
  public void accept(double[] row) {
    boolean whole = true;
    for (int k = 0; k < counts.length; k++) {
      histograms[k].accept(row[k]);
      whole &= !Double.isNaN(row[k]);
    }
    if (whole) {
      complete++;
      addPowers(row);
      return;
    }
    for (int k = 0; k < counts.length; k++) {
      if (!Double.isNaN(row[k])) {
        counts[k]++;
        double z = (row[k] - centres[k]) * inverses[k];
        double square = z * z;
        cubes[k] += square * z;
        fourths[k] += square * square;
      }
    }
  }

  /** One sum to a loop and no branch, for vector code. */
  private void addPowers(double[] row) {
    for (int k = 0; k < cubes.length; k++) {
      double z = (row[k] - centres[k]) * inverses[k];
      double square = z * z;
      cubes[k] += square * z;
    }
    for (int k = 0; k < fourths.length; k++) {
      double z = (row[k] - centres[k]) * inverses[k];
      double square = z * z;
      fourths[k] += square * square;
    }
  }

  /** Adds the other's rows, which are about the same centres. */
  public void combine(Marginals other) {
    complete += other.complete;
    for (int k = 0; k < counts.length; k++) {
      histograms[k].combine(other.histograms[k]);
      counts[k] += other.counts[k];
      cubes[k] += other.cubes[k];
      fourths[k] += other.fourths[k];
    }
  }

  /** The histogram of column k. */
  public Histogram histogram(int k) {
    return histograms[k];
  }

  /** The mean of z_k^3. */
  public double third(int k) {
    return cubes[k] / (complete + counts[k]);
  }

  /** The mean of z_k^4. */
  public double fourth(int k) {
    return fourths[k] / (complete + counts[k]);
  }
}
