package io.sparkmixup.report;

import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.plan.Rules;
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
}
