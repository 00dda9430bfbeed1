package io.sparkmixup.plan;

import io.sparkmixup.moments.Histogram;
import io.sparkmixup.moments.Marginals;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * The components of the mixed columns whose moments are followed, with a centre near the mean and
 * the variance of each. A vector counts as many components as it has elements; beyond {@value
 * #LIMIT} components the rest is mixed like all others but not followed. Arrays are given out as
 * they are and must not be changed.
 */
public final class Dimensions implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The largest number of components that are followed. */
  public static final int LIMIT = 1000;

  /**
   * Variances below this, and above its reciprocal, leave doubles no room for sums of squares. What
   * varies less counts as constant.
   */
  private static final double LEAST_VARIANCE = 1e-280;

  /** Above this share of the variance of all rows, that of some is none of rounding. */
  private static final double LEAST_SHARE = 1e-12;

  /** Nor is it where values differ by more units in the last place. */
  private static final double ROUNDING = 1024;

  private final List<String> names;
  private final int[] columns;
  private final int[] elements;
  private final double[] centres;
  private final double[] found;
  private final double[] variances;
  private final double[] extents;
  private final double[] shares;
  private final Bins[] bins;
  private final List<Reading> readings;
  private final long notFollowed;

  private Dimensions(Builder builder) {
    names = builder.components.stream().map(Component::name).toList();
    columns = builder.ints(Component::mixedColumn);
    elements = builder.ints(Component::element);
    centres = builder.doubles(Component::mean);
    found = builder.doubles(Component::variance);
    variances = Arrays.stream(found).map(v -> v < LEAST_VARIANCE ? 0 : v).toArray();
    extents = builder.doubles(Component::extent);
    shares = builder.doubles(Component::share);
    bins = builder.components.stream().map(Component::bins).toArray(Bins[]::new);
    readings = builder.components.stream().map(Component::reading).toList();
    notFollowed = builder.notFollowed;
  }

  /**
   * A component as the survey found it.
   *
   * @param column the name of its column
   * @param mixedColumn the number of its column among the mixed ones
   * @param element its index in a vector or array; 0 for a number
   * @param scalar whether the column holds numbers
   * @param mean over the rows that hold it
   * @param variance with denominator n
   * @param share of the rows that hold it
   * @param smallest value, or minus infinity where that is not known
   * @param largest value, or infinity
   * @param whole whether values are whole numbers
   * @param reading how a mean of it reads
   */
  public record Component(
      String column,
      int mixedColumn,
      int element,
      boolean scalar,
      double mean,
      double variance,
      double share,
      double smallest,
      double largest,
      boolean whole,
      Reading reading) {

    private String name() {
      return scalar ? column : column + "[" + element + "]";
    }

    private Bins bins() {
      return Bins.of(mean, Math.sqrt(variance), smallest, largest, whole);
    }

    private double extent() {
      double range = largest - smallest;
      return variance > 0 || !(range > 0 && range <= Double.MAX_VALUE)
          ? Math.sqrt(variance)
          : range;
    }
  }

  public int size() {
    return columns.length;
  }

  /** For the reader: the column, and for vectors the index of the element. */
  public List<String> names() {
    return names;
  }

  /** How a mean of each component reads. */
  public List<Reading> readings() {
    return readings;
  }

  /** Which mixed column each component belongs to, counted among the mixed ones. */
  public int[] columns() {
    return columns;
  }

  /** The index within the vector or array, 0 for a number. */
  public int[] elements() {
    return elements;
  }

  /** The mean of each component over all original rows, or close to it. */
  public double[] centres() {
    return centres;
  }

  /**
   * The variance of each component over all original rows, denominator n, or close to it; 0 where
   * it {@link #variesTooLittle}.
   */
  public double[] variances() {
    return variances;
  }

  /** Whether a component varies, and so little that it counts as constant. */
  public boolean variesTooLittle(int k) {
    return found[k] > 0 && variances[k] == 0;
  }

  /**
   * How a component varies: its standard deviation, or where the square of that is 0, its range.
   */
  public double extent(int k) {
    return extents[k];
  }

  /** Whether a component varies so much that sums of squares may overflow. */
  public boolean variesTooMuch(int k) {
    return !(found[k] <= 1 / LEAST_VARIANCE);
  }

  /**
   * The variance of some rows that may come of rounding alone: it is next to nothing beside that of
   * all rows, and beside numbers that large.
   *
   * @param variance of all rows
   * @param about how far from zero numbers lie
   */
  public static double leastVariance(double variance, double about) {
    double rounding = ROUNDING * Math.ulp(Math.abs(about) + Math.sqrt(variance));
    return Math.min(LEAST_SHARE * variance, rounding * rounding);
  }

  /** The share of original rows that hold each component. */
  public double[] shares() {
    return shares;
  }

  /** The variance of each component times the share of original rows that hold it. */
  public double[] scales() {
    return scales(variances, shares);
  }

  /** The products of variances and shares. */
  public static double[] scales(double[] variances, double[] shares) {
    double[] scales = new double[variances.length];
    for (int k = 0; k < scales.length; k++) {
      scales[k] = variances[k] * shares[k];
    }
    return scales;
  }

  /** The standard deviation of each component; 1 where it does not vary. */
  public double[] units() {
    double[] units = new double[size()];
    for (int k = 0; k < units.length; k++) {
      units[k] = variances[k] > 0 ? Math.sqrt(variances[k]) : 1;
    }
    return units;
  }

  /** Histograms, third and fourth moments of no rows, about the means in standard deviations. */
  public Marginals marginals() {
    Histogram[] histograms = new Histogram[size()];
    for (int k = 0; k < histograms.length; k++) {
      histograms[k] = bins[k].histogram();
    }
    return new Marginals(centres, units(), histograms);
  }

  /** How many components are not followed. */
  public long notFollowed() {
    return notFollowed;
  }

  /**
   * Components at even distances, for covariances where there are too many for all of them.
   *
   * @param most how many at the most
   */
  public int[] spread(int most) {
    int size = Math.min(size(), most);
    int[] result = new int[size];
    for (int i = 0; i < size; i++) {
      result[i] = (int) ((long) i * size() / size);
    }
    return result;
  }

  /**
   * Those of {@code size} components that are not among {@code some}.
   *
   * @param some in ascending order
   */
  public static int[] others(int[] some, int size) {
    return IntStream.range(0, size).filter(k -> Arrays.binarySearch(some, k) < 0).toArray();
  }

  /** Collects components in the order of the columns. */
  public static final class Builder {
    private final List<Component> components = new ArrayList<>();
    private long notFollowed;

    /** Adds a component. */
    public void add(Component component) {
      if (components.size() == LIMIT) {
        notFollowed++;
      } else {
        components.add(component);
      }
    }

    private int[] ints(ToIntFunction<Component> part) {
      return components.stream().mapToInt(part).toArray();
    }

    private double[] doubles(ToDoubleFunction<Component> part) {
      return components.stream().mapToDouble(part).toArray();
    }

    public Dimensions build() {
      return new Dimensions(this);
    }
  }
}
