package io.sparkmixup.plan;

import java.util.Optional;

/** How often original rows count where their moments stand beside those of synthetic rows. */
public final class Weighting {

  private Weighting() {}

  /** In words; nothing where each row counts as often as any other. */
  public static Optional<String> of(MixupPlan plan) {
    if (plan.quotas().equal()) {
      return Optional.empty();
    }
    return Optional.of(
        plan.request().rules().moments() == Rules.Moments.EXACT
            ? "as often as the others of its stratum"
            : "as often as it was used");
  }

  /**
   * Whose means and covariances synthetic rows can have, for a sentence: "the original rows", and
   * how often each counts, which makes moments over all rows others than theirs.
   */
  public static String originals(MixupPlan plan) {
    return "the original rows"
        + of(plan).map(often -> ", each counted " + often + balance(plan)).orElse("");
  }

  private static String balance(MixupPlan plan) {
    Sizes sizes = plan.request().sizes();
    if (sizes.balance().isEmpty()) {
      return "";
    }
    return sizes.originals() == Sizes.Originals.KEPT
        ? ", so that classes are equally large with the originals (--balance)"
        : ", so that classes are equally large (--balance)";
  }
}
