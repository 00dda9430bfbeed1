package io.sparkmixup.cli;

import io.sparkmixup.RequestException;
import io.sparkmixup.law.Law;
import io.sparkmixup.law.LawRequest;
import picocli.CommandLine.Option;

/** The options that choose the law of the weight. */
final class LawOptions {

  @Option(
      names = "--law",
      paramLabel = "NAME",
      description =
          "epbeta (default; keeps covariances), beta (classic mixup), uniform, or fixed (one weight"
              + " for all rows)")
  private String law;

  @Option(names = "--alpha", paramLabel = "A", description = "first shape of epbeta or beta")
  private Double alpha;

  @Option(names = "--beta", paramLabel = "B", description = "second shape of epbeta or beta")
  private Double beta;

  @Option(
      names = "--epsilon0",
      paramLabel = "E",
      description = "how far weights reach below 0 (default 0.3)")
  private Double epsilon0;

  @Option(
      names = "--epsilon1",
      paramLabel = "E",
      description = "how far weights reach above 1 (default 0.3)")
  private Double epsilon1;

  @Option(
      names = "--partner-weight",
      paramLabel = "W",
      description =
          "how far a row moves towards its partner on average (default 0.075); shapes are solved"
              + " for it")
  private Double partnerWeight;

  Law law() {
    try {
      return new LawRequest(law, alpha, beta, epsilon0, epsilon1, partnerWeight).resolve();
    } catch (IllegalArgumentException e) {
      throw new RequestException(e.getMessage(), e);
    }
  }
}
