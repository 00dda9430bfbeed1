package io.sparkmixup.report;

import io.sparkmixup.compare.ColumnShapes;
import io.sparkmixup.compare.Comparison;
import io.sparkmixup.compare.GroupComparison;
import io.sparkmixup.compare.TraceComparison;
import io.sparkmixup.compare.Verbatim;
import io.sparkmixup.moments.Marginals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The content of report.json of a comparison. */
public final class ComparisonReport {

  /** The version of the report's layout. */
  private static final int LAYOUT = 1;

  private ComparisonReport() {}

  /**
   * Describes a comparison.
   *
   * @param circumstances versions, settings and the command
   * @param level the significance level of the verdict
   */
  public static Map<String, Object> of(
      Comparison found, Map<String, Object> circumstances, double level) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("reportVersion", LAYOUT);
    report.put("kind", "verify");
    report.put("run", circumstances);
    report.put("columns", found.roles().columns().stream().map(RunReport::column).toList());
    report.put("notes", found.notes());
    report.put("notTested", found.notTested());
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("original", found.overall().originalRows());
    counts.put("synthetic", found.overall().syntheticRows());
    report.put("rows", counts);
    report.put("verbatim", found.verbatim().map(v -> verbatim(found)).orElse(null));
    report.put("verdict", RunReport.verdict(found.verdict(), level));
    report.put("similarity", SimilarityReport.of(found.similarity()));
    report.put("moments", moments(found.overall()));
    report.put("traceRatio", found.trace().map(ComparisonReport::trace).orElse(null));
    report.put(
        "columnShapes", found.shapes().map(s -> shapes(s, found.overall())).orElse(List.of()));
    report.put("componentsNotFollowed", found.notFollowed());
    report.put("classTotal", found.classTotal());
    report.put("classesCompared", found.comparedClasses());
    GroupComparison all = found.overall();
    report.put(
        "classes",
        found.classes().stream()
            .limit(RunReport.classesListed(all.components(), all.matrixSize()))
            .map(ComparisonReport::moments)
            .toList());
    report.put("classShares", found.shares().stream().map(s -> share(s, found.overall())).toList());
    return report;
  }

  private static Map<String, Object> verbatim(Comparison found) {
    Map<String, Object> result = new LinkedHashMap<>();
    Verbatim verbatim = found.verbatim().orElseThrow();
    result.put("columns", verbatim.columns());
    result.put("rows", verbatim.rows());
    result.put("share", found.verbatimShare());
    result.put("repeatedOriginals", verbatim.repeatedOriginals());
    result.put("rowsOfSingleOriginals", verbatim.ofSingles());
    result.put("pairedOriginals", 2 * verbatim.pairs());
    return result;
  }

  private static Map<String, Object> share(Comparison.ClassShare share, GroupComparison all) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("class", share.name());
    result.put("original", (double) share.original() / all.originalRows());
    result.put("synthetic", (double) share.synthetic() / all.syntheticRows());
    return result;
  }

  private static Map<String, Object> trace(TraceComparison found) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("components", found.components());
    result.put("expected", found.expected());
    result.put("synthetic", found.observed());
    result.put("standardError", found.standardError());
    return result;
  }

  private static List<Object> shapes(ColumnShapes found, GroupComparison all) {
    Marginals original = found.original();
    Marginals synthetic = found.synthetic();
    List<Object> shapes = new ArrayList<>();
    for (int k = 0; k < all.components(); k++) {
      Map<String, Object> shape = new LinkedHashMap<>();
      shape.put("name", all.component(k));
      shape.put("thirdMoment", beforeAndAfter(original.third(k), synthetic.third(k)));
      shape.put("fourthMoment", beforeAndAfter(original.fourth(k), synthetic.fourth(k)));
      shape.put(
          "histogram",
          RunReport.histogram(original.histogram(k), "synthetic", synthetic.histogram(k)));
      shapes.add(shape);
    }
    return shapes;
  }

  private static Map<String, Object> beforeAndAfter(double original, double synthetic) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("original", original);
    result.put("synthetic", synthetic);
    return result;
  }

  private static Map<String, Object> moments(GroupComparison group) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("group", group.name());
    result.put("originalRows", group.originalRows());
    result.put("syntheticRows", group.syntheticRows());
    Map<String, Object> scale = new LinkedHashMap<>();
    scale.put("expected", group.expectedScale());
    scale.put("synthetic", group.scale());
    scale.put("standardError", group.scaleError());
    result.put("meanVarianceRatio", scale);
    List<Object> components = new ArrayList<>();
    for (int k = 0; k < group.components(); k++) {
      Map<String, Object> component = new LinkedHashMap<>();
      component.put("name", group.component(k));
      component.put("originalValues", group.originalHeld(k));
      component.put("syntheticValues", group.syntheticHeld(k));
      component.put("originalMean", group.originalMean(k));
      component.put("syntheticMean", group.syntheticMean(k));
      component.put("meanStandardError", group.meanError(k));
      component.put("originalVariance", group.originalVariance(k));
      component.put("syntheticVariance", group.syntheticVariance(k));
      components.add(component);
    }
    result.put("components", components);
    result.put("covariance", covariance(group));
    return result;
  }

  private static Map<String, Object> covariance(GroupComparison group) {
    Map<String, Object> result = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < group.matrixSize(); i++) {
      names.add(group.component(group.matrixComponent(i)));
    }
    result.put("components", names);
    result.put("about", "the mean of the original rows; lower triangle, row by row");
    int size = group.matrixSize();
    result.put("original", RunReport.triangle(size, group::originalCovariance));
    result.put("synthetic", RunReport.triangle(size, group::syntheticCovariance));
    result.put("standardError", RunReport.triangle(size, group::covarianceError));
    return result;
  }
}
