package io.sparkmixup.profile;

import io.sparkmixup.survey.HyperLogLog;
import java.io.Serializable;

/** What is learned of a column of any type. Mutable; mergeable. */
final class ColumnSums implements Serializable {

  private static final long serialVersionUID = 1L;

  long nulls;

  /** Null where values are not told apart: in columns of other types than those below. */
  HyperLogLog distinct;

  /**
   * @param toldApart whether distinct values are counted: of texts, binaries, booleans, whole
   *     numbers (decimals among them), dates and timestamps
   */
  ColumnSums(boolean toldApart) {
    distinct = toldApart ? HyperLogLog.ofColumn() : null;
  }

  void combine(ColumnSums other) {
    nulls += other.nulls;
    if (distinct != null) {
      distinct.combine(other.distinct);
    }
  }

  /** The estimated number of distinct values, nulls left out; null where it is not known. */
  Long distinct() {
    return distinct == null ? null : (Long) Math.round(distinct.distinct());
  }
}
