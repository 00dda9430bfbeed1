package io.sparkmixup.report;

import io.sparkmixup.MixupResult;
import io.sparkmixup.moments.Histogram;
import io.sparkmixup.plan.Balance;
import io.sparkmixup.plan.ColumnPlan;
import io.sparkmixup.plan.Extra;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.plan.Ranges;
import io.sparkmixup.plan.Sizes;
import io.sparkmixup.survey.Survey;
import io.sparkmixup.verify.Finding;
import io.sparkmixup.verify.GroupMoments;
import io.sparkmixup.verify.Verdict;
import io.sparkmixup.verify.Verification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/** The content of report.json. */
public final class RunReport {

  /** The version of the report's layout. */
  private static final int LAYOUT = 1;

  /** The most numbers about single classes. */
  private static final long CLASS_NUMBERS = 100_000;

  private RunReport() {}

  /**
   * Describes a run.
   *
   * @param circumstances versions, settings and the command
   */
  public static Map<String, Object> of(MixupResult result, Map<String, Object> circumstances) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("reportVersion", LAYOUT);
    report.put("kind", "synthesize");
    report.put("run", circumstances);
    report.put("plan", plan(result.survey()));
    report.put("counts", counts(result));
    Map<String, Object> fingerprints = new LinkedHashMap<>();
    fingerprints.put("input", result.plan().input().toString());
    fingerprints.put("output", result.verification().map(v -> v.output().toString()).orElse(null));
    report.put("fingerprints", fingerprints);
    report.put("published", result.published());
    report.put("seconds", result.elapsed().toMillis() / 1000.0);
    result.verification().ifPresent(v -> verification(v, result.survey().classTotal(), report));
    return report;
  }

  /** Everything that decided about the rows. */
  public static Map<String, Object> plan(Survey survey) {
    MixupPlan plan = survey.plan();
    MixupRequest request = plan.request();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("contract", MixupPlan.CONTRACT);
    result.put("seed", request.seed());
    result.put("sizes", sizes(plan));
    result.put("nulls", request.rules().nulls().name().toLowerCase(Locale.ROOT));
    result.put("integers", request.rules().integers().name().toLowerCase(Locale.ROOT));
    result.put("moments", request.rules().moments().name().toLowerCase(Locale.ROOT));
    result.put("range", request.rules().ranges().how().name().toLowerCase(Locale.ROOT));
    result.put("limits", plan.limits().stream().map(RunReport::limit).toList());
    result.put("lineage", request.extras().contains(Extra.LINEAGE));
    result.put("softLabels", request.extras().contains(Extra.SOFT_LABELS));
    result.put("law", LawReport.of(plan.law()));
    result.put("schema", plan.schema().json());
    result.put("columns", plan.roles().columns().stream().map(RunReport::column).toList());
    result.put("within", plan.roles().within());
    result.put("classLabel", plan.classLabel().orElse(null));
    result.put("ids", request.ids().name().toLowerCase(Locale.ROOT));
    result.put("keys", plan.keySource().name());
    result.put("duplicates", plan.duplicates().name());
    result.put("settleGuests", plan.settleGuests());
    result.put("rows", plan.rows());
    result.put("strata", survey.strataTotal());
    result.put("largeStrata", plan.strata().size());
    result.put("largeStrataDigest", plan.strata().digest());
    result.put("maxVerbatim", request.maxVerbatim());
    return result;
  }

  private static Map<String, Object> limit(Ranges.Limit limit) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("name", limit.name());
    result.put("low", limit.low() == null ? null : limit.low().toString());
    result.put("high", limit.high() == null ? null : limit.high().toString());
    return result;
  }

  private static Map<String, Object> sizes(MixupPlan plan) {
    Sizes sizes = plan.request().sizes();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ratio", sizes.ratio());
    result.put("rows", sizes.rows().orElse(null));
    result.put("balance", sizes.balance().map(Balance::toString).orElse(null));
    result.put("keepOriginals", sizes.originals() == Sizes.Originals.KEPT);
    result.put("syntheticRows", plan.syntheticRows());
    result.put("quotasDigest", plan.quotas().digest());
    return result;
  }

  static Map<String, Object> column(ColumnPlan column) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("name", column.name());
    result.put("type", column.type());
    result.put("role", column.role().name().toLowerCase(Locale.ROOT));
    result.put("reason", column.reason());
    return result;
  }

  private static Map<String, Object> counts(MixupResult result) {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("rowsIn", result.plan().rows());
    counts.put("droppedRows", result.survey().dropped());
    counts.put("droppedClasses", result.survey().lostTotal());
    counts.put("rowsOut", result.plan().writtenRows());
    counts.put("synthetic", result.sums().rows());
    counts.put("verbatim", result.sums().verbatim());
    counts.put("lone", result.sums().lone());
    counts.put("guests", result.sums().guests());
    counts.put("metTwin", result.sums().twins());
    counts.put("limited", result.sums().limited());
    counts.put("moved", result.sums().moved());
    return counts;
  }

  private static void verification(
      Verification verification, long classTotal, Map<String, Object> report) {
    report.put("verdict", verdict(verification.verdict(), verification.level()));
    report.put("moments", moments(verification.overall()));
    report.put("columnShapes", columnShapes(verification));
    report.put("componentsNotFollowed", verification.overall().notFollowed());
    report.put("classTotal", classTotal);
    report.put("classesVerified", verification.classesFollowed());
    GroupMoments all = verification.overall();
    report.put(
        "classes",
        verification.classes().stream()
            .limit(classesListed(all.components(), all.matrixSize()))
            .map(RunReport::moments)
            .toList());
    report.put(
        "classShares",
        verification.shares().stream()
            .map(
                s -> {
                  Map<String, Object> share = new LinkedHashMap<>();
                  share.put("class", s.name());
                  share.put("original", s.original());
                  share.put("predicted", s.predicted());
                  share.put("synthetic", s.synthetic());
                  return share;
                })
            .toList());
  }

  /** How many classes a report tells of one by one: thousands of matrices nobody would look at. */
  static long classesListed(int components, int matrix) {
    return Math.max(1, CLASS_NUMBERS / (12L * components + 2L * matrix * (matrix + 1)));
  }

  /** What decided, and whether it passed. */
  static Map<String, Object> verdict(Verdict verdict, double level) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("passed", verdict.passed());
    result.put("sentence", verdict.sentence());
    result.put("level", level);
    result.put("deciding", verdict.deciding().map(d -> finding(d.finding())).orElse(null));
    result.put("findings", verdict.findings().stream().map(RunReport::finding).toList());
    result.put("significantButHarmless", verdict.harmless());
    return result;
  }

  static Map<String, Object> finding(Finding f) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("name", f.name());
    result.put("where", f.where());
    result.put("predicted", f.predicted());
    result.put("observed", f.observed());
    result.put("standardError", f.standardError());
    result.put("degreesOfFreedom", f.degrees());
    result.put("effect", f.effect());
    result.put("pValue", f.pValue());
    result.put("tested", f.tested());
    return result;
  }

  private static Map<String, Object> moments(GroupMoments group) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("group", group.name());
    result.put("rows", group.rows());
    Map<String, Object> scale = new LinkedHashMap<>();
    scale.put("predicted", group.predictedScale());
    scale.put("observed", group.observedScale());
    scale.put("standardError", group.scaleError());
    scale.put("ofRowsUsed", group.usedScale());
    result.put("meanVarianceRatio", scale);
    if (group.hasTrace()) {
      result.put("traceRatio", trace(group));
    }
    List<Object> components = new ArrayList<>();
    for (int k = 0; k < group.components(); k++) {
      components.add(component(group, k));
    }
    result.put("components", components);
    result.put("covariance", covariance(group));
    return result;
  }

  private static Map<String, Object> trace(GroupMoments group) {
    Map<String, Object> trace = new LinkedHashMap<>();
    trace.put("components", group.traceComponents());
    trace.put("predicted", group.predictedTrace());
    trace.put("observed", group.observedTrace());
    trace.put("standardError", group.traceError());
    trace.put("ofRowsUsed", group.usedTrace());
    return trace;
  }

  /** What is shown of each component and does not decide. */
  private static List<Object> columnShapes(Verification verification) {
    List<Object> shapes = new ArrayList<>();
    for (int k = 0; k < verification.overall().components(); k++) {
      Map<String, Object> shape = new LinkedHashMap<>();
      shape.put("name", verification.overall().component(k));
      shape.put("thirdMoment", shown(verification.third(k)));
      shape.put("fourthMoment", shown(verification.fourth(k)));
      shape.put(
          "histogram",
          histogram(
              verification.originalHistogram(k), "observed", verification.observedHistogram(k)));
      shapes.add(shape);
    }
    return shapes;
  }

  /** Two histograms of the same bins. */
  static Map<String, Object> histogram(Histogram original, String name, Histogram other) {
    Map<String, Object> histogram = new LinkedHashMap<>();
    histogram.put("low", original.low());
    histogram.put("high", original.high());
    histogram.put("original", original.counts());
    histogram.put(name, other.counts());
    return histogram;
  }

  private static Map<String, Object> shown(Verification.Shown moment) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("original", moment.original());
    result.put("predicted", moment.predicted());
    result.put("observed", moment.observed());
    return result;
  }

  private static Map<String, Object> component(GroupMoments group, int k) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("name", group.component(k));
    result.put("rows", group.held(k));
    result.put("originalMean", group.originalMean(k));
    result.put("predictedMean", group.predictedMean(k));
    result.put("observedMean", group.observedMean(k));
    result.put("meanStandardError", group.meanError(k));
    result.put("meanAddedByRules", group.ruleMean(k));
    result.put("varianceAddedByRules", group.ruleVariance(k));
    result.put("originalVariance", group.originalVariance(k));
    result.put("predictedVariance", group.predictedVariance(k));
    result.put("observedVariance", group.observedVariance(k));
    result.put("varianceStandardError", group.varianceError(k));
    return result;
  }

  /** One value of the covariance matrix. */
  @FunctionalInterface
  interface Entry {
    double at(int i, int j);
  }

  private static Map<String, Object> covariance(GroupMoments group) {
    Map<String, Object> result = new LinkedHashMap<>();
    IntFunction<String> name = i -> group.component(group.matrixComponent(i));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < group.matrixSize(); i++) {
      names.add(name.apply(i));
    }
    result.put("components", names);
    result.put(
        "about",
        (group.isAllRows() ? "the mean of all original rows" : "the class's original mean")
            + "; lower triangle, row by row");
    result.put("original", triangle(group.matrixSize(), group::originalCovariance));
    result.put("predicted", triangle(group.matrixSize(), group::predictedCovariance));
    result.put("observed", triangle(group.matrixSize(), group::observedCovariance));
    result.put("standardError", triangle(group.matrixSize(), group::covarianceError));
    return result;
  }

  static List<double[]> triangle(int size, Entry entry) {
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double[] row = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        row[j] = entry.at(i, j);
      }
      rows.add(row);
    }
    return rows;
  }
}
