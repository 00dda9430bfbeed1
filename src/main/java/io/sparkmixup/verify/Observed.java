package io.sparkmixup.verify;

import io.sparkmixup.mixing.SumsRequest;
import io.sparkmixup.moments.CrossProducts;
import io.sparkmixup.plan.Dimensions;
import java.io.Serializable;

/** Sums about fixed centres over rows that were read back. Mutable; mergeable. */
final class Observed implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int BLOCK = 32;

  long rows;
  long incompleteRows;
  final long[] missing;
  final double[] sums1;
  final double[] sums2;
  final CrossProducts products;
  final CrossProducts pairsHeld;
  private final int[] matrix;
  private final double[] centres;
  private transient double[][] block;
  private transient int size;

  Observed(SumsRequest request) {
    Dimensions dimensions = request.dimensions();
    matrix = request.matrix();
    centres = dimensions.centres();
    missing = new long[dimensions.size()];
    sums1 = new double[dimensions.size()];
    sums2 = new double[dimensions.size()];
    products = new CrossProducts(matrix.length);
    pairsHeld = new CrossProducts(matrix.length);
  }

  /** Adds a row of components, NaN where missing. */
  void accept(double[] values) {
    if (block == null) {
      block = new double[BLOCK][matrix.length];
    }
    rows++;
    if (hasGaps(values)) {
      countPairs(values);
    }
    for (int k = 0; k < values.length; k++) {
      if (Double.isNaN(values[k])) {
        missing[k]++;
        values[k] = 0;
      } else {
        values[k] -= centres[k];
        sums1[k] += values[k];
        sums2[k] += values[k] * values[k];
      }
    }
    for (int m = 0; m < matrix.length; m++) {
      block[size][m] = values[matrix[m]];
    }
    size++;
    if (size == BLOCK) {
      flush();
    }
  }

  private static boolean hasGaps(double[] values) {
    for (double value : values) {
      if (Double.isNaN(value)) {
        return true;
      }
    }
    return false;
  }

  private void countPairs(double[] values) {
    incompleteRows++;
    double[] holds = new double[matrix.length];
    for (int m = 0; m < matrix.length; m++) {
      holds[m] = Double.isNaN(values[matrix[m]]) ? 0 : 1;
    }
    pairsHeld.add(holds);
  }

  void flush() {
    if (size > 0) {
      products.add(block, 0, size);
      size = 0;
    }
  }

  void combine(Observed other) {
    rows += other.rows;
    incompleteRows += other.incompleteRows;
    for (int k = 0; k < missing.length; k++) {
      missing[k] += other.missing[k];
      sums1[k] += other.sums1[k];
      sums2[k] += other.sums2[k];
    }
    products.combine(other.products);
    pairsHeld.combine(other.pairsHeld);
  }
}
