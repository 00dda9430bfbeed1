package io.sparkmixup.profile;

import io.sparkmixup.RequestException;
import io.sparkmixup.compare.StoredOriginal;
import io.sparkmixup.plan.ColumnPlan;
import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.plan.KeySource;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.MixedValues;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.plan.Role;
import io.sparkmixup.rows.Blob;
import io.sparkmixup.rows.Fingerprint;
import io.sparkmixup.rows.RowShape;
import io.sparkmixup.survey.Survey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What there is to know of rows before any are mixed, from one scan: their number and fingerprint,
 * the classes of the label, the role that each column would get and why, nulls and distinct values,
 * and for numbers range, moments, quantiles and covariances. See {@code docs/profile.md}.
 *
 * <p>Memory does not grow with the rows. Profiles of parts merge to that of the whole ({@link
 * #combine}): counts, ranges, classes, roles and fingerprints exactly, moments to rounding,
 * quantiles within the rank error that each states.
 */
public final class Profile {

  /** The version of the JSON form. */
  static final int VERSION = 1;

  private final StructType schema;
  private final MixupRequest request;
  private final Layout layout;
  private final ProfileSums sums;

  Profile(StructType schema, MixupRequest request, Layout layout, ProfileSums sums) {
    this.schema = schema;
    this.request = request;
    this.layout = layout;
    this.sums = sums;
  }

  /**
   * Profiles rows: one job, that reads them once.
   *
   * @param request of which mix, copy, drop and label count
   * @throws RequestException if columns are named that are absent or do not fit, or a column has a
   *     type that cannot be read
   */
  public static Profile of(Dataset<Row> rows, MixupRequest request) {
    StructType schema = plain(rows.schema());
    Layout layout = layout(schema, request);
    RowShape.PartitionFunction<byte[]> scan =
        decoded -> List.of(Blob.write(ProfileScan.of(decoded, layout))).iterator();
    JavaRDD<byte[]> parts = layout.shape().decode(rows, scan, Encoders.BINARY()).javaRDD();
    ProfileSums sums =
        parts.getNumPartitions() == 0
            ? new ProfileSums(layout)
            : Blob.read(parts.treeReduce(Profile::merge), ProfileSums.class);
    return new Profile(schema, request, layout, sums);
  }

  private static byte[] merge(byte[] a, byte[] b) {
    ProfileSums result = Blob.read(a, ProfileSums.class);
    result.combine(Blob.read(b, ProfileSums.class));
    return Blob.write(result);
  }

  /** Names and types alone: what else a schema says may differ from part to part. */
  private static StructType plain(StructType schema) {
    return DataTypes.createStructType(
        Arrays.stream(schema.fields())
            .map(f -> new StructField(f.name(), f.dataType(), true, Metadata.empty()))
            .toList());
  }

  /**
   * A layout of all columns that are not dropped, in the schema's order, in which whatever has
   * numbers counts as mixed: what becomes of it in the end only the rows tell.
   */
  static Layout layout(StructType schema, MixupRequest request) {
    ColumnRoles asked = ColumnRoles.proposed(schema, request, Map.of());
    List<ColumnPlan> read =
        asked.columns().stream()
            .map(
                c ->
                    c.role() != Role.DROPPED
                            && ColumnRoles.isMixable(schema.apply(c.name()).dataType())
                        ? new ColumnPlan(c.name(), c.type(), Role.MIXED, c.reason())
                        : c)
            .toList();
    ColumnRoles all = new ColumnRoles(read, List.of(), asked.classLabel());
    return Layout.ofSurvey(schema, all, KeySource.WHOLE_ROW);
  }

  /**
   * Adds the rows of another profile, which is not to be used any more, and returns this.
   *
   * @throws RequestException if the two are of other columns, or were asked for with other options
   */
  public Profile combine(Profile other) {
    if (!other.schema.equals(schema)) {
      throw new RequestException(
          "of other columns than the ones before: " + difference(other.schema, schema));
    }
    if (!asked().equals(other.asked())) {
      throw new RequestException(
          "made with other options than the ones before: "
              + other.asked()
              + " in place of "
              + asked());
    }
    sums.combine(other.sums);
    return this;
  }

  /** The same rows with more columns left out, by name or pattern. */
  public Profile without(List<String> columns) {
    List<String> drop = new ArrayList<>(request.drop());
    drop.addAll(columns);
    return new Profile(schema, request.withDrop(drop), layout, sums);
  }

  private static String difference(StructType a, StructType b) {
    for (int i = 0; i < Math.min(a.length(), b.length()); i++) {
      if (!a.apply(i).equals(b.apply(i))) {
        return described(a.apply(i)) + " in place of " + described(b.apply(i));
      }
    }
    return a.length() + " columns in place of " + b.length();
  }

  private static String described(StructField field) {
    return "'" + field.name() + "' " + field.dataType().simpleString();
  }

  /** The options that were given, as a user writes them. */
  private String asked() {
    return String.format(
        Locale.ROOT,
        "--mix '%s', --copy '%s', --drop '%s', --label '%s'",
        String.join(",", request.mix()),
        String.join(",", request.copy()),
        String.join(",", request.drop()),
        request.label().orElse(""));
  }

  /** The number of rows, and a fingerprint of them that does not depend on their order. */
  public Fingerprint fingerprint() {
    return sums.fingerprint;
  }

  /** The roles that {@code synthesize} would give the columns, all of them, and why. */
  public ColumnRoles roles() {
    ColumnRoles asked = ColumnRoles.proposed(schema, request, Map.of());
    long rows = sums.fingerprint.count();
    Map<String, String> notToMix =
        asked.wholeByDefault(schema).stream()
            .filter(name -> Survey.isNearlyUnique(column(name).distinct.distinct(), rows))
            .collect(Collectors.toMap(name -> name, name -> ColumnRoles.NEARLY_UNIQUE));
    return ColumnRoles.proposed(schema, request, notToMix);
  }

  StructType schema() {
    return schema;
  }

  MixupRequest request() {
    return request;
  }

  Layout layout() {
    return layout;
  }

  ProfileSums sums() {
    return sums;
  }

  /** The sums of a column that is read. */
  ColumnSums column(String name) {
    return sums.columns[layout.shape().schema().fieldIndex(name)];
  }

  /** The place of a column among those of numbers; -1 where it is none. */
  int numberColumn(String name) {
    int column = layout.shape().schema().fieldIndex(name);
    int[] mixed = layout.mixed();
    for (int i = 0; i < mixed.length; i++) {
      if (mixed[i] == column) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the i-th column of numbers holds single ones, and not vectors or arrays. */
  boolean isScalar(int i) {
    return MixedValues.isScalar(layout.shape(), layout.mixed()[i]);
  }

  /** This profile as JSON, from which {@link #fromJson} makes the same again. */
  public String toJson() {
    return ProfileJson.text(this);
  }

  /**
   * The profile whose {@link #toJson} is {@code json}.
   *
   * @throws RequestException if it is none, or one of another version
   */
  public static Profile fromJson(String json) {
    return ProfileReader.read(json);
  }

  /** This profile in place of its rows, for a comparison. */
  public StoredOriginal asOriginal() {
    return new StoredForm(this).original();
  }

  /** A short table for a terminal. */
  public String toText() {
    return ProfileTable.text(this);
  }
}
