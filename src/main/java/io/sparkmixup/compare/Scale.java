package io.sparkmixup.compare;

import io.sparkmixup.mixing.SumsRequest;
import io.sparkmixup.plan.Dimensions;
import io.sparkmixup.plan.Reading;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;

/**
 * How the components are measured, the same in both samples. In units of the original no power of a
 * deviation overflows unless it is far out. Arrays are given out as they are.
 */
final class Scale implements Serializable {

  private static final long serialVersionUID = 1L;

  private final List<String> names;
  private final List<Reading> readings;
  private final double[] units;
  private final boolean[] varies;
  private final double[] shares;
  private final int[] matrix;
  private final int regular;

  /**
   * @param names of the components, for the reader
   * @param centres their means in the original
   * @param variances in the original
   * @param shares the share of original rows that hold them
   * @param matrix those whose pairs are followed
   */
  Scale(List<String> names, double[] centres, double[] variances, double[] shares, int[] matrix) {
    this(
        names,
        Collections.nCopies(names.size(), Reading.NUMBER),
        centres,
        variances,
        shares,
        matrix);
  }

  private Scale(
      List<String> names,
      List<Reading> readings,
      double[] centres,
      double[] variances,
      double[] shares,
      int[] matrix) {
    this.names = List.copyOf(names);
    this.readings = readings;
    this.shares = shares;
    this.matrix = matrix;
    int d = names.size();
    units = new double[d];
    varies = new boolean[d];
    int count = 0;
    for (int k = 0; k < d; k++) {
      varies[k] = variances[k] > 0;
      count += varies[k] ? 1 : 0;
      double constant = centres[k] == 0 ? 1 : Math.abs(centres[k]);
      units[k] = varies[k] ? Math.sqrt(variances[k]) : constant;
    }
    regular = count;
  }

  static Scale of(SumsRequest request) {
    Dimensions dimensions = request.dimensions();
    return new Scale(
        dimensions.names(),
        dimensions.readings(),
        dimensions.centres(),
        dimensions.variances(),
        dimensions.shares(),
        request.matrix());
  }

  List<String> names() {
    return names;
  }

  /** How means of components read. */
  List<Reading> readings() {
    return readings;
  }

  /** The standard deviations in the original; where components do not vary the value, or 1. */
  double[] units() {
    return units;
  }

  /** Whether components vary in the original. */
  boolean[] varies() {
    return varies;
  }

  /** How many components vary. */
  int regular() {
    return regular;
  }

  /** The share of original rows that hold components. */
  double[] shares() {
    return shares;
  }

  /** The components whose pairs are followed. */
  int[] matrix() {
    return matrix;
  }

  /** All other components. */
  int[] beyondMatrix() {
    return Dimensions.others(matrix, names.size());
  }
}
