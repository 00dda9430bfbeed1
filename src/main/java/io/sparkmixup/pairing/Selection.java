package io.sparkmixup.pairing;

import io.sparkmixup.plan.ClassName;
import io.sparkmixup.plan.CompleteRows;
import io.sparkmixup.plan.Duplicates;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.plan.Quotas;
import io.sparkmixup.rows.Iterators;
import io.sparkmixup.rows.Murmur3;
import io.sparkmixup.rows.RowCodec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Finds which rows make one synthetic row more than others of their class, where the number asked
 * for does not divide evenly: those with the smallest selection hashes. Equal rows are told apart
 * by their ordinals, so that a row that stands there a thousand times is not taken or left as one.
 *
 * <p>Two passes over the rows: the first counts hashes by class and first 16 bits, which tells in
 * which of 65,536 bins the last selected hash lies; the second looks into that bin alone.
 */
public final class Selection {

  /** How far the bin of a hash stands to the right in its first 64 bits. */
  private static final int BIN = 48;

  private static final int BINS = 1 << 16;

  /** Stands for rows that are a second copy of another: no class has this number. */
  private static final long COPY = -1;

  private final Dataset<Candidate> candidates;
  private final int partitions;
  private final Quotas quotas;

  private Selection(Dataset<Candidate> candidates, int partitions, Quotas quotas) {
    this.candidates = candidates;
    this.partitions = partitions;
    this.quotas = quotas;
  }

  /** The selection hash of encoded rows, one after the other. */
  static final class Hash {

    /** Purpose of the draw, beside those of {@link RowKey.Purpose}; part of the contract. */
    private static final long PURPOSE = 2;

    private final Murmur3 hash = new Murmur3();
    private final long seed;

    Hash(long seed) {
      this.seed = seed;
    }

    /** Hashes a row and its ordinal among its duplicates. */
    void read(byte[] bytes, int size, long ordinal) {
      hash.hash(bytes, 0, size, 0, 0);
      of(hash.high(), hash.low(), ordinal);
    }

    /** The same from the 128-bit hash of the row's bytes. */
    void of(long rowHigh, long rowLow, long ordinal) {
      hash.hash(rowHigh, rowLow, seed, ordinal);
      hash.hash(hash.high(), hash.low(), PURPOSE, 0);
    }

    long high() {
      return hash.high();
    }

    long low() {
      return hash.low();
    }
  }

  /** A row of a class from which some are selected: its 128-bit hash. A bean for Spark. */
  public static final class Candidate {
    private int quota;
    private long high;
    private long low;

    static Candidate of(int quota, long high, long low) {
      Candidate result = new Candidate();
      result.quota = quota;
      result.high = high;
      result.low = low;
      return result;
    }

    public int getQuota() {
      return quota;
    }

    public void setQuota(int quota) {
      this.quota = quota;
    }

    public long getHigh() {
      return high;
    }

    public void setHigh(long high) {
      this.high = high;
    }

    public long getLow() {
      return low;
    }

    public void setLow(long low) {
      this.low = low;
    }
  }

  /** Where the last selected hash of a class lies: its bin, and its rank among those in there. */
  private record Bin(int quota, int bin, long rank) implements Serializable {}

  /** The plan with thresholds, and with duplicates numbered where the selection needs it. */
  public static MixupPlan decide(Dataset<Row> rows, MixupPlan plan) {
    int partitions = rows.sparkSession().sparkContext().defaultParallelism();
    long seed = plan.request().seed();
    FlatMapFunction<Row, Candidate> expand = group -> expand(group, seed);
    Dataset<Candidate> candidates =
        hashes(rows, plan)
            .groupBy("quota", "high", "low")
            .agg(functions.count(functions.lit(1)).as("copies"))
            .select("quota", "high", "low", "copies")
            .flatMap(expand, Encoders.bean(Candidate.class));
    return new Selection(candidates, partitions, plan.quotas()).decide(plan);
  }

  /** The hashes of the rows whose classes do not come out even. */
  private static Dataset<Candidate> hashes(Dataset<Row> rows, MixupPlan plan) {
    Layout layout = plan.layout();
    Quotas quotas = plan.quotas();
    return layout
        .shape()
        .decode(
            CompleteRows.of(rows, plan.roles(), plan.request().rules()),
            in -> candidates(EncodedRows.of(in, layout.codec()), layout, quotas),
            Encoders.bean(Candidate.class));
  }

  private static Iterator<Candidate> candidates(EncodedRows rows, Layout layout, Quotas quotas) {
    RowCodec.Locator locator = layout.codec().locator();
    Murmur3 hash = new Murmur3();
    int[] quota = new int[1];
    return Iterators.whileTrue(
        () -> {
          while (rows.advance()) {
            quota[0] = quotas.classes() - 1;
            if (layout.label() >= 0) {
              int at = locator.locate(rows.bytes(), 0)[layout.label()];
              ClassName.hash(layout, rows.bytes(), at, hash);
              quota[0] = quotas.classOf(hash.high(), hash.low());
            }
            if (quotas.selected(quota[0]) > 0) {
              return true;
            }
          }
          return false;
        },
        () -> {
          hash.hash(rows.bytes(), 0, rows.size(), 0, 0);
          return Candidate.of(quota[0], hash.high(), hash.low());
        });
  }

  /** One selection hash for each copy of a row; negative quotas mark those after the first. */
  private static Iterator<Candidate> expand(Row group, long seed) {
    int quota = group.getInt(0);
    long copies = group.getLong(3);
    Hash hash = new Hash(seed);
    long[] ordinal = {-1};
    return Iterators.whileTrue(
        () -> ++ordinal[0] < copies,
        () -> {
          hash.of(group.getLong(1), group.getLong(2), ordinal[0]);
          return Candidate.of(ordinal[0] == 0 ? quota : -1 - quota, hash.high(), hash.low());
        });
  }

  private static int quota(Candidate c) {
    return c.getQuota() >= 0 ? c.getQuota() : -1 - c.getQuota();
  }

  private MixupPlan decide(MixupPlan plan) {
    long[] high = new long[quotas.classes()];
    long[] low = new long[quotas.classes()];
    boolean copies = false;
    Map<Integer, Bin> bins = new HashMap<>();
    for (Bin bin : bins()) {
      if (bin.quota() == COPY) {
        copies = true;
      } else {
        bins.put(bin.quota(), bin);
      }
    }
    for (Candidate last : last(bins)) {
      high[last.getQuota()] = last.getHigh();
      low[last.getQuota()] = last.getLow();
    }
    Duplicates duplicates = copies ? Duplicates.BEFORE_SHUFFLE : plan.duplicates();
    return plan.withQuotas(quotas.withThresholds(high, low), duplicates);
  }

  private List<Bin> bins() {
    FlatMapFunction<Candidate, Long> count =
        c -> {
          long name = (long) quota(c) * BINS + (c.getHigh() >>> BIN);
          return c.getQuota() >= 0 ? List.of(name).iterator() : List.of(name, COPY).iterator();
        };
    Quotas all = quotas;
    MapPartitionsFunction<Row, Long> find = in -> find(in, all);
    List<Long> found =
        candidates
            .flatMap(count, Encoders.LONG())
            .toDF("name")
            .groupBy("name")
            .agg(functions.count(functions.lit(1)).as("rows"))
            .repartition(partitions, functions.expr("name div " + BINS))
            .sortWithinPartitions("name")
            .mapPartitions(find, Encoders.LONG())
            .collectAsList();
    List<Bin> result = new ArrayList<>();
    for (int i = 0; i < found.size(); i += 2) {
      long name = found.get(i);
      result.add(
          name == COPY
              ? new Bin((int) COPY, 0, 0)
              : new Bin((int) (name / BINS), (int) (name % BINS), found.get(i + 1)));
    }
    return result;
  }

  /** Reads counts by class and bin, ascending, and gives out each class's bin and rank in it. */
  private static Iterator<Long> find(Iterator<Row> counts, Quotas quotas) {
    List<Long> found = new ArrayList<>();
    long quota = COPY;
    long below = 0;
    while (counts.hasNext()) {
      Row next = counts.next();
      long name = next.getLong(0);
      if (name == COPY) {
        found.addAll(List.of(COPY, 0L));
        continue;
      }
      if (name / BINS != quota) {
        quota = name / BINS;
        below = 0;
      }
      long rank = quotas.selected((int) quota);
      if (below < rank && rank <= below + next.getLong(1)) {
        found.addAll(List.of(name, rank - below));
      }
      below += next.getLong(1);
    }
    return found.iterator();
  }

  /** The last selected hash of each class. */
  private List<Candidate> last(Map<Integer, Bin> bins) {
    HashMap<Integer, Bin> chosen = new HashMap<>(bins);
    FlatMapFunction<Candidate, Candidate> inBin =
        c -> {
          int quota = quota(c);
          return chosen.get(quota).bin() == c.getHigh() >>> BIN
              ? List.of(Candidate.of(quota, c.getHigh(), c.getLow())).iterator()
              : List.<Candidate>of().iterator();
        };
    MapPartitionsFunction<Candidate, Candidate> pick = in -> pick(in, chosen);
    return candidates
        .flatMap(inBin, Encoders.bean(Candidate.class))
        .repartition(partitions, functions.col("quota"))
        // In a bin the first bits are equal, so that signed order is unsigned order for the first
        // half; the second is turned round its sign bit.
        .sortWithinPartitions(
            functions.col("quota"),
            functions.col("high"),
            functions.col("low").bitwiseXOR(Long.MIN_VALUE))
        .mapPartitions(pick, Encoders.bean(Candidate.class))
        .collectAsList();
  }

  private static Iterator<Candidate> pick(Iterator<Candidate> sorted, Map<Integer, Bin> bins) {
    List<Candidate> picked = new ArrayList<>();
    int quota = (int) COPY;
    long rank = 0;
    while (sorted.hasNext()) {
      Candidate next = sorted.next();
      rank = next.getQuota() == quota ? rank + 1 : 1;
      quota = next.getQuota();
      if (rank == bins.get(quota).rank()) {
        picked.add(Candidate.of(quota, next.getHigh(), next.getLow()));
      }
    }
    return picked.iterator();
  }
}
