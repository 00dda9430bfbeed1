package io.sparkmixup.compare;

import io.sparkmixup.moments.Marginals;

/**
 * What components look like beside their means and variances, in the same bins, about the
 * original's mean and in its standard deviations: shown, and deciding nothing.
 */
public record ColumnShapes(Marginals original, Marginals synthetic) {}
