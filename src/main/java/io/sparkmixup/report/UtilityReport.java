package io.sparkmixup.report;

import io.sparkmixup.utility.Closeness;
import io.sparkmixup.utility.Score;
import io.sparkmixup.utility.Source;
import io.sparkmixup.utility.Utility;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What report.json says of the use of synthetic rows, and how near they come to originals. */
public final class UtilityReport {

  /** Said wherever distances are. */
  public static final String NOT_PRIVACY =
      "no guarantee of privacy: a row can be far by this measure and still tell about a person";

  private UtilityReport() {}

  /** Adds the sections {@code utility} and {@code closeness}. */
  public static void add(Map<String, Object> report, Utility found) {
    Map<String, Object> utility = new LinkedHashMap<>();
    utility.put("label", found.label());
    utility.put("classes", found.classes());
    utility.put("heldOutRows", found.heldOut());
    utility.put("heldOut", heldOut(found));
    Map<String, Object> rows = new LinkedHashMap<>();
    found.trainings().forEach(t -> rows.put(t.source().toString(), t.rows()));
    utility.put("trainingRows", rows);
    utility.put("features", found.features());
    utility.put("notLearnedFrom", found.leftOut());
    List<Object> scores = new ArrayList<>();
    found.scores().forEach(s -> scores.add(score(s)));
    utility.put("scores", scores);
    report.put("utility", utility);
    report.put("closeness", found.closeness().map(UtilityReport::closeness).orElse(null));
  }

  /** Which rows were held out, and what that means. */
  public static String heldOut(Utility found) {
    return found.apart()
        ? "the rows of --holdout"
        : "a quarter of the originals; synthetic rows that were made from all originals have seen"
            + " them, which flatters them: --holdout takes rows that nothing was made from";
  }

  private static Map<String, Object> score(Score score) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("learner", score.learner());
    result.put("trainedOn", score.source().toString());
    result.put("measure", score.measure().toString());
    result.put("value", score.value());
    result.put("standardError", score.standardError());
    if (score.source() != Source.REAL) {
      result.put("minusReal", score.difference());
      result.put("minusRealStandardError", score.differenceError());
    }
    return result;
  }

  private static Map<String, Object> closeness(Closeness found) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("columns", found.columns());
    result.put("components", found.components());
    result.put("unit", "standard deviations of the original");
    result.put("originalsToOtherOriginals", distances(found.originals()));
    result.put("syntheticToOriginals", distances(found.synthetic()));
    Map<String, Object> near = new LinkedHashMap<>();
    near.put("distance", found.originals().percent5());
    near.put("synthetic", found.syntheticShare());
    near.put("originals", found.originalShare());
    near.put("standardErrorOfDifference", found.standardError());
    result.put("shareWithin", near);
    result.put("note", NOT_PRIVACY);
    return result;
  }

  private static Map<String, Object> distances(Closeness.Distances found) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("rows", found.rows());
    result.put("percent1", found.percent1());
    result.put("percent5", found.percent5());
    result.put("median", found.median());
    return result;
  }
}
