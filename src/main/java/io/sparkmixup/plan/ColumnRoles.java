package io.sparkmixup.plan;

import io.sparkmixup.RequestException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The role of every column: what the user named, and for the rest the default. Numbers, vectors and
 * arrays of numbers are mixed; everything else is carried from the primary row.
 *
 * @param columns all columns of the input, in its order
 * @param within the columns on which partners agree
 * @param classLabel the label, when it is a class
 */
public record ColumnRoles(
    List<ColumnPlan> columns, List<String> within, Optional<String> classLabel) {

  /**
   * Decides about every column of a schema.
   *
   * @throws RequestException if a name is absent or has two roles, a type does not fit its role, or
   *     nothing is left to mix
   */
  public static ColumnRoles of(StructType schema, MixupRequest request) {
    Map<String, DataType> types = types(schema);
    Map<String, Asked> asked = new LinkedHashMap<>();
    name(asked, types, request.mix(), Role.MIXED, "--mix");
    name(asked, types, request.copy(), Role.CARRIED, "--copy");
    name(asked, types, request.drop(), Role.DROPPED, "--drop");
    name(asked, types, request.idColumns(), Role.ID, "--id-columns");
    Optional<String> classLabel = label(asked, types, request);
    List<String> within = within(asked, types, request, classLabel);

    List<ColumnPlan> columns = new ArrayList<>();
    for (StructField field : schema.fields()) {
      columns.add(column(field, asked.get(field.name()), request));
    }
    checkSomethingToMix(columns, request);
    return new ColumnRoles(columns, within, classLabel);
  }

  private record Asked(Role role, String option) {}

  private static Map<String, DataType> types(StructType schema) {
    Map<String, DataType> types = new HashMap<>();
    for (StructField field : schema.fields()) {
      if (types.put(field.name(), field.dataType()) != null) {
        throw new RequestException(
            "column '" + field.name() + "' stands twice in the input: rename one of them");
      }
    }
    return types;
  }

  private static void name(
      Map<String, Asked> asked,
      Map<String, DataType> types,
      List<String> names,
      Role role,
      String option) {
    for (String name : names) {
      require(types, name, option);
      Asked before = asked.put(name, new Asked(role, option));
      if (before != null && before.role() != role) {
        throw new RequestException(
            String.format(
                Locale.ROOT,
                "column '%s' is named in %s and in %s: one of the two",
                name,
                before.option(),
                option));
      }
      if (role == Role.MIXED && !isMixable(types.get(name))) {
        throw new RequestException(
            String.format(
                Locale.ROOT,
                "--mix %s: its type is %s; numbers, vectors and arrays of numbers can be mixed",
                name,
                types.get(name).simpleString()));
      }
    }
  }

  private static void require(Map<String, DataType> types, String name, String option) {
    if (!types.containsKey(name)) {
      throw new RequestException(
          String.format(
              Locale.ROOT,
              "%s %s: there is no such column; the input has %s",
              option,
              name,
              String.join(", ", types.keySet().stream().sorted().limit(50).toList())));
    }
  }

  private static Optional<String> label(
      Map<String, Asked> asked, Map<String, DataType> types, MixupRequest request) {
    if (request.label().isEmpty()) {
      return Optional.empty();
    }
    String label = request.label().get();
    require(types, label, "--label");
    Asked before = asked.get(label);
    if (before != null && (before.role() == Role.DROPPED || before.role() == Role.ID)) {
      throw new RequestException(
          String.format(
              Locale.ROOT, "--label %s: named in %s, too: one of the two", label, before.option()));
    }
    DataType type = types.get(label);
    if (before != null && before.role() == Role.MIXED) {
      return Optional.empty();
    }
    if (isFloating(type)) {
      if (before == null) {
        asked.put(label, new Asked(Role.MIXED, "--label, a regression target"));
      }
      return Optional.empty();
    }
    if (!(type instanceof NumericType
        || type instanceof StringType
        || type instanceof BooleanType)) {
      throw new RequestException(
          String.format(
              Locale.ROOT,
              "--label %s: its type is %s; a label is text, boolean or a number",
              label,
              type.simpleString()));
    }
    asked.put(label, new Asked(Role.CARRIED, "--label, a class"));
    return Optional.of(label);
  }

  private static List<String> within(
      Map<String, Asked> asked,
      Map<String, DataType> types,
      MixupRequest request,
      Optional<String> classLabel) {
    if (request.within().isEmpty()) {
      return classLabel.map(List::of).orElse(List.of());
    }
    for (String name : request.within().get()) {
      require(types, name, "--within");
      Asked before = asked.putIfAbsent(name, new Asked(Role.CARRIED, "--within"));
      if (before != null && before.role() != Role.CARRIED && before.role() != Role.ID) {
        throw new RequestException(
            String.format(
                Locale.ROOT,
                "--within %s: named in %s, too; partners can agree only on a carried column",
                name,
                before.option()));
      }
    }
    return List.copyOf(request.within().get());
  }

  private static ColumnPlan column(StructField field, Asked asked, MixupRequest request) {
    String type = field.dataType().catalogString();
    if (asked != null) {
      checkNewId(field, asked.role(), request.ids());
      return new ColumnPlan(field.name(), type, asked.role(), asked.option());
    }
    if (!isMixable(field.dataType())) {
      return new ColumnPlan(field.name(), type, Role.CARRIED, "not a number");
    }
    return request.mix().isEmpty()
        ? new ColumnPlan(field.name(), type, Role.MIXED, "a number")
        : new ColumnPlan(field.name(), type, Role.CARRIED, "not named in --mix");
  }

  private static void checkNewId(StructField field, Role role, Ids ids) {
    boolean fits = field.dataType() instanceof StringType || field.dataType() instanceof LongType;
    if (role == Role.ID && ids == Ids.NEW && !fits) {
      throw new RequestException(
          String.format(
              Locale.ROOT,
              "--id-columns %s: its type is %s, new ids need text or bigint: use --ids keep or"
                  + " --ids drop",
              field.name(),
              field.dataType().simpleString()));
    }
  }

  private static void checkSomethingToMix(List<ColumnPlan> columns, MixupRequest request) {
    List<String> mixed =
        columns.stream().filter(c -> c.role() == Role.MIXED).map(ColumnPlan::name).toList();
    if (mixed.isEmpty()) {
      throw new RequestException(
          "nothing to mix: no column is a number, a vector or an array of numbers; the columns are "
              + String.join(
                  ", ", columns.stream().limit(50).map(c -> c.name() + " " + c.type()).toList())
              + " (columns of numbers that hold a word for 'missing' need --null-values)");
    }
    if (request.label().isPresent() && mixed.equals(List.of(request.label().get()))) {
      throw new RequestException(
          String.format(
              Locale.ROOT,
              "nothing to mix but the label '%s': name the columns to mix with --mix, or correct"
                  + " --copy and --drop",
              request.label().get()));
    }
  }

  /** Whether two values of a type can be mixed. */
  static boolean isMixable(DataType type) {
    return type instanceof NumericType
        || type.equals(SQLDataTypes.VectorType())
        || (type instanceof ArrayType array && array.elementType() instanceof NumericType);
  }

  private static boolean isFloating(DataType type) {
    return type instanceof DoubleType || type instanceof FloatType || type instanceof DecimalType;
  }
}
