package io.sparkmixup.similarity;

import io.sparkmixup.plan.ColumnPlan;
import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.plan.KeySource;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.Role;
import io.sparkmixup.rows.SqlNames;
import io.sparkmixup.similarity.Similarity.LeftOut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Which columns are compared, and as what: numbers as numerical, dates and timestamps as datetime,
 * text, booleans and the label as categorical. A type decides, and not what values there are, so
 * that parts of one table are compared alike.
 *
 * @param columns in the order of the table
 * @param leftOut the others
 */
record ComparedColumns(List<Compared> columns, List<LeftOut> leftOut) {

  /** The most columns that are compared. */
  static final int MOST = 1000;

  /**
   * A column.
   *
   * @param listed whether its most frequent values are listed
   */
  record Compared(String name, Kind kind, boolean listed) {}

  static ComparedColumns of(StructType schema, ColumnRoles roles) {
    List<Compared> columns = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (ColumnPlan plan : roles.columns()) {
      Optional<String> reason = reason(plan);
      if (reason.isPresent()) {
        leftOut.add(new LeftOut(plan.name(), reason.get()));
        continue;
      }
      DataType type = schema.apply(plan.name()).dataType();
      boolean label = roles.classLabel().filter(plan.name()::equals).isPresent();
      Optional<Kind> kind = label ? Optional.of(Kind.CATEGORICAL) : kind(type);
      if (kind.isEmpty()) {
        leftOut.add(new LeftOut(plan.name(), "its type, " + plan.type()));
      } else if (columns.size() == MOST) {
        leftOut.add(new LeftOut(plan.name(), "beyond the first 1,000 columns"));
      } else {
        boolean listed = plan.role() == Role.CARRIED && isListed(type);
        columns.add(new Compared(plan.name(), kind.get(), listed));
      }
    }
    return new ComparedColumns(List.copyOf(columns), List.copyOf(leftOut));
  }

  private static Optional<String> reason(ColumnPlan plan) {
    return switch (plan.role()) {
      case ID -> Optional.of("an id");
      case DROPPED -> Optional.of("dropped");
      default ->
          Set.of(ColumnRoles.NEARLY_UNIQUE, ColumnRoles.NAMED_LIKE_AN_ID).contains(plan.reason())
              ? Optional.of("looks like an id")
              : Optional.empty();
    };
  }

  private static Optional<Kind> kind(DataType type) {
    if (type instanceof NumericType) {
      return Optional.of(Kind.NUMERICAL);
    }
    if (type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType) {
      return Optional.of(Kind.DATETIME);
    }
    return type instanceof StringType || type instanceof BooleanType
        ? Optional.of(Kind.CATEGORICAL)
        : Optional.empty();
  }

  /** Whether values of a type tend to come more than once. */
  private static boolean isListed(DataType type) {
    return type instanceof StringType
        || type instanceof BooleanType
        || type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType
        || type instanceof LongType
        || type instanceof DateType;
  }

  private List<Compared> that(Predicate<Compared> property) {
    return columns.stream().filter(property).toList();
  }

  /** The columns of numbers and times, in the order in which {@link RowValues} has them. */
  List<Compared> numbers() {
    return that(c -> c.kind().isNumber());
  }

  /** The categorical columns, in the order in which {@link RowValues} has them. */
  List<Compared> categories() {
    return that(c -> !c.kind().isNumber());
  }

  /** The columns whose values are counted: the categorical ones, and those that are listed. */
  List<Compared> counted() {
    return that(c -> c.listed() || !c.kind().isNumber());
  }

  /** These columns of one side. */
  Dataset<Row> select(Dataset<Row> rows) {
    return rows.select(
        columns.stream().map(c -> functions.col(SqlNames.quote(c.name()))).toArray(Column[]::new));
  }

  /** How these columns are read from one side: what is a number counts as mixed. */
  Layout layout(StructType schema) {
    Set<String> numbers = numbers().stream().map(Compared::name).collect(Collectors.toSet());
    List<ColumnPlan> plans =
        Arrays.stream(schema.fields())
            .map(
                f ->
                    new ColumnPlan(
                        f.name(),
                        f.dataType().catalogString(),
                        numbers.contains(f.name()) ? Role.MIXED : Role.CARRIED,
                        "compared"))
            .toList();
    return Layout.of(
        schema, new ColumnRoles(plans, List.of(), Optional.empty()), KeySource.WHOLE_ROW);
  }
}
