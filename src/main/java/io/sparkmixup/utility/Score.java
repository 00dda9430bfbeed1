package io.sparkmixup.utility;

/**
 * One measure of one learner trained on one set.
 *
 * @param learner its name
 * @param source what it was trained on
 * @param measure what is measured
 * @param value NaN where the measure is not defined
 * @param standardError over the held-out rows
 * @param difference to the same learner trained on real rows
 * @param differenceError the standard error of that, over the same held-out rows
 */
public record Score(
    String learner,
    Source source,
    Measure measure,
    double value,
    double standardError,
    double difference,
    double differenceError) {

  static Score of(
      String learner, Source source, Measure measure, Estimate estimate, Estimate real) {
    Estimate difference = estimate.minus(real);
    return new Score(
        learner,
        source,
        measure,
        estimate.value(),
        estimate.standardError(),
        difference.value(),
        difference.standardError());
  }
}
