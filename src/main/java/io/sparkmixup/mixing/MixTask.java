package io.sparkmixup.mixing;

import io.sparkmixup.law.Law;
import io.sparkmixup.plan.Ids;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.plan.Ranges;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.plan.Sizes;
import java.io.Serializable;
import java.util.List;

/**
 * What a mixing task needs to know.
 *
 * @param layout where columns stand in an encoded row
 * @param law the law of the weight
 * @param ids what synthetic rows get in the id columns
 * @param copies synthetic rows per original row, where all rows make the same number
 * @param blockReplicates replicates that one unit of work makes of each row
 * @param originals whether the original rows are written, too
 * @param integers what becomes of mixtures of whole numbers
 * @param moments how means and covariances are kept
 * @param ranges what becomes of rows that leave a range
 * @param limits the ranges of the mixed columns
 * @param added the columns that the output has after the input's
 * @param seed what keys depend on beside the rows
 */
record MixTask(
    Layout layout,
    Law law,
    Ids ids,
    long copies,
    long blockReplicates,
    Sizes.Originals originals,
    Rules.Integers integers,
    Rules.Moments moments,
    Ranges.How ranges,
    List<Ranges.Limit> limits,
    List<AddedColumns.Column> added,
    long seed)
    implements Serializable {

  static MixTask of(MixupPlan plan) {
    return new MixTask(
        plan.layout(),
        plan.law(),
        plan.request().ids(),
        plan.quotas().most(),
        plan.blocks().replicates(),
        plan.request().sizes().originals(),
        plan.request().rules().integers(),
        plan.request().rules().moments(),
        plan.request().rules().ranges().how(),
        plan.limits(),
        AddedColumns.of(plan.schema(), plan.roles(), plan.request(), plan.softLabels()),
        plan.request().seed());
  }
}
