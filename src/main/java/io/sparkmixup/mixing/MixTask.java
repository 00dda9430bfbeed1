package io.sparkmixup.mixing;

import io.sparkmixup.law.Law;
import io.sparkmixup.plan.Ids;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.MixupPlan;
import java.io.Serializable;

/**
 * What a mixing task needs to know.
 *
 * @param layout where columns stand in an encoded row
 * @param law the law of the weight
 * @param ids what synthetic rows get in the id columns
 * @param ratio synthetic rows per original row
 * @param seed what keys depend on beside the rows
 */
record MixTask(Layout layout, Law law, Ids ids, int ratio, long seed) implements Serializable {

  static MixTask of(MixupPlan plan) {
    return new MixTask(
        plan.layout(),
        plan.law(),
        plan.request().ids(),
        plan.request().ratio(),
        plan.request().seed());
  }
}
