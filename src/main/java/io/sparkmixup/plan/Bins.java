package io.sparkmixup.plan;

import io.sparkmixup.moments.Histogram;
import java.io.Serializable;

/**
 * The bins of a component's histogram: {@value #MOST} of equal width where its values lie, at most
 * {@value #REACH} standard deviations to either side of the mean. Whole numbers get bins of whole
 * width.
 *
 * @param low the lower end
 * @param high the upper end
 * @param count how many bins
 */
public record Bins(double low, double high, int count) implements Serializable {

  private static final int MOST = 64;

  private static final double REACH = 5;

  /**
   * The bins for values of known moments.
   *
   * @param smallest the smallest value, or minus infinity where that is not known
   * @param largest the largest one, or infinity
   * @param whole whether the values are whole numbers
   */
  static Bins of(double mean, double deviation, double smallest, double largest, boolean whole) {
    double low = Math.max(mean - REACH * deviation, smallest);
    double high = Math.min(mean + REACH * deviation, largest);
    if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      return new Bins(mean, mean, 1);
    }
    if (whole && high - low < 1L << 52) {
      double first = Math.floor(low);
      double width = Math.max(1, Math.ceil((Math.ceil(high) - first + 1) / MOST));
      int count = (int) ((Math.ceil(high) - first) / width) + 1;
      return new Bins(first - 0.5, first - 0.5 + count * width, count);
    }
    return new Bins(low, high, low == high ? 1 : MOST);
  }

  /** A histogram of these bins that holds nothing yet. */
  public Histogram histogram() {
    return new Histogram(low, high, count);
  }
}
