package io.sparkmixup.moments;

import java.io.Serializable;

/**
 * What {@link MomentsAggregator} returns, a bean for Spark's encoders: as a struct {@code count,
 * covariance, means}. See {@link Moments} for missing values; the covariance has denominator N_jk.
 */
public final class MomentsSummary implements Serializable {

  private static final long serialVersionUID = 1L;

  private long count;
  private double[] means = {};
  private double[][] covariance = {};

  /** A summary of no rows, whose dimension is not known: all arrays are empty. */
  public MomentsSummary() {}

  /** Returns the count, the d means and the d x d covariance matrix. */
  public static MomentsSummary of(Moments moments) {
    int d = moments.dimension();
    MomentsSummary summary = new MomentsSummary();
    summary.count = moments.count();
    summary.means = new double[d];
    summary.covariance = new double[d][d];
    for (int j = 0; j < d; j++) {
      summary.means[j] = moments.mean(j);
      for (int k = 0; k < d; k++) {
        summary.covariance[j][k] = moments.covariance(j, k);
      }
    }
    return summary;
  }

  /** Returns the number of rows. */
  public long getCount() {
    return count;
  }

  /** Sets the number of rows. */
  public void setCount(long count) {
    this.count = count;
  }

  /** Returns the means. */
  public double[] getMeans() {
    return means;
  }

  /** Sets the means. */
  public void setMeans(double[] means) {
    this.means = means;
  }

  /** Returns the covariance matrix. */
  public double[][] getCovariance() {
    return covariance;
  }

  /** Sets the covariance matrix. */
  public void setCovariance(double[][] covariance) {
    this.covariance = covariance;
  }
}
