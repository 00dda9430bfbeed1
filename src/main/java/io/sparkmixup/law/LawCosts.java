package io.sparkmixup.law;

/**
 * What a law of the weight does to the moments of independent rows mixed with each other. With q =
 * E[lambda (1 - lambda)] and r = E[lambda^2 (1 - lambda)^2]:
 *
 * @param covarianceFactor 1 - 2q: synthetic covariances over original ones
 * @param thirdMomentFactor 1 - 3q: the same for central third moments
 * @param fourthMomentFactor 1 - 4q + 2r: a column's central fourth moment becomes this times the
 *     original one ...
 * @param fourthMomentSigma4 6r: ... plus this times the square of the variance
 * @param outsideUnitInterval the probability of a weight outside [0, 1]
 */
public record LawCosts(
    double covarianceFactor,
    double thirdMomentFactor,
    double fourthMomentFactor,
    double fourthMomentSigma4,
    double outsideUnitInterval) {}
