package io.sparkmixup.moments;

/**
 * Count, means, covariances and, where asked for, third and fourth moments of d columns, in one
 * pass; partial results combine exactly, also about different centres.
 *
 * <p><b>Formulas.</b> With N_jk the number of rows that hold both x_j and x_k, and c the centre,
 * the sums kept are of u_j = x_j - c_j over those rows: S_jk = sum u_j, P_jk = sum u_j u_k. Then
 *
 * <pre>
 *    mean(j)          = c_j + S_jj / N_jj
 *    covariance(j, k) = (P_jk - S_jk S_kj / N_jk) / N_jk
 * </pre>
 *
 * <p><b>Missing values</b> are NaN, and everything is pairwise complete: an entry (j, k) is over
 * the rows that hold both. Complete rows cost d (d + 1) operations, m missing values O(m d) more.
 *
 * <p><b>Empty.</b> Where there is no row to divide by, results are NaN; one row has variance 0, and
 * NaN with denominator n - 1.
 *
 * <p><b>Infinite values</b> are counted as held; the results that involve their column become
 * infinite or NaN, no others do. So do deviations whose squares (or fourth powers) overflow.
 *
 * <p><b>Rounding.</b> The relative error of a variance is that of the sums (see {@link
 * CrossProducts}) times 1 + (c - mean)^2 / variance. A centre of {@link #create} is a value of the
 * column, the median of its first ones: a constant column has variance 0 exactly. See T. F. Chan,
 * G. H. Golub, R. J. LeVeque, "Algorithms for computing the sample variance", The American
 * Statistician 37 (1983), doi:10.1080/00031305.1983.10483115, on shifted data.
 *
 * <p>Not thread-safe, not even for reading: rows are summed in blocks, and reading sums what waits.
 */
public final class Moments {

  /** Rows summed together: enough to use the kernel well, few enough to stay in the cache. */
  private static final int BLOCK = 32;

  private final Centre centre;
  private final double[] sums;
  private final CrossProducts products;
  private final MissingPairs missing;
  private final ColumnShape shape;
  private long rows;

  /** Rows that wait to be summed, allocated with the first one. */
  private double[][] block;

  private int waiting;

  Moments(
      Centre centre,
      long rows,
      double[] sums,
      CrossProducts products,
      MissingPairs missing,
      ColumnShape shape) {
    this.centre = centre;
    this.rows = rows;
    this.sums = sums;
    this.products = products;
    this.missing = missing;
    this.shape = shape;
  }

  private Moments(Centre centre, ColumnShape shape) {
    this(
        centre,
        0,
        new double[centre.point().length],
        new CrossProducts(centre.point().length),
        new MissingPairs(centre.point().length),
        shape);
  }

  /** Returns moments of no rows, summed about a centre chosen from the first values. */
  public static Moments create(int d) {
    if (!(d >= 1)) {
      throw new IllegalArgumentException("dimension " + d + ": must be at least 1");
    }
    return new Moments(Centre.open(d), null);
  }

  /** Returns moments of no rows, summed about {@code centre}, which should lie near the means. */
  public static Moments about(double[] centre) {
    return new Moments(Centre.fixed(centre), null);
  }

  /** Returns moments of no rows, set up as these, that sum third and fourth powers too. */
  public Moments withShape() {
    if (count() != 0) {
      throw new IllegalStateException(
          count() + " rows are summed already: ask for shape before the first");
    }
    return new Moments(centre.copy(), new ColumnShape(dimension()));
  }

  /** Moments of no rows, set up as these are now. */
  Moments emptied() {
    return new Moments(centre.copy(), shape == null ? null : new ColumnShape(dimension()));
  }

  /** Returns d, the number of columns. */
  public int dimension() {
    return sums.length;
  }

  /** Adds a row of d values, NaN where one is missing. The array is copied. */
  public void accept(double[] row) {
    if (row.length != sums.length) {
      throw new IllegalArgumentException(
          "row of " + row.length + " values: must be " + sums.length);
    }
    if (block == null) {
      block = new double[BLOCK][sums.length];
    }
    System.arraycopy(row, 0, block[waiting++], 0, row.length);
    if (waiting == BLOCK) {
      flush();
    }
  }

  /**
   * Adds the other's rows, and returns this. This keeps its centre, in the columns that have one,
   * and the other is left as it was.
   */
  public Moments combine(Moments other) {
    if (other.dimension() != dimension()) {
      throw new IllegalArgumentException(
          "dimension " + other.dimension() + ": must be " + dimension() + ", as here");
    }
    if ((other.shape == null) != (shape == null)) {
      throw new IllegalArgumentException("moments with shape and without: must be of one kind");
    }
    flush();
    other.flush();
    double[] delta = centre.adopt(other.centre);
    for (int j = 0; j < sums.length; j++) {
      double[] s = products.row(j);
      for (int k = 0; k <= j; k++) {
        s[k] += other.shifted(j, k, delta[j], delta[k]);
      }
      long held = other.held(j, j);
      sums[j] += other.sums[j] + delta[j] * held;
      if (shape != null) {
        double square = other.products.get(j, j);
        shape.combine(other.shape, j, delta[j], held, other.sums[j], square);
      }
    }
    missing.combine(other.missing, delta);
    rows += other.rows;
    return this;
  }

  /**
   * Returns these moments for other columns: the j-th of them is column {@code from[j]} here, each
   * at most once, or, where that is -1, one that no row so far has held. These are left as they
   * were.
   */
  public Moments arranged(int[] from) {
    flush();
    int d = from.length;
    boolean[] chosen = new boolean[d];
    double[] point = new double[d];
    double[] newSums = new double[d];
    CrossProducts newProducts = new CrossProducts(d);
    for (int j = 0; j < d; j++) {
      if (from[j] >= 0) {
        chosen[j] = centre.chosen()[from[j]];
        point[j] = centre.at(from[j]);
        newSums[j] = sums[from[j]];
        for (int k = 0; k <= j; k++) {
          newProducts.row(j)[k] = from[k] < 0 ? 0 : products.get(from[j], from[k]);
        }
      }
    }
    MissingPairs newMissing = missing.arranged(from, rows, sums, products);
    ColumnShape newShape = shape == null ? null : shape.arranged(from);
    return new Moments(new Centre(point, chosen), rows, newSums, newProducts, newMissing, newShape);
  }

  /** Returns the number of rows, those included that hold no value at all. */
  public long count() {
    return rows + waiting;
  }

  /** Returns N_jk, the number of rows that hold both x_j and x_k. */
  public long count(int j, int k) {
    flush();
    return held(j, k);
  }

  /** Returns the mean of column j over the N_jj rows that hold it. */
  public double mean(int j) {
    flush();
    return centre.at(j) + sums[j] / held(j, j);
  }

  /** Returns the covariance over the rows that hold both, with denominator N_jk. */
  public double covariance(int j, int k) {
    return scatter(j, k) / held(j, k);
  }

  /** Returns the covariance over the rows that hold both, with denominator N_jk - 1. */
  public double sampleCovariance(int j, int k) {
    return scatter(j, k) / (held(j, k) - 1);
  }

  /** Returns 1 / N_jk times the sum of (x_j - a_j)(x_k - a_k), with a = {@code about}. */
  public double secondMoment(int j, int k, double[] about) {
    flush();
    return shifted(j, k, centre.at(j) - about[j], centre.at(k) - about[k]) / held(j, k);
  }

  /**
   * Returns Pearson's correlation over the rows that hold both, variances included, in [-1, 1]; NaN
   * where one of them is constant there.
   */
  public double correlation(int j, int k) {
    double scale = Math.sqrt(variancePart(j, k)) * Math.sqrt(variancePart(k, j));
    double r = scale > 0 ? scatter(j, k) / scale : Double.NaN;
    return Math.max(-1, Math.min(1, r));
  }

  /** Returns M_3 = 1/n sum (x_j - mean)^3 over the n rows that hold x_j. */
  public double thirdCentralMoment(int j) {
    flush();
    return shape().thirdCentralMoment(j, held(j, j), sums[j], products.get(j, j));
  }

  /** Returns M_4 = 1/n sum (x_j - mean)^4 over the n rows that hold x_j. */
  public double fourthCentralMoment(int j) {
    flush();
    return shape().fourthCentralMoment(j, held(j, j), sums[j], products.get(j, j));
  }

  /** Returns M_3 / variance^(3/2), denominators n; NaN for a constant column. */
  public double skewness(int j) {
    double variance = covariance(j, j);
    return thirdCentralMoment(j) / (variance * Math.sqrt(variance));
  }

  /** Returns M_4 / variance^2, denominators n: 3 for a Gaussian; NaN for a constant column. */
  public double kurtosis(int j) {
    double variance = covariance(j, j);
    return fourthCentralMoment(j) / (variance * variance);
  }

  /** Returns these moments as bytes, to be moved between machines. */
  public byte[] toBytes() {
    flush();
    return MomentsCodec.toBytes(centre, rows, sums, products, missing, shape);
  }

  /** Returns the moments whose {@link #toBytes()} is {@code bytes}. */
  public static Moments fromBytes(byte[] bytes) {
    return MomentsCodec.fromBytes(bytes);
  }

  private ColumnShape shape() {
    if (shape == null) {
      throw new IllegalStateException("third and fourth powers are not summed: use withShape()");
    }
    return shape;
  }

  private long held(int j, int k) {
    return j == k
        ? rows - missing.rows(j, j)
        : rows - missing.rows(j, j) - missing.rows(k, k) + missing.rows(j, k);
  }

  /** S_jk: the sum of u_j over the rows that hold k too. */
  private double sum(int j, int k) {
    return sums[j] - missing.sum(k, j);
  }

  /** Sum of (u_j + a)(u_k + b) over the rows that hold both. */
  private double shifted(int j, int k, double a, double b) {
    double p = products.get(j, k);
    return a == 0 && b == 0 ? p : p + a * sum(k, j) + b * sum(j, k) + a * b * held(j, k);
  }

  /** Sum of (x_j - mean_j)(x_k - mean_k) over the rows that hold both, means over the same rows. */
  private double scatter(int j, int k) {
    flush();
    double s = products.get(j, k) - sum(j, k) * sum(k, j) / held(j, k);
    return j == k ? Math.max(0, s) : s;
  }

  /** Sum of (x_j - mean_j)^2 over the rows that hold k too. */
  private double variancePart(int j, int k) {
    flush();
    double s = sum(j, k);
    return products.get(j, j) - missing.squares(k, j) - s * (s / held(j, k));
  }

  private void flush() {
    if (waiting == 0) {
      return;
    }
    centre.choose(block, waiting);
    double[] c = centre.point();
    for (int r = 0; r < waiting; r++) {
      double[] row = block[r];
      for (int j = 0; j < row.length; j++) {
        row[j] -= c[j];
      }
      if (hasMissing(row)) {
        missing.acceptAndFill(row);
      }
      for (int j = 0; j < row.length; j++) {
        sums[j] += row[j];
      }
      if (shape != null) {
        shape.accept(row);
      }
    }
    products.add(block, 0, waiting);
    rows += waiting;
    waiting = 0;
  }

  private static boolean hasMissing(double[] row) {
    for (double x : row) {
      if (Double.isNaN(x)) {
        return true;
      }
    }
    return false;
  }
}
