package io.sparkmixup.compare;

import io.sparkmixup.RequestException;
import io.sparkmixup.mixing.AddedColumns;
import io.sparkmixup.plan.ColumnPlan;
import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.plan.Role;
import io.sparkmixup.rows.SqlNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.StructType;

/** The columns of the synthetic rows, held against those of the original. */
public final class Columns {

  private final StructType original;
  private final ColumnRoles roles;

  /**
   * @param original its columns
   * @param roles of all of them
   */
  public Columns(StructType original, ColumnRoles roles) {
    this.original = original;
    this.roles = roles;
  }

  /**
   * The synthetic rows by the original's columns, in its order. Rows that a column {@code
   * synthetic} says are originals are left out.
   *
   * @throws RequestException naming each column that is missing or has another type
   */
  public Dataset<Row> of(Dataset<Row> synthetic) {
    List<String> present = Arrays.asList(synthetic.columns());
    List<String> wrong = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    for (ColumnPlan column : compared()) {
      String name = column.name();
      if (!present.contains(name)) {
        wrong.add("'" + name + "' is missing");
        continue;
      }
      String type = synthetic.schema().apply(name).dataType().catalogString();
      if (!type.equals(column.type())) {
        wrong.add("'" + name + "' is " + type + " in place of " + column.type());
      }
      columns.add(functions.col(SqlNames.quote(name)));
    }
    if (!wrong.isEmpty()) {
      throw new RequestException(
          "the synthetic rows do not have the original's columns: "
              + String.join(", ", wrong)
              + "; give them the same columns, or leave out with --drop what is not to be compared");
    }
    Dataset<Row> rows = synthetic;
    if (tellsOriginals(synthetic.schema())) {
      rows = rows.filter(functions.col(AddedColumns.SYNTHETIC));
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  private List<ColumnPlan> compared() {
    return roles.columns().stream()
        .filter(c -> c.role() != Role.DROPPED && c.role() != Role.ID)
        .toList();
  }

  /** Whether a column of synthetic rows says which of them are originals that were kept. */
  private boolean tellsOriginals(StructType synthetic) {
    String name = AddedColumns.SYNTHETIC;
    return Arrays.asList(synthetic.fieldNames()).contains(name)
        && !Arrays.asList(original.fieldNames()).contains(name)
        && synthetic.apply(name).dataType() instanceof BooleanType;
  }

  /** What is said of columns that the original does not have. */
  List<String> notes(StructType synthetic) {
    Set<String> known = Arrays.stream(original.fieldNames()).collect(Collectors.toSet());
    List<String> more =
        Arrays.stream(synthetic.fieldNames()).filter(name -> !known.contains(name)).toList();
    List<String> notes = new ArrayList<>();
    if (!more.isEmpty()) {
      notes.add("not in the original and not compared: " + String.join(", ", more));
    }
    if (tellsOriginals(synthetic)) {
      notes.add("rows with synthetic = false are originals and left out");
    }
    return notes;
  }

  /** The roles with what is not compared dropped, for reading either side. */
  ColumnRoles plain() {
    return new ColumnRoles(
        roles.columns().stream()
            .filter(c -> c.role() != Role.DROPPED && c.role() != Role.ID)
            .toList(),
        List.of(),
        roles.classLabel());
  }
}
