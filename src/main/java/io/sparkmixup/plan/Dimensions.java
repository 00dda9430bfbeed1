package io.sparkmixup.plan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

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

  private final List<String> names;
  private final int[] columns;
  private final int[] elements;
  private final double[] centres;
  private final double[] variances;
  private final double[] shares;
  private final long notFollowed;

  private Dimensions(Builder builder) {
    names = List.copyOf(builder.names);
    columns = builder.places.stream().mapToInt(p -> p[0]).toArray();
    elements = builder.places.stream().mapToInt(p -> p[1]).toArray();
    centres = builder.moments.stream().mapToDouble(m -> m[0]).toArray();
    variances = builder.moments.stream().mapToDouble(m -> m[1]).toArray();
    shares = builder.moments.stream().mapToDouble(m -> m[2]).toArray();
    notFollowed = builder.notFollowed;
  }

  public int size() {
    return columns.length;
  }

  /** For the reader: the column, and for vectors the index of the element. */
  public List<String> names() {
    return names;
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

  /** The variance of each component over all original rows, denominator n, or close to it. */
  public double[] variances() {
    return variances;
  }

  /** The share of original rows that hold each component. */
  public double[] shares() {
    return shares;
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

  /** Collects components in the order of the columns. */
  public static final class Builder {
    private final List<String> names = new ArrayList<>();
    private final List<int[]> places = new ArrayList<>();
    private final List<double[]> moments = new ArrayList<>();
    private long notFollowed;

    /**
     * Adds a component.
     *
     * @param moment its centre, its variance, and the share of rows that hold it
     */
    public void add(String column, int mixedColumn, int element, boolean scalar, double[] moment) {
      if (names.size() == LIMIT) {
        notFollowed++;
        return;
      }
      names.add(scalar ? column : column + "[" + element + "]");
      places.add(new int[] {mixedColumn, element});
      moments.add(moment);
    }

    public Dimensions build() {
      return new Dimensions(this);
    }
  }
}
