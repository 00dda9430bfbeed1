package io.sparkmixup.survey;

import io.sparkmixup.moments.Moments;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/**
 * The covariance of all components of the mixed columns, as long as they are few: {@value #MOST}.
 * It is given up where there are more, where vectors differ in length, and where the first rows of
 * a partition have none, so that nobody knows how long it would be. Mutable; mergeable.
 */
final class MixedCovariance implements Serializable {

  private static final long serialVersionUID = 1L;

  /** As many as have their covariances followed. */
  private static final int MOST = 200;

  /** How many components each column has; 0 as long as that is not known. */
  private final int[] sizes;

  private boolean givenUp;
  private transient Moments moments;
  private transient double[] row;
  private transient int filled;

  MixedCovariance(int columns) {
    sizes = new int[columns];
  }

  /** Takes the next column's number of the row that is coming; NaN where it is missing. */
  void put(int column, double value) {
    if (has(column, 1)) {
      row[filled++] = value;
    }
  }

  /** Takes the next column's vector; null where it is missing. */
  void put(int column, double[] values) {
    if (values == null && sizes[column] == 0) {
      givenUp = true;
    }
    int size = values == null ? sizes[column] : values.length;
    if (has(column, size)) {
      if (values == null) {
        Arrays.fill(row, filled, filled + size, Double.NaN);
      } else {
        System.arraycopy(values, 0, row, filled, size);
      }
      filled += size;
    }
  }

  /** Whether there is room for a column's components, as many as ever. */
  private boolean has(int column, int size) {
    if (row == null) {
      row = new double[moments == null ? MOST : moments.dimension()];
    }
    if (sizes[column] == 0) {
      sizes[column] = size;
    }
    givenUp |= sizes[column] != size || filled + size > row.length;
    return !givenUp;
  }

  /** Adds the row whose columns have all been put. */
  void accept() {
    if (!givenUp && filled > 0) {
      if (moments == null) {
        moments = Moments.create(filled);
        row = Arrays.copyOf(row, filled);
      }
      moments.accept(row);
    }
    filled = 0;
  }

  void combine(MixedCovariance other) {
    givenUp |= other.givenUp;
    if (givenUp || other.moments == null) {
      return;
    }
    if (moments == null) {
      moments = other.moments;
      System.arraycopy(other.sizes, 0, sizes, 0, sizes.length);
    } else if (Arrays.equals(sizes, other.sizes)) {
      moments.combine(other.moments);
    } else {
      givenUp = true;
    }
  }

  /**
   * The moments of the components, in the order of the columns; nothing where they were given up.
   */
  Optional<Moments> moments() {
    return givenUp ? Optional.empty() : Optional.ofNullable(moments);
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    out.writeObject(moments().map(Moments::toBytes).orElse(null));
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    byte[] bytes = (byte[]) in.readObject();
    moments = bytes == null ? null : Moments.fromBytes(bytes);
  }
}
