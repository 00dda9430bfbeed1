package io.sparkmixup.compare;

import io.sparkmixup.mixing.TraceRatio;
import java.io.Serializable;

/**
 * Sums over the rows of a sample of their parts of the trace ratio, t = z' inv(S) z / d, with z the
 * deviation from the original's mean and S the original's covariance. See {@link TraceRatio}.
 *
 * <p>Rows of the original take part in S, and so lie nearer to each other in its measure than other
 * rows of the same law do, by about 1 + d / n. So a row of the original counts for what it would be
 * if S and the mean were those of the other n - 1 rows, which is, by Sherman and Morrison,
 *
 * <pre>    n t / (n - 1 - d t)</pre>
 *
 * and needs no second pass. A row that alone makes S regular has no such value, or one that is
 * rounding: the sums are NaN. Rows that miss a component do not count. Mutable; mergeable.
 */
final class TraceSums implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What the other rows leave of a variance below this share may be rounding alone. */
  private static final double LEAST_SHARE = 1e-6;

  private final TraceRatio ratio;
  private final double[] centre;

  /** n; 0 for rows that take no part in S. */
  private final long own;

  private final double[] deviations;
  private long count;
  private double sum;
  private double squares;

  private TraceSums(TraceRatio ratio, double[] centre, long own) {
    this.ratio = ratio;
    this.centre = centre;
    this.own = own;
    deviations = new double[centre.length];
  }

  /** Of no rows yet, of the {@code rows} that S is of. */
  static TraceSums ofOriginal(TraceRatio ratio, double[] centre, long rows) {
    return new TraceSums(ratio, centre, rows);
  }

  /** Of no rows yet, which are none of those that S is of. */
  static TraceSums ofOthers(TraceRatio ratio, double[] centre) {
    return new TraceSums(ratio, centre, 0);
  }

  /** Adds a row of components, NaN where missing. */
  void accept(double[] row) {
    if (!ratio.exists()) {
      return;
    }
    for (int k = 0; k < row.length; k++) {
      deviations[k] = row[k] - centre[k];
    }
    double t = ratio.ofRow(deviations);
    if (Double.isNaN(t)) {
      return;
    }
    if (own > 0) {
      double rest = own - 1 - ratio.size() * t;
      t = rest > LEAST_SHARE * own ? own * t / rest : Double.NaN;
    }
    count++;
    sum += t;
    squares += t * t;
  }

  void combine(TraceSums other) {
    count += other.count;
    sum += other.sum;
    squares += other.squares;
  }

  Contrast.Sums sums() {
    return new Contrast.Sums((double) count, sum, squares);
  }
}
