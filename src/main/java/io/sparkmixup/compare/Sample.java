package io.sparkmixup.compare;

/**
 * What is known of one sample of rows: sums about a fixed point, in fixed units (see {@link
 * SampleSums} for what z, f, j and k are).
 */
interface Sample {

  /** The number of rows. */
  long rows();

  /** How many rows hold a component. */
  long held(int k);

  /** Of z_k, over the rows that hold it. */
  Contrast.Sums component(int k);

  /** Of z_k^2, over the rows that hold it. */
  Contrast.Sums square(int k);

  /** Of z_j z_k, over the rows that hold both; i and j count those whose pairs are followed. */
  Contrast.Sums pair(int i, int j);

  /** Of f. */
  Contrast.Sums functional();
}
