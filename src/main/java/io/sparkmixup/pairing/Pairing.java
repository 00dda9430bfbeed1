package io.sparkmixup.pairing;

import io.sparkmixup.plan.Blocks;
import io.sparkmixup.plan.CompleteRows;
import io.sparkmixup.plan.Duplicates;
import io.sparkmixup.plan.LargeStrata;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.plan.Quotas;
import io.sparkmixup.rows.Iterators;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Gives each row a key and a place and shuffles once: in what comes out, the rows of a cell stand
 * side by side in one partition. Before that, where the plan says so, duplicates are numbered and
 * rows alone in their null pattern are sent to hosts.
 */
public final class Pairing implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What one task of the shuffle is made for, in bytes of rows as Spark estimates them. */
  private static final long PARTITION_BYTES = 64L << 20;

  /** Units of work per partition, at least: fewer would be dealt out unevenly. */
  private static final long UNITS_PER_PARTITION = 16;

  private final Layout layout;
  private final Broadcast<LargeStrata> strata;
  private final Broadcast<Quotas> quotas;
  private final Blocks blocks;
  private final long seed;

  private Pairing(SparkContext spark, MixupPlan plan) {
    layout = plan.layout();
    strata = JavaSparkContext.fromSparkContext(spark).broadcast(plan.strata());
    quotas = JavaSparkContext.fromSparkContext(spark).broadcast(plan.quotas());
    blocks = plan.blocks();
    seed = plan.request().seed();
  }

  /** How many partitions the shuffle has; it does not change what comes out. */
  public static int partitions(SparkContext spark, MixupPlan plan) {
    long bytes = Math.max(plan.rows(), plan.writtenRows()) * plan.schema().defaultSize();
    long units = plan.blocks().units(plan.quotas());
    long wanted = Math.max(bytes / PARTITION_BYTES + 1, 2L * spark.defaultParallelism());
    return (int) Math.max(1, Math.min(wanted, Math.min(units / UNITS_PER_PARTITION, 1 << 20)));
  }

  /** Brings the rows of each cell together, sorted by place. */
  public static Dataset<Parcel> pair(Dataset<Row> rows, MixupPlan plan) {
    SparkContext spark = rows.sparkSession().sparkContext();
    int partitions = partitions(spark, plan);
    return new Pairing(spark, plan)
        .place(CompleteRows.of(rows, plan.roles(), plan.request().rules()), plan, partitions)
        .repartition(partitions, Parcel.cell(functions.col("place")))
        .sortWithinPartitions("place");
  }

  private Dataset<Parcel> place(Dataset<Row> rows, MixupPlan plan, int partitions) {
    Source source = source(rows, plan, partitions);
    Encoder<Parcel> parcels = Encoders.bean(Parcel.class);
    if (!plan.settleGuests()) {
      return source.map(Placing::all, parcels);
    }
    MapPartitionsFunction<Unsettled, Parcel> settling = Settling::new;
    return source
        .map(Placing::settled, parcels)
        .union(
            source
                .map(Placing::unsettled, Encoders.bean(Unsettled.class))
                .repartition(partitions, functions.col("place"))
                .sortWithinPartitions("place")
                .mapPartitions(settling, parcels));
  }

  private Source source(Dataset<Row> rows, MixupPlan plan, int partitions) {
    return plan.duplicates() == Duplicates.BEFORE_SHUFFLE
        ? numbered(rows, partitions)
        : decoded(rows);
  }

  /** Looks at the rows that are to be paired, numbered where they will be. */
  static <T> Dataset<T> scan(
      Dataset<Row> rows, MixupPlan plan, Placer<T> placer, Encoder<T> encoder) {
    SparkContext spark = rows.sparkSession().sparkContext();
    Dataset<Row> complete = CompleteRows.of(rows, plan.roles(), plan.request().rules());
    return new Pairing(spark, plan)
        .source(complete, plan, partitions(spark, plan))
        .map(placer, encoder);
  }

  /** What becomes of the encoded rows of a partition. */
  @FunctionalInterface
  interface Placer<T> extends Serializable {
    Iterator<T> apply(EncodedRows rows, Address address);
  }

  /** Where encoded rows come from. */
  private interface Source {
    <T> Dataset<T> map(Placer<T> placer, Encoder<T> encoder);
  }

  private Source decoded(Dataset<Row> rows) {
    return new Source() {
      @Override
      public <T> Dataset<T> map(Placer<T> placer, Encoder<T> encoder) {
        return decode(rows, placer, encoder);
      }
    };
  }

  private <T> Dataset<T> decode(Dataset<Row> rows, Placer<T> placer, Encoder<T> encoder) {
    return layout
        .shape()
        .decode(rows, in -> placer.apply(EncodedRows.of(in, layout.codec()), address()), encoder);
  }

  private Source numbered(Dataset<Row> rows, int partitions) {
    Dataset<byte[]> encoded = decode(rows, (in, address) -> copies(in), Encoders.BINARY());
    Dataset<Numbering.Run> runs = Numbering.runs(encoded, partitions);
    return new Source() {
      @Override
      public <T> Dataset<T> map(Placer<T> placer, Encoder<T> encoder) {
        return expand(runs, placer, encoder);
      }
    };
  }

  private <T> Dataset<T> expand(Dataset<Numbering.Run> runs, Placer<T> placer, Encoder<T> encoder) {
    MapPartitionsFunction<Numbering.Run, T> f = in -> placer.apply(EncodedRows.of(in), address());
    return runs.mapPartitions(f, encoder);
  }

  private static Iterator<byte[]> copies(EncodedRows rows) {
    return Iterators.whileTrue(rows::advance, () -> Arrays.copyOf(rows.bytes(), rows.size()));
  }

  private Address address() {
    return new Address(layout, strata.value(), quotas.value(), blocks, seed);
  }
}
