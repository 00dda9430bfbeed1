package io.sparkmixup.mixing;

import io.sparkmixup.law.Law;
import io.sparkmixup.moments.Marginals;
import io.sparkmixup.plan.UnevenStrata;
import io.sparkmixup.rows.Fingerprint;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

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

  /** Of all rows, what the law predicts of third and fourth moments; null without rows. */
  private PredictedPowers powers;

  /** Of the original rows, each counted once; null where nothing is followed. */
  private Marginals originals;

  /** Of uneven strata, by the last 64 bits of their names, how often their rows were used. */
  private final Map<Long, StratumUse> used = new HashMap<>();

  MixSums(int mixedColumns, int classes) {
    overflows = new long[mixedColumns];
    groups = new GroupSums[classes + 1];
  }

  /** The sums of a group, to be added to. */
  GroupSums group(int group, SumsRequest request) {
    if (groups[group] == null) {
      // One row at a time: there are many groups.
      groups[group] = new GroupSums(request, 1);
    }
    return groups[group];
  }

  /** The sums of all rows, to be added to. */
  GroupSums all(SumsRequest request) {
    if (all == null) {
      all = new GroupSums(request, Abreast.lanes(request.matrix().length));
    }
    return all;
  }

  /** What the law predicts of third and fourth moments, to be added to. */
  PredictedPowers powers(SumsRequest request, Law law) {
    if (powers == null) {
      powers = new PredictedPowers(request.dimensions().units(), law);
    }
    return powers;
  }

  /** What the original rows look like, to be added to. */
  Marginals originals(SumsRequest request) {
    if (originals == null) {
      originals = request.dimensions().marginals();
    }
    return originals;
  }

  /** How often the rows of an uneven stratum were used, to be counted. */
  StratumUse used(long low) {
    return used.computeIfAbsent(low, name -> new StratumUse());
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
    other.used.forEach((low, use) -> used(low).combine(use));
    if (powers == null) {
      powers = other.powers;
    } else if (other.powers != null) {
      powers.combine(other.powers);
    }
    if (originals == null) {
      originals = other.originals;
    } else if (other.originals != null) {
      originals.combine(other.originals);
    }
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

  /**
   * Synthetic rows that were neither moved nor, having nobody to be mixed with, given back: where
   * exact moments are asked for, those that do not have them.
   */
  public long leftToTheLaw() {
    return rows - moved - lone;
  }

  /** How often the rows of an uneven stratum were used; null where none of it was mixed. */
  public StratumUse useOf(UnevenStrata.Stratum stratum) {
    return used.get(stratum.low());
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

  /**
   * What the law predicts of the third moment of a component over all rows that hold it, about the
   * mean of the original rows and in their standard deviations.
   */
  public double predictedThird(int k) {
    return powers.cubes(k) / all.held(k);
  }

  /** The same of the fourth moment. */
  public double predictedFourth(int k) {
    return powers.fourths(k) / all.held(k);
  }

  /** What the original rows look like, each counted once; null where nothing is followed. */
  public Marginals originals() {
    return originals;
  }
}
