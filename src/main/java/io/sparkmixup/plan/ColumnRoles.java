package io.sparkmixup.plan;

import io.sparkmixup.RequestException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

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

  private static final String A_NUMBER = "a number";

  /** Why a column of whole numbers is carried that looks like an id. */
  public static final String NEARLY_UNIQUE = "hardly a value twice; --mix to mix it";

  /** Why a column of whole numbers is carried that is named like an id. */
  public static final String NAMED_LIKE_AN_ID = "named like an id; --mix to mix it";

  /** What separates values in CSV files where it is no comma. */
  private static final Pattern SEPARATOR = Pattern.compile("[;\\t|]");

  private static final Pattern LIKE_AN_ID =
      Pattern.compile("(?:.*[^a-zA-Z])?(?i:id|key|uuid|guid)|.*[a-z](?:Id|ID|Key)");

  /**
   * Decides about every column of a schema.
   *
   * @throws RequestException if a name is absent or has two roles, a type does not fit its role, or
   *     nothing is left to mix
   */
  public static ColumnRoles of(StructType schema, MixupRequest request) {
    return of(schema, request, Map.of());
  }

  /**
   * The same with what the rows tell.
   *
   * @param notToMix columns that are carried because of their values, and why
   */
  public static ColumnRoles of(
      StructType schema, MixupRequest request, Map<String, String> notToMix) {
    ColumnRoles roles = proposed(schema, request, notToMix);
    checkSomethingToMix(
        roles.columns(), request.label().map(word -> labelColumn(schema, word)), notToMix);
    checkClasses(roles, request);
    return roles;
  }

  /** Of some columns alone, for who looks at no others: these are dropped, and no rows made. */
  public ColumnRoles only(Predicate<ColumnPlan> kept) {
    List<ColumnPlan> all =
        columns.stream()
            .map(
                c ->
                    kept.test(c) ? c : new ColumnPlan(c.name(), c.type(), Role.DROPPED, c.reason()))
            .toList();
    Optional<String> label =
        classLabel.filter(
            name -> columns.stream().anyMatch(c -> c.name().equals(name) && kept.test(c)));
    return new ColumnRoles(all, List.of(), label);
  }

  /** The same for who makes no rows: that nothing is left to mix is no error then. */
  public static ColumnRoles proposed(
      StructType schema, MixupRequest request, Map<String, String> notToMix) {
    Map<String, DataType> types = types(schema);
    Map<String, Asked> asked = new LinkedHashMap<>();
    ColumnNames names = new ColumnNames(List.of(schema.fieldNames()));
    // A name says more than a pattern: --mix '*' --copy year.
    for (boolean patterns : new boolean[] {false, true}) {
      name(asked, types, names, patterns, request.mix(), Role.MIXED, "--mix");
      name(asked, types, names, patterns, request.copy(), Role.CARRIED, "--copy");
      name(asked, types, names, patterns, request.drop(), Role.DROPPED, "--drop");
      name(asked, types, names, patterns, request.idColumns(), Role.ID, "--id-columns");
    }
    Optional<String> classLabel = label(asked, types, names, request);
    List<String> within = within(asked, names, request, classLabel);

    List<ColumnPlan> columns = new ArrayList<>();
    for (StructField field : schema.fields()) {
      columns.add(column(field, asked.get(field.name()), request, notToMix));
    }
    return new ColumnRoles(columns, within, classLabel);
  }

  /**
   * The role that a user gave a column.
   *
   * @param pattern whether by a pattern, not by name
   */
  private record Asked(Role role, String option, boolean pattern) {

    Asked(Role role, String option) {
      this(role, option, false);
    }
  }

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
      ColumnNames names,
      boolean patterns,
      List<String> words,
      Role role,
      String option) {
    for (String word : words) {
      if (names.isPattern(word) != patterns) {
        continue;
      }
      for (String name : names.find(word, option)) {
        Asked before = asked.get(name);
        if (before != null && patterns && !before.pattern()) {
          continue;
        }
        refuseTwoRoles(name, before, role, option);
        if (role == Role.MIXED && !canBeMixed(types.get(name))) {
          if (patterns) {
            continue;
          }
          throw new RequestException(
              String.format(
                  Locale.ROOT,
                  "--mix %s: its type is %s; numbers, dates, times, vectors and arrays of numbers"
                      + " can be mixed%s",
                  name,
                  types.get(name).simpleString(),
                  types.get(name) instanceof StructType struct && struct.size() > 0
                      ? ", and leaves of structs by path, such as " + name + "." + struct.names()[0]
                      : ""));
        }
        asked.put(name, new Asked(role, option, patterns));
      }
    }
  }

  private static void refuseTwoRoles(String name, Asked before, Role role, String option) {
    if (before != null && before.role() != role) {
      throw new RequestException(
          String.format(
              Locale.ROOT,
              "column '%s' is named in %s and in %s: one of the two",
              name,
              before.option(),
              option));
    }
  }

  /**
   * The column that {@code --label} names, a class or a regression target.
   *
   * @throws RequestException if there is none
   */
  public static String labelColumn(StructType schema, String word) {
    return new ColumnNames(List.of(schema.fieldNames())).find(word, "--label").get(0);
  }

  private static Optional<String> label(
      Map<String, Asked> asked,
      Map<String, DataType> types,
      ColumnNames names,
      MixupRequest request) {
    if (request.label().isEmpty()) {
      return Optional.empty();
    }
    List<String> found = names.find(request.label().get(), "--label");
    if (found.size() > 1) {
      throw new RequestException(
          String.format(
              Locale.ROOT,
              "--label %s: fits %s: name one column",
              request.label().get(),
              String.join(", ", found)));
    }
    String label = found.get(0);
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
      ColumnNames names,
      MixupRequest request,
      Optional<String> classLabel) {
    if (request.within().isEmpty()) {
      return classLabel.map(List::of).orElse(List.of());
    }
    List<String> found = names.findAll(request.within().get(), "--within");
    for (String name : found) {
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
    return found;
  }

  private static ColumnPlan column(
      StructField field, Asked asked, MixupRequest request, Map<String, String> notToMix) {
    String type = field.dataType().catalogString();
    boolean mixed = asked == null || asked.role() == Role.MIXED;
    if (mixed && notToMix.containsKey(field.name())) {
      return new ColumnPlan(field.name(), type, Role.CARRIED, notToMix.get(field.name()));
    }
    if (asked != null) {
      checkNewId(field, asked.role(), request.ids());
      return new ColumnPlan(field.name(), type, asked.role(), asked.option());
    }
    if (!isMixable(field.dataType())) {
      return new ColumnPlan(field.name(), type, Role.CARRIED, "not a number");
    }
    boolean named = LIKE_AN_ID.matcher(field.name()).matches();
    if (named && request.mix().isEmpty() && holdsWholeNumbers(field.dataType())) {
      return new ColumnPlan(field.name(), type, Role.CARRIED, NAMED_LIKE_AN_ID);
    }
    return request.mix().isEmpty()
        ? new ColumnPlan(field.name(), type, Role.MIXED, A_NUMBER)
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

  private static void checkSomethingToMix(
      List<ColumnPlan> columns, Optional<String> label, Map<String, String> notToMix) {
    List<String> mixed =
        columns.stream().filter(c -> c.role() == Role.MIXED).map(ColumnPlan::name).toList();
    if (mixed.isEmpty() && !notToMix.isEmpty()) {
      throw new RequestException(
          "nothing to mix: all that could be is carried for its values: "
              + String.join(
                  ", ",
                  columns.stream()
                      .filter(c -> notToMix.containsKey(c.name()))
                      .limit(50)
                      .map(c -> String.format("'%s' (%s)", c.name(), c.reason()))
                      .toList()));
    }
    Matcher separator = SEPARATOR.matcher(columns.size() == 1 ? columns.get(0).name() : "");
    if (mixed.isEmpty() && separator.find()) {
      throw new RequestException(
          String.format(
              Locale.ROOT,
              "nothing to mix: there is one column, named '%s': where that is the header of a CSV"
                  + " file, say what separates names, --input-option 'sep=%s'",
              columns.get(0).name(),
              separator.group().replace("\t", "\\t")));
    }
    if (mixed.isEmpty()) {
      throw new RequestException(
          "nothing to mix: no column is a number, a vector or an array of numbers; the columns are "
              + String.join(
                  ", ", columns.stream().limit(50).map(c -> c.name() + " " + c.type()).toList())
              + " (columns of numbers that hold a word for 'missing' need --null-values)");
    }
    if (label.isPresent() && mixed.equals(List.of(label.get()))) {
      throw new RequestException(
          String.format(
              Locale.ROOT,
              "nothing to mix but the label '%s': name the columns to mix with --mix, or correct"
                  + " --copy and --drop",
              label.get()));
    }
  }

  private static void checkClasses(ColumnRoles roles, MixupRequest request) {
    if (request.sizes().balance().isPresent() && roles.classLabel().isEmpty()) {
      throw new RequestException(
          String.format(
              Locale.ROOT,
              "--balance %s: %s",
              request.sizes().balance().get(),
              request
                  .label()
                  .map(l -> "the label '" + l + "' is a regression target and has no classes")
                  .orElse("there are no classes to even out; name one with --label")));
    }
  }

  /** Whether two values of a type can be mixed, if a user says so. */
  private static boolean canBeMixed(DataType type) {
    return isMixable(type)
        || type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType
        || type instanceof DayTimeIntervalType;
  }

  /** Whether values of a type are mixed where nobody says anything. */
  public static boolean isMixable(DataType type) {
    return type instanceof NumericType
        || type.equals(SQLDataTypes.VectorType())
        || (type instanceof ArrayType array && array.elementType() instanceof NumericType);
  }

  /** Names of the columns with a role, in the input's order. */
  public List<String> names(Role role) {
    return columns.stream().filter(c -> c.role() == role).map(ColumnPlan::name).toList();
  }

  /** The columns of whole numbers, decimals among them, that are mixed since nobody spoke. */
  public List<String> wholeByDefault(StructType schema) {
    return columns.stream()
        .filter(c -> c.role() == Role.MIXED && c.reason().equals(A_NUMBER))
        .map(ColumnPlan::name)
        .filter(name -> holdsWholeNumbers(schema.apply(name).dataType()))
        .toList();
  }

  /** Whether values are whole numbers; databases hold ids as decimals without a fraction. */
  public static boolean holdsWholeNumbers(DataType type) {
    return WrittenTypes.isWholeNumber(type)
        || (type instanceof DecimalType decimal && decimal.scale() == 0);
  }

  private static boolean isFloating(DataType type) {
    return type instanceof DoubleType || type instanceof FloatType || type instanceof DecimalType;
  }
}
