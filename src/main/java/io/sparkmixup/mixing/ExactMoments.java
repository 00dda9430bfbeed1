package io.sparkmixup.mixing;

import java.util.Arrays;
import java.util.Optional;

/**
 * Gives the mixtures of a cell the very mean and covariance of its rows, by one {@link AffineMap}.
 * Where every row of a stratum is used equally often, its cells so have its moments together. Where
 * rows are not, and there are several cells, these take such moments that they have those of the
 * stratum together: see {@link Covariance#about}. Used twice over a cell's mixtures: they are
 * looked at, then moved.
 */
final class ExactMoments {

  /** Covariances this near to what they are to be are off by rounding. */
  private static final double ROUNDING = 1e-9;

  private final MixedColumns columns;
  private Cell cell;

  /** The mixed columns that the rows of this cell hold, and of them those that vary. */
  private int[] varying = {};

  /**
   * The first row's values of them. All others are taken less these: of doubles far from zero, and
   * near each other, differences are exact, and means need not be.
   */
  private double[] reference = {};

  private Covariance wanted;
  private Covariance found;
  private Optional<AffineMap> map = Optional.empty();
  private double[] values = {};
  private double[] mapped = {};

  ExactMoments(MixedColumns columns) {
    this.columns = columns;
  }

  /** Begins with the rows of a cell. */
  void start(Cell next) {
    cell = next;
    map = Optional.empty();
    varying = varying();
    reference = new double[varying.length];
    for (int k = 0; k < reference.length; k++) {
      reference[k] = columns.value(cell.primary(0), varying[k]);
    }
    values = new double[varying.length];
    mapped = new double[varying.length];
    wanted = new Covariance(mean());
    for (int r = 0; r < cell.size(); r++) {
      read(cell.primary(r));
      wanted.add(values);
    }
    found = new Covariance(wanted.mean());
  }

  private int[] varying() {
    int[] some = new int[columns.size()];
    int n = 0;
    for (int i = 0; i < some.length; i++) {
      if (holds(i) && varies(i)) {
        some[n++] = i;
      }
    }
    return Arrays.copyOf(some, n);
  }

  /** Whether rows hold a column; in one cell they miss the same ones. */
  private boolean holds(int i) {
    CellRow first = cell.primary(0);
    return first.offsets[columns.column(i)] >= 0 && !Double.isNaN(columns.value(first, i));
  }

  private boolean varies(int i) {
    CellRow first = cell.primary(0);
    for (int r = 1; r < cell.size(); r++) {
      if (columns.value(cell.primary(r), i) != columns.value(first, i)) {
        return true;
      }
    }
    return false;
  }

  private double[] mean() {
    double[] mean = new double[varying.length];
    for (int k = 0; k < mean.length; k++) {
      double sum = 0;
      for (int r = 0; r < cell.size(); r++) {
        sum += columns.value(cell.primary(r), varying[k]) - reference[k];
      }
      mean[k] = sum / cell.size();
    }
    return mean;
  }

  private void read(CellRow row) {
    for (int k = 0; k < values.length; k++) {
      values[k] = columns.value(row, varying[k]) - reference[k];
    }
  }

  private void read(Mixture mixture) {
    for (int k = 0; k < values.length; k++) {
      values[k] = mixture.value(varying[k]) - reference[k];
    }
  }

  /** Looks at one of the mixtures. */
  void add(Mixture mixture) {
    read(mixture);
    found.add(values);
  }

  /**
   * Decides, once all mixtures were looked at.
   *
   * @return whether they can be moved: not where they do not vary in a direction of the rows
   */
  boolean fit() {
    map = AffineMap.of(found, wanted);
    return map.isPresent();
  }

  /**
   * The same in an uneven stratum.
   *
   * @param point of the stratum, by mixed column
   * @param factor how much more a row of the cell would be used, were all rows of the stratum used
   *     equally often
   */
  boolean fit(double[] point, double factor) {
    if (factor == 1) {
      return fit();
    }
    double[] near = new double[varying.length];
    for (int k = 0; k < near.length; k++) {
      near[k] = point[varying[k]] - reference[k];
    }
    Covariance share = wanted.about(near, factor);
    map =
        constantsAre(point)
            ? AffineMap.of(found, share).filter(m -> m.reaches(found, share, ROUNDING))
            : Optional.empty();
    return map.isPresent();
  }

  /** What does not vary in the cell cannot make up for how it varies in the stratum. */
  private boolean constantsAre(double[] point) {
    for (int i = 0; i < columns.size(); i++) {
      if (holds(i) && !varies(i) && columns.value(cell.primary(0), i) != point[i]) {
        return false;
      }
    }
    return true;
  }

  /** Moves a mixture. */
  void move(Mixture mixture) {
    read(mixture);
    map.orElseThrow().apply(values, mapped);
    for (int k = 0; k < mapped.length; k++) {
      mixture.set(varying[k], reference[k] + mapped[k]);
    }
  }
}
