package io.sparkmixup.verify;

import io.sparkmixup.mixing.SumsRequest;
import io.sparkmixup.moments.ColumnMoments;
import io.sparkmixup.moments.GroupedMoments;
import io.sparkmixup.moments.Marginals;
import io.sparkmixup.moments.Moments;
import java.io.Serializable;

/**
 * The moments of rows that were read back, by group: means and variances of all components that are
 * followed, covariances of those whose pairs are. Mutable; mergeable.
 */
final class Observed implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int components;
  private final int[] matrix;

  /** Created where rows fall. */
  private final ColumnMoments[] columns;

  private final GroupedMoments pairs;
  private final double[] selected;
  private final Marginals marginals;

  /** The moments of one group, or of all. */
  record Group(ColumnMoments columns, Moments pairs) {
    long rows() {
      return pairs.count();
    }
  }

  Observed(SumsRequest request) {
    matrix = request.matrix();
    components = request.dimensions().size();
    columns = new ColumnMoments[request.groups().classes() + 1];
    pairs = GroupedMoments.create(columns.length, matrix.length);
    selected = new double[matrix.length];
    marginals = request.dimensions().marginals();
  }

  /** Adds a row of components, NaN where missing, to a group. */
  void accept(int group, double[] values) {
    columns(group).accept(values);
    marginals.accept(values);
    for (int m = 0; m < matrix.length; m++) {
      selected[m] = values[matrix[m]];
    }
    pairs.accept(group, selected);
  }

  void combine(Observed other) {
    for (int g = 0; g < columns.length; g++) {
      if (other.columns[g] != null) {
        columns(g).combine(other.columns[g]);
      }
    }
    pairs.combine(other.pairs);
    marginals.combine(other.marginals);
  }

  private ColumnMoments columns(int group) {
    if (columns[group] == null) {
      columns[group] = new ColumnMoments(components);
    }
    return columns[group];
  }

  /** What all rows look like, column by column. */
  Marginals marginals() {
    return marginals;
  }

  Group group(int group) {
    return new Group(columns(group), pairs.of(group));
  }

  Group overall() {
    ColumnMoments all = new ColumnMoments(components);
    for (ColumnMoments group : columns) {
      if (group != null) {
        all.combine(group);
      }
    }
    return new Group(all, pairs.overall());
  }
}
