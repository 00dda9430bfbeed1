package io.sparkmixup.pairing;

import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.MixedValues;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.plan.Role;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.plan.UnevenStrata;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Finds out about {@link UnevenStrata}, by one pass over the rows: counts what each stratum larger
 * than a cell makes, and takes the mean of about {@value #ROWS} of its rows, those with the
 * smallest selection hashes' last halves, in the order of these: so that it is the same bits for
 * every layout. Its distance from the stratum's mean is about 1 / 8 of a standard deviation.
 */
public final class Anchors implements Iterator<Anchors.Part> {

  private static final int ROWS = 64;

  /** A column of which so many rows hold one value hardly varies. */
  private static final double NEARLY_ALL = 0.9;

  /** Counts of this many strata are given out together. */
  private static final int MOST_COUNTS = 1 << 14;

  private final EncodedRows rows;
  private final Address address;
  private final MixedValues values;
  private final int columns;
  private final Map<Long, Part> counts = new HashMap<>();
  private final Queue<Part> ready = new ArrayDeque<>();
  private boolean done;

  private Anchors(EncodedRows rows, Address address, MixedValues values, int columns) {
    this.rows = rows;
    this.address = address;
    this.values = values;
    this.columns = columns;
  }

  /**
   * A number of synthetic rows of a stratum, or the values of one of its rows. A bean for Spark.
   */
  public static final class Part {
    private long stratum;
    private long rows;
    private long synthetic;
    private long high;
    private long low;
    private double[] values = {};

    /** The last 64 bits of the stratum's name. */
    public long getStratum() {
      return stratum;
    }

    public void setStratum(long stratum) {
      this.stratum = stratum;
    }

    /** How many original rows it has. */
    public long getRows() {
      return rows;
    }

    public void setRows(long rows) {
      this.rows = rows;
    }

    public long getSynthetic() {
      return synthetic;
    }

    public void setSynthetic(long synthetic) {
      this.synthetic = synthetic;
    }

    /** Of a row, its selection hash. */
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

    /** The values; where there are none, as of one stratum in 10^28, what is no point. */
    double[] point(int columns) {
      if (values.length == columns) {
        return values;
      }
      double[] none = new double[columns];
      Arrays.fill(none, Double.NaN);
      return none;
    }

    /** Of a row, its mixed values; none of a count. */
    public double[] getValues() {
      return values;
    }

    public void setValues(double[] values) {
      this.values = values;
    }
  }

  /** The plan with what exact moments have to know of uneven strata, if there are any. */
  public static MixupPlan decide(Dataset<Row> rows, MixupPlan plan) {
    boolean exact = plan.request().rules().moments() == Rules.Moments.EXACT;
    if (!exact || plan.quotas().equal() || plan.strata().size() == 0) {
      return plan;
    }
    int partitions = rows.sparkSession().sparkContext().defaultParallelism();
    int columns = plan.names(Role.MIXED).size();
    Layout layout = plan.layout();
    MapPartitionsFunction<Part, Part> add = Anchors::add;
    List<Part> parts =
        Pairing.scan(
                rows,
                plan,
                (in, address) -> new Anchors(in, address, new MixedValues(layout), columns),
                Encoders.bean(Part.class))
            .repartition(partitions, functions.col("stratum"))
            .sortWithinPartitions("stratum", "high", "low")
            .mapPartitions(add, Encoders.bean(Part.class))
            .collectAsList();
    return plan.withUneven(
        UnevenStrata.of(
            parts.stream()
                .map(
                    p ->
                        new UnevenStrata.Stratum(
                            p.getStratum(), p.getRows(), p.getSynthetic(), p.point(columns)))
                .toList()));
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !done) {
      if (rows.advance()) {
        accept();
      } else {
        done = true;
        drain();
      }
    }
    return !ready.isEmpty();
  }

  @Override
  public Part next() {
    return ready.remove();
  }

  private void accept() {
    address.read(rows);
    long size = address.stratumRows();
    if (size == 0) {
      return;
    }
    Part count = counts.computeIfAbsent(address.stratumLow(), low -> part(size));
    count.synthetic += address.copies();
    // The hash as a fraction of its range, times the number of rows.
    if (Math.multiplyHigh(address.selectionLow() >>> 1, size << 1) < ROWS) {
      Part row = part(size);
      row.high = address.selectionHigh();
      row.low = address.selectionLow();
      row.values = new double[columns];
      for (int i = 0; i < columns; i++) {
        row.values[i] = values.scalar(rows.bytes(), address.offsets(), i);
      }
      ready.add(row);
    }
    if (counts.size() == MOST_COUNTS) {
      drain();
    }
  }

  private Part part(long size) {
    Part part = new Part();
    part.stratum = address.stratumLow();
    part.rows = size;
    return part;
  }

  private void drain() {
    ready.addAll(counts.values());
    counts.clear();
  }

  /** Adds up the parts of each stratum, which stand together. */
  private static Iterator<Part> add(Iterator<Part> sorted) {
    List<Part> sums = new ArrayList<>();
    List<double[]> anchors = new ArrayList<>();
    Part sum = null;
    while (sorted.hasNext()) {
      Part next = sorted.next();
      if (sum == null || sum.stratum != next.stratum) {
        finish(sum, anchors);
        sum = new Part();
        sum.stratum = next.stratum;
        sum.rows = next.rows;
        sums.add(sum);
        anchors.clear();
      }
      sum.synthetic += next.synthetic;
      if (next.values.length > 0) {
        anchors.add(next.values);
      }
    }
    finish(sum, anchors);
    return sums.iterator();
  }

  private static void finish(Part sum, List<double[]> anchors) {
    if (sum != null) {
      sum.values = anchors.isEmpty() ? new double[0] : mean(ordinary(anchors));
    }
  }

  /**
   * The rows among some that hold each value that nearly all of them hold: a column that hardly
   * varies has cells in which it does not, and these can have moments about that value alone. All
   * of them where there are none.
   */
  static List<double[]> ordinary(List<double[]> anchors) {
    List<double[]> left = new ArrayList<>(anchors);
    for (int i = 0; i < anchors.get(0).length; i++) {
      int column = i;
      double[] values = anchors.stream().mapToDouble(row -> row[column]).sorted().toArray();
      double middle = values[values.length / 2];
      long alike = Arrays.stream(values).filter(v -> v == middle).count();
      if (alike >= NEARLY_ALL * values.length) {
        left.removeIf(row -> row[column] != middle);
      }
    }
    return left.isEmpty() ? anchors : left;
  }

  /** The mean, about the first row, so that a constant column has its value. */
  private static double[] mean(List<double[]> rows) {
    double[] first = rows.get(0);
    double[] mean = new double[first.length];
    for (double[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i] - first[i];
      }
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] = first[i] + mean[i] / rows.size();
    }
    return mean;
  }
}
