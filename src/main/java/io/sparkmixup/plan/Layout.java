package io.sparkmixup.plan;

import io.sparkmixup.rows.RowCodec;
import io.sparkmixup.rows.RowShape;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Where the columns of a request stand in an encoded row. The first section holds what the key is
 * hashed from; all sections of a survey are hashed into the fingerprint; what only the mixing pass
 * needs comes last. So the survey and the mixing pass hash equal rows alike, although the survey
 * decodes fewer columns.
 */
public final class Layout implements Serializable {

  private static final long serialVersionUID = 1L;

  private final RowShape shape;
  private final RowCodec codec;
  private final int fingerprinted;
  private final int[] mixed;
  private final int[] within;
  private final int[] ids;
  private final int label;

  private Layout(StructType schema, ColumnRoles roles, KeySource keys, boolean all) {
    Map<String, ColumnPlan> plans = new HashMap<>();
    roles.columns().forEach(c -> plans.put(c.name(), c));
    List<String> key = new ArrayList<>();
    List<String> surveyed = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    List<StructField> fields = new ArrayList<>();
    for (StructField field : schema.fields()) {
      String name = field.name();
      Role role = plans.get(name).role();
      if (role == Role.DROPPED) {
        continue;
      }
      boolean needed =
          role == Role.MIXED
              || roles.within().contains(name)
              || roles.classLabel().filter(name::equals).isPresent();
      if (keys == KeySource.WHOLE_ROW || role == Role.ID) {
        key.add(name);
      } else if (needed) {
        surveyed.add(name);
      } else if (all) {
        rest.add(name);
      } else {
        continue;
      }
      fields.add(field);
    }
    shape = RowShape.of(DataTypes.createStructType(fields));
    List<List<String>> sections = new ArrayList<>(List.of(key, surveyed));
    fingerprinted = sections.size();
    if (all) {
      sections.add(rest);
    }
    codec = new RowCodec(shape, sections.stream().map(this::indices).toArray(int[][]::new));
    mixed =
        indices(
            Arrays.stream(shape.schema().fieldNames())
                .filter(n -> plans.get(n).role() == Role.MIXED)
                .toList());
    ids =
        indices(
            Arrays.stream(shape.schema().fieldNames())
                .filter(n -> plans.get(n).role() == Role.ID)
                .toList());
    within = indices(roles.within());
    label = roles.classLabel().map(shape.schema()::fieldIndex).orElse(-1);
  }

  /** The layout of every column that is read. */
  public static Layout of(StructType schema, ColumnRoles roles, KeySource keys) {
    return new Layout(schema, roles, keys, true);
  }

  /** The layout of the columns that decide about keys, strata and centres. */
  public static Layout ofSurvey(StructType schema, ColumnRoles roles, KeySource keys) {
    return new Layout(schema, roles, keys, false);
  }

  private int[] indices(List<String> names) {
    return names.stream().mapToInt(shape.schema()::fieldIndex).toArray();
  }

  public RowShape shape() {
    return shape;
  }

  public RowCodec codec() {
    return codec;
  }

  /** How many leading sections the fingerprint covers; the key covers one. */
  public int fingerprintedSections() {
    return fingerprinted;
  }

  /** Indices in the shape of the mixed columns. */
  public int[] mixed() {
    return mixed.clone();
  }

  /** Indices in the shape of the columns on which partners agree. */
  public int[] within() {
    return within.clone();
  }

  /** Indices in the shape of the id columns. */
  public int[] ids() {
    return ids.clone();
  }

  /** The index in the shape of the label, when it is a class; -1 otherwise. */
  public int label() {
    return label;
  }
}
