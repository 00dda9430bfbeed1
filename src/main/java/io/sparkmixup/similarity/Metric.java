package io.sparkmixup.similarity;

/** What a score is: 1 is best, 0 is worst. All but the last are those of SDMetrics. */
public enum Metric {
  /** 1 - sup |F - G|, with the empirical distribution functions of both sides. */
  KS_COMPLEMENT("KSComplement"),
  /** 1 - 1/2 sum over values of |p - q|, with their shares on both sides. */
  TV_COMPLEMENT("TVComplement"),
  /** 1 - |r - s| / 2, with Pearson's correlations of both sides. */
  CORRELATION_SIMILARITY("CorrelationSimilarity"),
  /** 1 - 1/2 sum over pairs of values of |p - q|. */
  CONTINGENCY_SIMILARITY("ContingencySimilarity"),
  /** 1 - min(1, |S_jk - T_jk| / sqrt(S_jj S_kk)), with the covariances of both sides. */
  COVARIANCE_SIMILARITY("CovarianceSimilarity");

  private final String label;

  Metric(String label) {
    this.label = label;
  }

  /** Whether it compares one number of the original with one of the synthetic rows. */
  public boolean comparesNumbers() {
    return this == CORRELATION_SIMILARITY || this == COVARIANCE_SIMILARITY;
  }

  /** Its name in SDMetrics. */
  public String label() {
    return label;
  }
}
