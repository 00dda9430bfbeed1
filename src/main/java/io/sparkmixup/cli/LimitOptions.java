package io.sparkmixup.cli;

import io.sparkmixup.RequestException;
import io.sparkmixup.verify.Limits;
import picocli.CommandLine.Option;

/** The options that say what a verdict lets pass. */
final class LimitOptions {

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      defaultValue = "0.005",
      description =
          "effects up to this pass even if they are significant (default 0.005): relative for the"
              + " scale, in standard deviations for means and covariances, absolute for shares")
  private double tolerance;

  @Option(
      names = "--level",
      paramLabel = "P",
      defaultValue = "0.0001",
      description = "the significance level, over everything that is tested (default 0.0001)")
  private double level;

  Limits limits() {
    try {
      return new Limits(tolerance, level);
    } catch (RequestException e) {
      throw new RequestException("--" + e.getMessage(), e);
    }
  }
}
