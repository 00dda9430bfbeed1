package io.sparkmixup.plan;

import io.sparkmixup.RequestException;
import io.sparkmixup.rows.SqlNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Leaves of structs that a request names by path, such as {@code address.height}. For mixing they
 * are columns of their own, after all others and named by their path; in what is written they are
 * back in their structs. A column that has such a name goes before a leaf.
 *
 * @param paths the leaves, by name, and the fields on the way to each, the column first
 */
public record StructLeaves(Map<String, List<String>> paths) {

  /**
   * Looks for the leaves that a request names.
   *
   * @throws RequestException if two of them have one name, or their struct is to be dropped
   */
  public static StructLeaves of(StructType schema, MixupRequest request) {
    Map<String, List<String>> all = all(schema);
    List<String> columns = Arrays.asList(schema.fieldNames());
    ColumnNames names = new ColumnNames(List.copyOf(all.keySet()));
    ColumnNames tops = new ColumnNames(columns);
    Map<String, List<String>> named = new LinkedHashMap<>();
    for (String word : words(request)) {
      // A glob means leaves where it has a dot to be theirs: --mix '*' is about columns. Dots of a
      // regular expression say nothing: it means leaves where it fits no column.
      boolean pattern =
          names.isPattern(word)
              && (word.startsWith(ColumnNames.REGULAR)
                  ? tops.findOrNone(word).isEmpty()
                  : word.contains("."));
      if (!columns.contains(word) && (all.containsKey(word) || pattern)) {
        names.findOrNone(word).forEach(leaf -> named.put(leaf, all.get(leaf)));
      }
    }
    for (Map.Entry<String, List<String>> leaf : named.entrySet()) {
      if (request.drop().contains(leaf.getValue().get(0))) {
        throw new RequestException(
            String.format(
                Locale.ROOT,
                "--drop %s: its field %s has a role, too: one of the two",
                leaf.getValue().get(0),
                leaf.getKey()));
      }
    }
    return new StructLeaves(named);
  }

  /** All leaves but those that have the name of a column. */
  static Map<String, List<String>> all(StructType schema) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (StructField field : schema.fields()) {
      if (field.dataType() instanceof StructType struct) {
        collect(struct, List.of(field.name()), all);
      }
    }
    Arrays.asList(schema.fieldNames()).forEach(all::remove);
    return all;
  }

  private static void collect(
      StructType struct, List<String> above, Map<String, List<String>> leaves) {
    for (StructField field : struct.fields()) {
      List<String> path = Stream.concat(above.stream(), Stream.of(field.name())).toList();
      if (field.dataType() instanceof StructType inner) {
        collect(inner, path, leaves);
      } else {
        leaves.put(String.join(".", path), path);
      }
    }
  }

  /**
   * The words that take leaves out. Those of {@code --range} do not: a leaf without a role would
   * become a column of the row's key, and a range would change all rows.
   */
  private static List<String> words(MixupRequest request) {
    List<String> words = new ArrayList<>(request.mix());
    words.addAll(request.copy());
    words.addAll(request.drop());
    words.addAll(request.idColumns());
    request.label().ifPresent(words::add);
    request.within().ifPresent(words::addAll);
    return words;
  }

  /** The rows with these leaves as columns, too; those that were dropped before are not there. */
  public Dataset<Row> takenOut(Dataset<Row> rows) {
    if (paths.isEmpty()) {
      return rows;
    }
    Stream<Column> columns =
        Arrays.stream(rows.schema().fieldNames()).map(name -> functions.col(SqlNames.quote(name)));
    Stream<Column> leaves =
        paths.entrySet().stream()
            .flatMap(
                leaf ->
                    field(rows.schema(), leaf.getValue())
                        .map(
                            field ->
                                functions
                                    .col(quoted(leaf.getValue()))
                                    .as(leaf.getKey(), field.metadata()))
                        .stream());
    return rows.select(Stream.concat(columns, leaves).toArray(Column[]::new));
  }

  private static Optional<StructField> field(StructType schema, List<String> path) {
    return Arrays.stream(schema.fields())
        .filter(field -> field.name().equals(path.get(0)))
        .findFirst()
        .flatMap(
            field ->
                path.size() == 1
                    ? Optional.of(field)
                    : field((StructType) field.dataType(), path.subList(1, path.size())));
  }

  private static String quoted(List<String> path) {
    return path.stream().map(SqlNames::quote).collect(Collectors.joining("."));
  }

  /**
   * The rows with the leaves back in their structs, and without their columns. What has no column
   * any more, having been dropped, is not in its struct either.
   */
  public Dataset<Row> putBack(Dataset<Row> rows) {
    if (paths.isEmpty()) {
      return rows;
    }
    List<Column> columns = new ArrayList<>();
    for (StructField field : rows.schema().fields()) {
      if (!paths.containsKey(field.name())) {
        Column column = functions.col(SqlNames.quote(field.name()));
        columns.add(
            restored(field, List.of(field.name()), column, rows.schema())
                .as(field.name(), field.metadata()));
      }
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  /** A field as it is, or made anew where a leaf lies in it. */
  private Column restored(StructField field, List<String> path, Column value, StructType schema) {
    if (!(field.dataType() instanceof StructType struct) || !holdsLeaf(path)) {
      return value;
    }
    List<String> present = Arrays.asList(schema.fieldNames());
    List<Column> fields = new ArrayList<>();
    for (StructField inner : struct.fields()) {
      List<String> innerPath = Stream.concat(path.stream(), Stream.of(inner.name())).toList();
      String leaf = String.join(".", innerPath);
      if (!innerPath.equals(paths.get(leaf))) {
        Column column = restored(inner, innerPath, value.getField(inner.name()), schema);
        fields.add(column.as(inner.name(), inner.metadata()));
      } else if (present.contains(leaf)) {
        Column column = functions.col(SqlNames.quote(leaf));
        fields.add(column.as(inner.name(), inner.metadata()));
      }
    }
    if (fields.isEmpty()) {
      throw new RequestException(
          "all fields of " + String.join(".", path) + " are dropped: drop it as a whole");
    }
    Column made = functions.struct(fields.toArray(Column[]::new));
    return field.nullable() ? functions.when(value.isNotNull(), made) : made;
  }

  private boolean holdsLeaf(List<String> path) {
    return paths.values().stream()
        .anyMatch(leaf -> leaf.size() > path.size() && leaf.subList(0, path.size()).equals(path));
  }
}
