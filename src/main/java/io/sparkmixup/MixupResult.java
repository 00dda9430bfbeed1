package io.sparkmixup;

import io.sparkmixup.mixing.MixSums;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.survey.Survey;
import io.sparkmixup.verify.Verdict;
import io.sparkmixup.verify.Verification;
import java.time.Duration;
import java.util.Optional;

/**
 * What a run did.
 *
 * @param survey what was found in the original rows, and the plan
 * @param sums what the mixing pass counted
 * @param verification what was found in the written rows; absent with verification off
 * @param published whether the output is visible
 * @param elapsed how long it took
 */
public record MixupResult(
    Survey survey,
    MixSums sums,
    Optional<Verification> verification,
    boolean published,
    Duration elapsed) {

  /** Everything that decided about the rows. */
  public MixupPlan plan() {
    return survey.plan();
  }

  /** The verdict; absent with verification off. */
  public Optional<Verdict> verdict() {
    return verification.map(Verification::verdict);
  }

  /** The share of synthetic rows that are verbatim copies of a parent. */
  public double verbatimShare() {
    return (double) sums.verbatim() / sums.rows();
  }
}
