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
  long limited;
  long moved;
  final long[] overflows;

  /** One for each followed class and one for the rest; created where rows fall. */
  private final GroupSums[] groups;

  /** Of all rows, about one centre; null without rows. */
  private GroupSums all;

  MixSums(int mixedColumns, int classes) {
    overflows = new long[mixedColumns];
    groups = new GroupSums[classes + 1];
  }

  /** The sums of a group, to be added to. */
  GroupSums group(int group, SumsRequest request) {
    if (groups[group] == null) {
      groups[group] = new GroupSums(request);
    }
    return groups[group];
  }

  /** The sums of all rows, to be added to. */
  GroupSums all(SumsRequest request) {
    if (all == null) {
      all = new GroupSums(request);
    }
    return all;
  }

  void combine(MixSums other) {
    input.combine(other.input);
    rows += other.rows;
    verbatim += other.verbatim;
    lone += other.lone;
    guests += other.guests;
    twins += other.twins;
    limited += other.limited;
    moved += other.moved;
    for (int i = 0; i < overflows.length; i++) {
      overflows[i] += other.overflows[i];
    }
    for (int g = 0; g < groups.length; g++) {
      groups[g] = combined(groups[g], other.groups[g]);
    }
    all = combined(all, other.all);
  }

  private static GroupSums combined(GroupSums mine, GroupSums theirs) {
    if (mine == null || theirs == null) {
      return mine == null ? theirs : mine;
    }
    mine.combine(theirs);
    return mine;
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

  /** Synthetic rows that left a range, and were drawn anew or clipped. */
  public long limited() {
    return limited;
  }

  /** Synthetic rows that were moved, so that their cell has exact moments. */
  public long moved() {
    return moved;
  }

  /** Values that overflowed, by mixed column. */
  public long[] overflows() {
    return overflows.clone();
  }

  /** The sums of a group; null where no row fell into it. */
  public GroupSums group(int group) {
    return groups[group];
  }

  /** The sums over all rows, about the mean of all rows; null without rows. */
  public GroupSums overall() {
    return all;
  }
}
