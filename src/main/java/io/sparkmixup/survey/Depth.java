package io.sparkmixup.survey;

import io.sparkmixup.plan.Ranges;
import io.sparkmixup.plan.Rules;

/** How much a survey looks at. */
public enum Depth {

  /**
   * What a plan needs: keys, strata and classes, and which mixed values are missing or infinite.
   * Moments and their dimensions stay unknown.
   */
  STRATA,

  /** The moments of the mixed columns, too, which verification starts from. */
  MOMENTS;

  /** What is asked; everything where the rules need to know the values themselves. */
  static Depth of(Rules rules, Depth asked) {
    boolean values =
        rules.moments() == Rules.Moments.EXACT || rules.ranges().how() != Ranges.How.NONE;
    return values ? MOMENTS : asked;
  }
}
