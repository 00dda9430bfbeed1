package io.sparkmixup.compare;

import io.sparkmixup.RequestException;
import io.sparkmixup.plan.Ids;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.verify.Limits;
import java.util.List;
import java.util.Optional;

/**
 * How two datasets are to be compared.
 *
 * @param roles the columns' roles, as far as they are asked for
 * @param limits what a verdict lets pass
 * @param maxVerbatim the largest share of synthetic rows that may equal an original
 */
public record ComparisonRequest(MixupRequest roles, Limits limits, double maxVerbatim) {

  public ComparisonRequest {
    if (!(maxVerbatim >= 0 && maxVerbatim <= 1)) {
      throw new RequestException("--max-verbatim " + maxVerbatim + ": must lie in [0, 1]");
    }
  }

  /** What the original is surveyed with: nothing of it is going to be mixed. */
  MixupRequest survey() {
    return roles
        .withIds(Ids.KEEP)
        .withWithin(Optional.of(List.of()))
        .withRules(roles.rules().withRagged(Rules.Ragged.CARRY))
        .withMaxVerbatim(1);
  }
}
