package io.sparkmixup.mixing;

import io.sparkmixup.rows.Fingerprint;
import java.io.Serializable;

/**
 * What one mixing pass did: counts, the fingerprint of the rows it read, and the sums of each
 * group. Mutable; mergeable.
 */
public final class MixSums implements Serializable {

  private static final long serialVersionUID = 1L;

  final Fingerprint input = new Fingerprint();
  long rows;
  long verbatim;
  long lone;
  long guests;
  long twins;
  final long[] overflows;

  /** One for each followed class and one for the rest; created where rows fall. */
  final GroupSums[] groups;

  MixSums(int mixedColumns, int groups) {
    overflows = new long[mixedColumns];
    this.groups = new GroupSums[groups];
  }

  void combine(MixSums other) {
    input.combine(other.input);
    rows += other.rows;
    verbatim += other.verbatim;
    lone += other.lone;
    guests += other.guests;
    twins += other.twins;
    for (int i = 0; i < overflows.length; i++) {
      overflows[i] += other.overflows[i];
    }
    for (int g = 0; g < groups.length; g++) {
      if (groups[g] == null) {
        groups[g] = other.groups[g];
      } else if (other.groups[g] != null) {
        groups[g].combine(other.groups[g]);
      }
    }
  }

  /** The fingerprint of the surveyed columns of the rows that were mixed. */
  public Fingerprint input() {
    return input;
  }

  /** Synthetic rows made. */
  public long rows() {
    return rows;
  }

  /**
   * Synthetic rows equal to a parent in all mixed values, and not because the parents are equal.
   */
  public long verbatim() {
    return verbatim;
  }

  /** Those of them that had nobody to be mixed with. */
  public long lone() {
    return lone;
  }

  /** Synthetic rows made from guests. */
  public long guests() {
    return guests;
  }

  /** Synthetic rows whose parents are equal in all mixed values. */
  public long twins() {
    return twins;
  }

  /** Values that overflowed, by mixed column. */
  public long[] overflows() {
    return overflows.clone();
  }

  /** The sums of a group; null where no row fell into it. */
  public GroupSums group(int group) {
    return groups[group];
  }

  /** The sums over all groups. */
  public GroupSums overall() {
    GroupSums all = null;
    for (GroupSums group : groups) {
      if (all == null && group != null) {
        all = group.empty();
      }
      if (group != null) {
        all.combine(group);
      }
    }
    return all;
  }

  /** The number of groups. */
  public int groups() {
    return groups.length;
  }
}
