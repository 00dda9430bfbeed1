package io.sparkmixup.survey;

import io.sparkmixup.RequestException;
import io.sparkmixup.moments.Moments;
import io.sparkmixup.pairing.Anchors;
import io.sparkmixup.pairing.Selection;
import io.sparkmixup.plan.ColumnRanges;
import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.plan.Dimensions;
import io.sparkmixup.plan.Duplicates;
import io.sparkmixup.plan.ExactRequest;
import io.sparkmixup.plan.Extra;
import io.sparkmixup.plan.KeySource;
import io.sparkmixup.plan.LargeStrata;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.MixedValues;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.plan.Quotas;
import io.sparkmixup.plan.Ranges;
import io.sparkmixup.plan.Reading;
import io.sparkmixup.plan.Role;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.plan.Sizes;
import io.sparkmixup.plan.SoftLabel;
import io.sparkmixup.plan.UnevenStrata;
import io.sparkmixup.plan.WrittenTypes;
import io.sparkmixup.rows.Blob;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * What one scan of the rows found, and the plan that follows from it.
 *
 * @param plan decides about the synthetic rows
 * @param dimensions the components whose moments are followed; none in a survey of strata
 * @param classes the {@value #NAMED_CLASSES} most frequent classes of the label, the most frequent
 *     first
 * @param classMeans the means of the mixed columns in each class; of none in a survey of strata
 * @param classTotal how many classes there are
 * @param strataTotal how many strata there are
 * @param guests rows alone in their null pattern that are mixed with complete rows
 * @param lone rows that come out verbatim, having nobody to be mixed with
 * @param dropped rows that miss a mixed value and take no part, with {@code --nulls drop}
 * @param lostTotal how many classes have only such rows
 * @param lost the largest of these
 * @param moments the moments of {@code dimensions}; nothing where there are none or more than 200,
 *     or vectors differ in length
 */
public record Survey(
    MixupPlan plan,
    Dimensions dimensions,
    List<ClassSize> classes,
    ClassMeans classMeans,
    long classTotal,
    long strataTotal,
    long guests,
    long lone,
    long dropped,
    long lostTotal,
    Optional<ClassSize> lost,
    Optional<Moments> moments) {

  /** A class of the label: its 128-bit hash, its name for the reader, its number of rows. */
  public record ClassSize(long high, long low, String name, long rows)
      implements java.io.Serializable {}

  private static final String NO_ROWS =
      "the input has no rows: nothing to make synthetic rows from";

  /** The most classes that are known by name. */
  private static final int NAMED_CLASSES = 10_000;

  /** From this share of distinct values on, a column of whole numbers is taken for an id. */
  private static final double NEARLY_UNIQUE = 0.9;

  /** Among fewer rows, measurements differ often enough by chance. */
  private static final long ENOUGH_ROWS = 100;

  /**
   * With so many pairs of equal rows for each row, all copies of a row being in one cell, one row
   * in ten thousand would meet a twin; beyond that, duplicates are numbered before the shuffle.
   */
  private static final double MANY_PAIRS = LargeStrata.CELL_ROWS / 10_000.0;

  /** A row this much more frequent than chance allows would fill a tenth of a cell. */
  private static final double FREQUENT = LargeStrata.CELL_ROWS / 10.0;

  /**
   * Surveys the rows. One job; a second one where ids turn out not to be unique, a column of whole
   * numbers to be an id, or vectors to be ragged.
   *
   * @throws RequestException if the rows cannot be mixed as asked
   */
  public static Survey of(Dataset<Row> rows, MixupRequest request) {
    return of(rows, request, Depth.MOMENTS);
  }

  /**
   * Surveys the rows as far as is asked, and as far as the rules need.
   *
   * @throws RequestException if the rows cannot be mixed as asked
   */
  public static Survey of(Dataset<Row> rows, MixupRequest request, Depth asked) {
    Depth depth = Depth.of(request.rules(), asked);
    ColumnRoles roles = roles(rows, request);
    boolean byId = !roles.names(Role.ID).isEmpty();
    KeySource keys = byId ? KeySource.ID_COLUMNS : KeySource.WHOLE_ROW;
    SurveyPart found = scan(rows, roles, request.rules(), keys, depth);
    Map<String, String> notToMix = notToMix(rows.schema(), request, roles, found);
    if (!notToMix.isEmpty()) {
      roles = ColumnRoles.of(rows.schema(), request, notToMix);
      found = scan(rows, roles, request.rules(), keys, depth);
    }
    if (byId && manyDuplicates(found)) {
      keys = KeySource.WHOLE_ROW;
      found = scan(rows, roles, request.rules(), keys, depth);
    }
    Survey survey =
        conclude(
            rows.schema(), request, roles, keys, SessionZone.of(rows.sparkSession()), found, depth);
    MixupPlan selected =
        survey.plan.quotas().select() ? Selection.decide(rows, survey.plan) : survey.plan;
    return survey.withPlan(Anchors.decide(rows, selected));
  }

  /**
   * The roles of columns before any row is surveyed.
   *
   * @throws RequestException if they are not as asked, or there is nothing to mix
   */
  public static ColumnRoles roles(Dataset<Row> rows, MixupRequest request) {
    // A file that is a header alone has no types either: it is the rows that are wanting.
    if (ColumnRoles.proposed(rows.schema(), request, Map.of()).names(Role.MIXED).isEmpty()
        && rows.isEmpty()) {
      throw new RequestException(NO_ROWS);
    }
    ColumnRoles roles = ColumnRoles.of(rows.schema(), request);
    ExactRequest.check(rows.schema(), roles, request);
    return roles;
  }

  /** Mixed columns that their values speak against, and why. */
  private static Map<String, String> notToMix(
      StructType schema, MixupRequest request, ColumnRoles roles, SurveyPart found) {
    long rows = found.summary.fingerprint.count();
    Set<String> wholeByDefault = Set.copyOf(roles.wholeByDefault(schema));
    List<String> mixed = roles.names(Role.MIXED);
    Map<String, String> reasons = new HashMap<>();
    for (int i = 0; i < mixed.size(); i++) {
      ColumnSurvey column = found.summary.columns[i];
      if (wholeByDefault.contains(mixed.get(i)) && isNearlyUnique(column.distinct(), rows)) {
        reasons.put(mixed.get(i), ColumnRoles.NEARLY_UNIQUE);
      }
      if (request.rules().ragged() == Rules.Ragged.CARRY && column.isRagged()) {
        reasons.put(mixed.get(i), "lengths differ, --ragged carry");
      }
    }
    return reasons;
  }

  /** Whether a column of whole numbers, by its number of distinct values, looks like an id. */
  public static boolean isNearlyUnique(double distinct, long rows) {
    return rows >= ENOUGH_ROWS && distinct >= NEARLY_UNIQUE * rows;
  }

  private static SurveyPart scan(
      Dataset<Row> rows, ColumnRoles roles, Rules rules, KeySource keys, Depth depth) {
    Layout layout = Layout.ofSurvey(rows.schema(), roles, keys);
    int tasks = rows.sparkSession().sparkContext().defaultParallelism();
    Rules.Nulls nulls = rules.nulls();
    MapPartitionsFunction<Tally, byte[]> add =
        tallies -> List.of(Blob.write(SurveyPart.of(tallies))).iterator();
    List<byte[]> parts =
        layout
            .shape()
            .decode(
                rows,
                decoded -> new SurveyScan(decoded, layout, nulls, depth),
                Encoders.bean(Tally.class))
            .repartition(tasks, functions.col("high"))
            .sortWithinPartitions("high", "kind", "low")
            .mapPartitions(add, Encoders.BINARY())
            .collectAsList();
    SurveyPart all = new SurveyPart();
    for (byte[] part : parts) {
      all.combine(Blob.read(part, SurveyPart.class));
    }
    if (all.summary == null || all.summary.fingerprint.count() == 0) {
      throw new RequestException(
          all.summary != null && all.summary.dropped > 0
              ? "--nulls drop: no row of the input holds all mixed values, nothing is left"
              : NO_ROWS);
    }
    return all;
  }

  /** In strata of one cell, duplicates are dealt out well enough in any case. */
  private static boolean manyDuplicates(SurveyPart found) {
    long rows = found.summary.fingerprint.count();
    return !found.large.isEmpty()
        && (found.summary.duplicates.pairsPerRow(rows) > MANY_PAIRS
            || found.summary.duplicates.excess(rows) > FREQUENT);
  }

  /**
   * What follows from a scan; thresholds of a selection are still to be found.
   *
   * @param zone where the days of timestamps begin
   */
  static Survey conclude(
      StructType schema,
      MixupRequest request,
      ColumnRoles roles,
      KeySource keys,
      ZoneId zone,
      SurveyPart found,
      Depth depth) {
    long count = found.summary.fingerprint.count();
    Layout layout = Layout.ofSurvey(schema, roles, keys);
    checkFinite(layout, found.summary);
    if (request.rules().nulls() == Rules.Nulls.FAIL) {
      checkComplete(layout, found.summary);
    }
    LargeStrata strata =
        new LargeStrata(
            found.large.stream().mapToLong(s -> s[0]).toArray(),
            found.large.stream().mapToLong(s -> s[1]).toArray(),
            found.large.stream().mapToLong(s -> s[2]).toArray());
    MixupPlan plan =
        new MixupPlan(
            request,
            schema,
            roles,
            keys,
            manyDuplicates(found) ? Duplicates.BEFORE_SHUFFLE : Duplicates.IN_CELL,
            found.loneHosted > 0,
            count,
            strata,
            quotas(request, found, count),
            UnevenStrata.none(),
            limits(schema, request.rules(), roles, zone, found.summary),
            softLabels(schema, request, roles, found),
            found.summary.fingerprint);
    ExactRequest.check(plan);
    Dimensions dimensions =
        depth == Depth.MOMENTS
            ? dimensions(layout, found.summary)
            : new Dimensions.Builder().build();
    ExactRequest.check(plan, dimensions);
    Survey survey =
        new Survey(
            plan,
            dimensions,
            found.classes.stream().limit(NAMED_CLASSES).map(Survey::size).toList(),
            found.summary.classMeans,
            found.classTotal,
            found.strata,
            found.loneHosted,
            found.loneComplete + found.loneUnhosted,
            found.summary.dropped,
            found.lostTotal,
            Optional.ofNullable(found.lost).map(Survey::size),
            found.summary.covariance.moments());
    survey.checkVerbatim();
    return survey;
  }

  /** The same with another plan. */
  Survey withPlan(MixupPlan other) {
    return new Survey(
        other,
        dimensions,
        classes,
        classMeans,
        classTotal,
        strataTotal,
        guests,
        lone,
        dropped,
        lostTotal,
        lost,
        moments);
  }

  private static ClassSize size(SurveyPart.ClassCount c) {
    return new ClassSize(c.high(), c.low(), c.name(), c.count());
  }

  private static Quotas quotas(MixupRequest request, SurveyPart found, long rows) {
    Sizes sizes = request.sizes();
    if (sizes.balance().isPresent() && found.classTotal > SurveyPart.MOST_CLASSES) {
      throw new RequestException(
          String.format(
              Locale.ROOT,
              "--balance %s: the label has %,d classes, at most %,d can be evened out",
              sizes.balance().get(),
              found.classTotal,
              SurveyPart.MOST_CLASSES));
    }
    ExactRequest.check(
        request, found.classes.stream().mapToLong(SurveyPart.ClassCount::count).toArray());
    List<Quotas.ClassRows> classes =
        found.classes.stream()
            .map(c -> new Quotas.ClassRows(c.high(), c.low(), c.name(), c.count()))
            .toList();
    return Quotas.of(sizes, classes, rows);
  }

  private static List<Ranges.Limit> limits(
      StructType schema, Rules rules, ColumnRoles roles, ZoneId zone, SurveySummary summary) {
    List<String> mixed = roles.names(Role.MIXED);
    List<Ranges.Limit> limits = new ArrayList<>();
    ColumnRanges.of(schema, roles, rules.ranges())
        .bounds()
        .forEach(
            (name, bounds) -> {
              int i = mixed.indexOf(name);
              DataType type = WrittenTypes.of(schema.apply(name).dataType(), rules.integers());
              Ranges.Limit limit =
                  bounds.observed()
                      ? new Ranges.Limit(
                          i, name, summary.columns[i].low(), summary.columns[i].high())
                      : bounds.limit(i, name, type, zone);
              if (limit.low() != null || limit.high() != null) {
                limits.add(limit);
              }
            });
    return List.copyOf(limits);
  }

  /** The classes of the label that get columns, by name; whole numbers by value. */
  private static List<SoftLabel> softLabels(
      StructType schema, MixupRequest request, ColumnRoles roles, SurveyPart found) {
    if (!request.extras().contains(Extra.SOFT_LABELS)) {
      return List.of();
    }
    if (found.classTotal > SoftLabel.MOST) {
      throw new RequestException(
          String.format(
              Locale.ROOT,
              "--soft-labels: the label '%s' has %,d classes, at most %,d can get columns",
              roles.classLabel().orElseThrow(),
              found.classTotal,
              SoftLabel.MOST));
    }
    boolean numbers =
        schema.apply(roles.classLabel().orElseThrow()).dataType() instanceof NumericType;
    Comparator<SoftLabel> byName = Comparator.comparing(SoftLabel::name);
    return found.classes.stream()
        .map(c -> new SoftLabel(c.high(), c.low(), c.name()))
        .sorted(numbers ? Comparator.comparing(Survey::value) : byName)
        .toList();
  }

  /** A number, nulls last. */
  private static BigDecimal value(SoftLabel label) {
    return label.name().equals("null")
        ? BigDecimal.valueOf(Double.MAX_VALUE)
        : new BigDecimal(label.name());
  }

  private static void checkFinite(Layout layout, SurveySummary summary) {
    int[] mixed = layout.mixed();
    for (int i = 0; i < mixed.length; i++) {
      long bad = summary.columns[i].nonFinite();
      if (bad > 0) {
        String name = layout.shape().schema().apply(mixed[i]).name();
        boolean scalar = new MixedValues(layout).isScalar(i);
        throw new RequestException(
            String.format(
                Locale.ROOT,
                "mixed column '%s' holds %,d %s, which cannot be mixed: carry it with --copy, or"
                    + " replace them",
                name,
                bad,
                scalar
                    ? (bad == 1 ? "infinite value" : "infinite values")
                    : "elements that are infinite, NaN or null"));
      }
    }
  }

  private static void checkComplete(Layout layout, SurveySummary summary) {
    int[] mixed = layout.mixed();
    List<String> gaps = new ArrayList<>();
    for (int i = 0; i < mixed.length; i++) {
      long missing = summary.columns[i].missing();
      if (missing > 0) {
        String name = layout.shape().schema().apply(mixed[i]).name();
        gaps.add(String.format(Locale.ROOT, "'%s' (%,d)", name, missing));
      }
    }
    if (!gaps.isEmpty()) {
      throw new RequestException(
          String.format(
              Locale.ROOT,
              "--nulls fail: of %,d rows some miss a value in mixed column %s: use --nulls match or"
                  + " drop, or carry the column with --copy",
              summary.fingerprint.count(),
              String.join(", ", gaps)));
    }
  }

  private void checkVerbatim() {
    // Where rows make different numbers, only what is written tells.
    double share = plan.quotas().equal() ? (double) lone / plan.rows() : 0;
    if (share > plan.request().maxVerbatim() && plan.rows() == 1) {
      throw new RequestException(
          String.format(
              Locale.ROOT,
              "%s, and mixing needs two: give it more, or copy it with --max-verbatim 1",
              dropped == 0
                  ? "the input has one row"
                  : String.format(
                      Locale.ROOT,
                      "--nulls drop: of %,d rows one holds all mixed values",
                      dropped + 1)));
    }
    if (share > plan.request().maxVerbatim()) {
      throw new RequestException(
          String.format(
              Locale.ROOT,
              "%,d of %,d rows (%.2f %%) have no partner%s and would come out verbatim, more than"
                  + " --max-verbatim %s: %s, or raise it",
              lone,
              plan.rows(),
              100 * share,
              plan.roles().within().isEmpty()
                  ? ""
                  : " within " + String.join(", ", plan.roles().within()),
              plan.request().maxVerbatim(),
              plan.roles().within().isEmpty()
                  ? "carry columns that are often missing"
                  : "use --within none or fewer columns"));
    }
  }

  private static Dimensions dimensions(Layout layout, SurveySummary summary) {
    Dimensions.Builder builder = new Dimensions.Builder();
    int[] mixed = layout.mixed();
    MixedValues values = new MixedValues(layout);
    for (int i = 0; i < mixed.length; i++) {
      ColumnSurvey column = summary.columns[i];
      boolean scalar = values.isScalar(i);
      int size = scalar ? 1 : column.maxSize();
      for (int k = 0; k < size; k++) {
        builder.add(
            new Dimensions.Component(
                layout.shape().schema().apply(mixed[i]).name(),
                i,
                k,
                scalar,
                column.mean(k),
                column.variance(k),
                (double) column.count(k) / summary.fingerprint.count(),
                column.smallest(),
                column.largest(),
                values.isWhole(i),
                Reading.of(layout.shape().schema().apply(mixed[i]).dataType())));
      }
    }
    return builder.build();
  }
}
