package io.sparkmixup.verify;

/**
 * One number that decides: an observed statistic against its prediction.
 *
 * @param name what was tested, in words
 * @param where the group, component or pair with the largest deviation
 * @param predicted what the law, the parents and the measured rules predict
 * @param observed what was read back
 * @param standardError of the difference; 0 where nothing is random
 * @param effect the difference in its own unit: see {@link Verification}
 * @param pValue two-sided, corrected for the number of statistics of this kind
 * @param tested how many statistics of this kind there are
 */
public record Finding(
    String name,
    String where,
    double predicted,
    double observed,
    double standardError,
    double effect,
    double pValue,
    int tested) {}
