package io.sparkmixup.repeat;

/**
 * What one round did, measured against the rows that the first round started from.
 *
 * @param number 1 for the first
 * @param ratio the mean over columns of the second moment about the original mean, over the
 *     original variance
 * @param predicted what the law predicts of it, from all rounds so far
 * @param error the standard error of the ratio around the prediction, from the weights of all
 *     rounds
 * @param kurtosis the mean over columns of the fourth standardized moment; 3 for a Gaussian
 * @param verbatim the share of rows that are copies of a row of the round before
 * @param passed the verdict on this round against the one before
 * @param fingerprint of the rows that were written
 * @param kept whether the rows stay when the next round is there
 */
public record Round(
    int number,
    double ratio,
    double predicted,
    double error,
    double kurtosis,
    double verbatim,
    boolean passed,
    String fingerprint,
    boolean kept) {

  /** The normal distribution's quantile for intervals of 99 %. */
  static final double Z99 = 2.5758293035489004;

  /** The same, and its rows stay. */
  Round asKept() {
    return new Round(
        number, ratio, predicted, error, kurtosis, verbatim, passed, fingerprint, true);
  }

  /** The lower end of the 99 % band around the prediction. */
  public double low() {
    return predicted - Z99 * error;
  }

  /** The upper end. */
  public double high() {
    return predicted + Z99 * error;
  }
}
