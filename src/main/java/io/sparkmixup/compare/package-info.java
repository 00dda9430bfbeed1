/**
 * Compares two datasets of which nothing is known but that the second should look like the first:
 * {@link io.sparkmixup.compare.Comparison} is the entry.
 */
package io.sparkmixup.compare;
