/**
 * How alike two datasets are, column by column and pair by pair, under the names and on the scale
 * of SDMetrics: {@link io.sparkmixup.similarity.Similarity} is the entry. Shown to the reader;
 * nothing is decided by it.
 */
package io.sparkmixup.similarity;
