/**
 * Laws of the weight lambda in lambda x_i + (1 - lambda) x_j: how they are drawn, what they do to
 * moments, and how to solve for one that keeps means and covariances. {@link io.sparkmixup.law.Law}
 * is the entry. No Spark in here.
 *
 * <p>The idea of widening the weight's support, and EpBeta, are from C. Lee, J. Im and J. H. T.
 * Kim, <i>A Generalized Theory of Mixup for Structure-Preserving Synthetic Data</i>, AISTATS 2025
 * (PMLR 258), arXiv:2503.02645.
 */
package io.sparkmixup.law;
