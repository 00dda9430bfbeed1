package io.sparkmixup.profile;

import io.sparkmixup.moments.Moments;
import io.sparkmixup.plan.ColumnPlan;
import io.sparkmixup.plan.Role;
import io.sparkmixup.report.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The JSON form of a profile: figures for readers, and in base64 what merging needs. {@code
 * docs/profile.md} describes it.
 */
final class ProfileJson {

  static final String FORMAT = "spark-mixup profile";

  /** The shares of which quantiles are given. */
  static final double[] SHARES = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};

  private final Profile profile;
  private final ProfileSums sums;
  private final List<String> components = new ArrayList<>();

  private ProfileJson(Profile profile) {
    this.profile = profile;
    sums = profile.sums();
  }

  static String text(Profile profile) {
    return Json.text(new ProfileJson(profile).all()) + "\n";
  }

  private Map<String, Object> all() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("version", Profile.VERSION);
    json.put("rows", sums.fingerprint.count());
    json.put("fingerprint", sums.fingerprint.toString());
    json.put("options", options());
    List<Object> columns = new ArrayList<>();
    for (ColumnPlan column : profile.roles().columns()) {
      columns.add(column(column));
    }
    json.put("classes", classes());
    json.put("columns", columns);
    json.put("covariance", covariance());
    json.put("moments", base64(sums.moments().toBytes()));
    return json;
  }

  private Map<String, Object> options() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("mix", profile.request().mix());
    options.put("copy", profile.request().copy());
    options.put("drop", profile.request().drop());
    options.put("label", profile.request().label().orElse(null));
    return options;
  }

  private Map<String, Object> classes() {
    if (profile.layout().label() < 0) {
      return null;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("most", ClassCounts.MOST);
    json.put("counted", sums.classes.known());
    List<Object> counts = new ArrayList<>();
    if (sums.classes.known()) {
      for (ClassCounts.Count c : sums.classes.sorted()) {
        Map<String, Object> count = new LinkedHashMap<>();
        count.put("class", c.name());
        count.put("rows", c.rows());
        count.put("share", (double) c.rows() / sums.fingerprint.count());
        count.put("hash", hex(c.hash()));
        counts.add(count);
      }
    }
    json.put("counts", counts);
    return json;
  }

  private static String hex(ClassCounts.Hash hash) {
    return String.format(Locale.ROOT, "%016x%016x", hash.high(), hash.low());
  }

  private Map<String, Object> column(ColumnPlan plan) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", plan.name());
    json.put("type", plan.type());
    json.put("sparkType", profile.schema().apply(plan.name()).dataType().json());
    json.put("role", plan.role().name().toLowerCase(Locale.ROOT));
    json.put("reason", plan.reason());
    if (plan.role() != Role.DROPPED) {
      ColumnSums column = profile.column(plan.name());
      json.put("nulls", column.nulls);
      json.put("distinct", column.distinct());
      json.put(
          "distinctSketch", column.distinct == null ? null : base64(column.distinct.toBytes()));
      int i = profile.numberColumn(plan.name());
      if (i >= 0) {
        json.put("components", sums.size(i));
        json.put("numbers", numbers(plan.name(), i));
      }
    }
    return json;
  }

  private List<Object> numbers(String name, int i) {
    List<Object> numbers = new ArrayList<>();
    int end = Math.min(sums.start(i) + sums.size(i), sums.followed());
    for (int k = sums.start(i); k < end; k++) {
      String component = profile.isScalar(i) ? name : name + "[" + (k - sums.start(i)) + "]";
      components.add(component);
      numbers.add(number(component, k));
    }
    return numbers;
  }

  private Map<String, Object> number(String component, int k) {
    NumberSums number = sums.number(k);
    Moments moments = sums.moments();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("component", component);
    json.put("count", number.count());
    json.put("nan", number.nan);
    json.put("positiveInfinite", number.positiveInfinite);
    json.put("negativeInfinite", number.negativeInfinite);
    json.put("min", number.low());
    json.put("max", number.high());
    json.put("mean", moments.mean(k));
    json.put("variance", moments.covariance(k, k));
    json.put("skewness", moments.skewness(k));
    double[] values = number.sketch.quantiles(SHARES);
    Map<String, Object> quantiles = new LinkedHashMap<>();
    for (int q = 0; q < SHARES.length; q++) {
      quantiles.put(String.valueOf(SHARES[q]), values[q]);
    }
    json.put("quantiles", quantiles);
    json.put("rankError", number.sketch.rankError());
    json.put("quantileSketch", base64(number.sketch.toBytes()));
    return json;
  }

  /** The lower triangles, row by row. */
  private Map<String, Object> covariance() {
    Moments moments = sums.moments();
    List<Object> pairs = new ArrayList<>();
    List<Object> matrix = new ArrayList<>();
    for (int j = 0; j < components.size(); j++) {
      long[] counts = new long[j + 1];
      double[] row = new double[j + 1];
      for (int k = 0; k <= j; k++) {
        counts[k] = moments.count(j, k);
        row[k] = moments.covariance(j, k);
      }
      pairs.add(counts);
      matrix.add(row);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("components", components);
    json.put("pairs", pairs);
    json.put("matrix", matrix);
    return json;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
