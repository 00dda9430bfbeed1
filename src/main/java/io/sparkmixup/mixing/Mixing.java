package io.sparkmixup.mixing;

import io.sparkmixup.pairing.Parcel;
import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.plan.Ids;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.plan.Role;
import io.sparkmixup.plan.SoftLabel;
import io.sparkmixup.plan.UnevenStrata;
import io.sparkmixup.plan.WrittenTypes;
import io.sparkmixup.rows.RowShape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Makes synthetic rows from paired ones. */
public final class Mixing {

  private Mixing() {}

  /** The synthetic rows alone; a value that overflows its type fails the task. */
  public static Dataset<Row> mix(Dataset<Parcel> paired, MixupPlan plan) {
    return mix(paired, plan, null, null);
  }

  /**
   * The synthetic rows, with sums on the way. The dataset has to be consumed once, completely, in a
   * result stage; then {@code accumulator} holds the sums.
   */
  public static Dataset<Row> mix(
      Dataset<Parcel> paired, MixupPlan plan, SumsRequest request, SumsAccumulator accumulator) {
    RowShape out = RowShape.of(outputSchema(plan));
    MixTask task = MixTask.of(plan);
    Broadcast<UnevenStrata> uneven =
        JavaSparkContext.fromSparkContext(paired.sparkSession().sparkContext())
            .broadcast(plan.uneven());
    return out.restore(
        paired,
        parcels -> new SyntheticRows(parcels, task, uneven.value(), out, request, accumulator));
  }

  /** An accumulator for one mixing pass. */
  public static SumsAccumulator accumulator(
      SparkSession spark, MixupPlan plan, SumsRequest request) {
    SumsAccumulator accumulator =
        new SumsAccumulator(
            plan.names(Role.MIXED).size(), request == null ? 0 : request.groups().classes());
    spark.sparkContext().register(accumulator, "mixing");
    return accumulator;
  }

  /** The input's schema without dropped columns, and with {@link AddedColumns}. */
  public static StructType outputSchema(MixupPlan plan) {
    return outputSchema(plan.schema(), plan.roles(), plan.request(), plan.softLabels());
  }

  /** The same before there is a plan, without the columns of classes, which are not known yet. */
  public static StructType outputSchema(
      StructType schema, ColumnRoles columns, MixupRequest request) {
    return outputSchema(schema, columns, request, List.of());
  }

  private static StructType outputSchema(
      StructType schema, ColumnRoles columns, MixupRequest request, List<SoftLabel> soft) {
    Map<String, Role> roles =
        columns.columns().stream().collect(Collectors.toMap(c -> c.name(), c -> c.role()));
    List<StructField> kept =
        Arrays.stream(schema.fields())
            .filter(f -> isWritten(roles.get(f.name()), request.ids()))
            .map(f -> roles.get(f.name()) == Role.MIXED ? written(f, request) : f)
            .toList();
    List<AddedColumns.Column> added = AddedColumns.of(schema, columns, request, soft);
    AddedColumns.refuseClash(kept, added);
    return DataTypes.createStructType(
        Stream.concat(kept.stream(), added.stream().map(AddedColumns.Column::field))
            .toArray(StructField[]::new));
  }

  /** What a user can do about mixtures that the type of a mixed column cannot hold. */
  public static String againstOverflow(MixupPlan plan, String column) {
    return OverflowAdvice.of(
        plan.schema().apply(column).dataType(), plan.request().rules().integers());
  }

  private static StructField written(StructField field, MixupRequest request) {
    DataType type = WrittenTypes.of(field.dataType(), request.rules().integers());
    return new StructField(field.name(), type, field.nullable(), field.metadata());
  }

  private static boolean isWritten(Role role, Ids ids) {
    return role != Role.DROPPED && !(role == Role.ID && ids == Ids.DROP);
  }
}
