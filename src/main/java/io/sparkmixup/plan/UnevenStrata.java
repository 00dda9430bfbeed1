package io.sparkmixup.plan;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * What the cells of a stratum have to know of each other to have its moments together, where its
 * rows do not all make the same number of synthetic rows: for exact moments alone, and only for
 * strata larger than a cell. Named by the last 64 bits of their hashes, sorted.
 */
public final class UnevenStrata implements Serializable {

  private static final long serialVersionUID = 1L;

  /** One stratum. */
  public static final class Stratum implements Serializable {

    private static final long serialVersionUID = 1L;

    private final long low;
    private final long rows;
    private final long synthetic;
    private final double[] point;

    /**
     * @param low the last 64 bits of its name
     * @param rows how many original rows it has
     * @param synthetic how many synthetic rows these make
     * @param point values near its mean, by mixed column: the same for all of its cells
     */
    public Stratum(long low, long rows, long synthetic, double[] point) {
      this.low = low;
      this.rows = rows;
      this.synthetic = synthetic;
      this.point = point.clone();
    }

    /** The last 64 bits of its name. */
    public long low() {
      return low;
    }

    /** How many original rows it has. */
    public long rows() {
      return rows;
    }

    /** How many synthetic rows it makes for each of its rows. */
    public double ratio() {
      return (double) synthetic / rows;
    }

    /** Values near its mean, by mixed column; given out as they are and not to be changed. */
    public double[] point() {
      return point;
    }
  }

  private final Stratum[] sorted;

  private UnevenStrata(Stratum[] sorted) {
    this.sorted = sorted;
  }

  /** Where every stratum is one cell, or makes the same number of each row. */
  public static UnevenStrata none() {
    return new UnevenStrata(new Stratum[0]);
  }

  /** Takes strata in any order. */
  public static UnevenStrata of(List<Stratum> strata) {
    return new UnevenStrata(
        strata.stream()
            .sorted(Comparator.comparingLong((Stratum s) -> s.low))
            .toArray(Stratum[]::new));
  }

  /** All of them. */
  public List<Stratum> all() {
    return List.of(sorted);
  }

  /** The stratum of a name; null where it is not among them. */
  public Stratum find(long low) {
    int from = 0;
    int to = sorted.length - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      int order = Long.compare(sorted[middle].low, low);
      if (order == 0) {
        return sorted[middle];
      }
      if (order < 0) {
        from = middle + 1;
      } else {
        to = middle - 1;
      }
    }
    return null;
  }
}
