package io.sparkmixup.compare;

import io.sparkmixup.mixing.TraceRatio;
import io.sparkmixup.verify.Finding;
import io.sparkmixup.verify.Findings;
import java.util.Optional;

/**
 * The trace ratio of synthetic rows to original ones, tr(T inv(S)) / d, and what it is expected to
 * be: 1, and a little more, since S is known from n_A rows only. See {@link TraceSums}.
 */
public final class TraceComparison {

  /** With fewer rows for each column S, and so the standard error, is too uncertain. */
  private static final double LEAST_ROWS = 10;

  private final int components;
  private final double expected;
  private final double observed;
  private final Contrast contrast;

  private TraceComparison(int components, Contrast.Sums original, Contrast.Sums synthetic) {
    this.components = components;
    expected = original.mean();
    observed = synthetic.mean();
    contrast =
        Contrast.of(original, synthetic)
            .with(Curvature.of(weight(components), original.count(), synthetic.count()));
  }

  /**
   * Of d uncorrelated components in place of one the weight of means is 1 / root(d); to its square
   * the d (d - 1) / 2 covariances between them, which S is inverted with, add 1/2 (1 - 1 / d).
   */
  private static double weight(double d) {
    return Math.sqrt((d + 1) / (2 * d));
  }

  /** The comparison, where there is a ratio and rows are enough to tell. */
  static Optional<TraceComparison> of(
      TraceRatio ratio, Contrast.Sums original, Contrast.Sums synthetic) {
    double least = Math.max(GroupComparison.LEAST_VALUES, LEAST_ROWS * ratio.size());
    if (!ratio.exists() || original.count() < least || synthetic.count() < least) {
      return Optional.empty();
    }
    TraceComparison found = new TraceComparison(ratio.size(), original, synthetic);
    return Double.isFinite(found.standardError()) ? Optional.of(found) : Optional.empty();
  }

  /** How many components it is over. */
  public int components() {
    return components;
  }

  public double expected() {
    return expected;
  }

  public double observed() {
    return observed;
  }

  public double standardError() {
    return contrast.error();
  }

  /** The degrees of freedom of {@link #standardError}. */
  public double degrees() {
    return contrast.degrees();
  }

  Finding finding() {
    return Finding.of(
            Findings.TRACE,
            "trace ratio of " + components + " columns",
            expected,
            observed,
            standardError(),
            1,
            contrast.pValue(contrast.difference()))
        .withDegrees(degrees());
  }
}
