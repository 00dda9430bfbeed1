package io.sparkmixup.report;

import io.sparkmixup.law.Law;
import io.sparkmixup.law.LawCosts;
import java.util.LinkedHashMap;
import java.util.Map;

/** A law of the weight, as JSON shows it. */
public final class LawReport {

  private LawReport() {}

  /** The law and its costs by the names of the JSON form; null for what the law does not have. */
  public static Map<String, Object> of(Law law) {
    LawCosts costs = law.costs();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("law", law.name());
    for (String parameter : new String[] {"alpha", "beta", "epsilon0", "epsilon1"}) {
      result.put(parameter, law.parameters().get(parameter));
    }
    result.put("partnerWeight", law.partnerWeight());
    result.put("covarianceFactor", costs.covarianceFactor());
    result.put("thirdMomentFactor", costs.thirdMomentFactor());
    result.put("fourthMomentFactor", costs.fourthMomentFactor());
    result.put("fourthMomentSigma4", costs.fourthMomentSigma4());
    result.put("outsideUnitInterval", costs.outsideUnitInterval());
    return result;
  }
}
