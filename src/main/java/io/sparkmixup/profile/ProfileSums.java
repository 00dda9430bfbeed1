package io.sparkmixup.profile;

import io.sparkmixup.moments.Moments;
import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.plan.Dimensions;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.rows.Fingerprint;
import io.sparkmixup.rows.Lane;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one scan learns of rows, in memory that does not grow with them. Mutable; mergeable.
 *
 * <p>A column of numbers has one component, a column of vectors or arrays as many as the longest of
 * them: that shows as rows come. Components are numbered column by column, and the first {@link
 * Dimensions#LIMIT} of them are followed. One that is followed in the end always was, since numbers
 * only grow.
 */
final class ProfileSums implements Serializable {

  private static final long serialVersionUID = 1L;

  final Fingerprint fingerprint;

  /** By column, in the order of the layout's schema. */
  final ColumnSums[] columns;

  final ClassCounts classes = new ClassCounts();

  /** How many components each column of numbers has, in the order of the layout's mixed ones. */
  private final int[] sizes;

  private List<NumberSums> numbers = new ArrayList<>();

  /** Of one component that no row holds where there are none: moments have at least one. */
  private transient Moments moments;

  /** Of no rows. */
  ProfileSums(Layout layout) {
    this(new Fingerprint(), columns(layout), layout.mixed().length, Moments.create(1).withShape());
  }

  ProfileSums(Fingerprint fingerprint, ColumnSums[] columns, int numberColumns, Moments moments) {
    this.fingerprint = fingerprint;
    this.columns = columns;
    this.sizes = new int[numberColumns];
    this.moments = moments;
  }

  private static ColumnSums[] columns(Layout layout) {
    ColumnSums[] columns = new ColumnSums[layout.shape().columns()];
    for (int c = 0; c < columns.length; c++) {
      columns[c] = new ColumnSums(isToldApart(layout, c));
    }
    return columns;
  }

  /** Whether distinct values of a column are counted. */
  static boolean isToldApart(Layout layout, int column) {
    Lane lane = layout.shape().lane(column);
    return lane == Lane.LONG
        || lane == Lane.BYTES
        || ColumnRoles.holdsWholeNumbers(layout.shape().schema().apply(column).dataType());
  }

  /** Whether a column holds whole numbers, or dates or times that are steps since 1970. */
  static boolean isWhole(Layout layout, int column) {
    return layout.shape().lane(column) == Lane.LONG;
  }

  /** The components of a column of numbers, followed or not. */
  int size(int i) {
    return sizes[i];
  }

  /** The number of a column's first component. */
  int start(int i) {
    long start = 0;
    for (int before = 0; before < i; before++) {
      start += sizes[before];
    }
    return (int) Math.min(start, Dimensions.LIMIT);
  }

  /** How many components are followed. */
  int followed() {
    return numbers.size();
  }

  NumberSums number(int component) {
    return numbers.get(component);
  }

  /** Puts what was stored of a component in its place. */
  void setNumber(int component, NumberSums stored) {
    numbers.set(component, stored);
  }

  Moments moments() {
    return moments;
  }

  /**
   * Takes over stored moments.
   *
   * @throws IllegalArgumentException if they are of another number of components
   */
  void setMoments(Moments stored) {
    if (stored.dimension() != moments.dimension()) {
      throw new IllegalArgumentException(
          "moments of " + stored.dimension() + " components: must be " + moments.dimension());
    }
    moments = stored;
  }

  /** Makes room for {@code size} components of a column. */
  void ensureSize(int i, int size) {
    if (size > sizes[i]) {
      int[] wanted = sizes.clone();
      wanted[i] = size;
      grow(wanted);
    }
  }

  private void grow(int[] wanted) {
    if (Arrays.equals(wanted, sizes)) {
      return;
    }
    List<Integer> from = new ArrayList<>();
    List<NumberSums> grown = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      int start = start(i);
      for (int e = 0; e < wanted[i] && grown.size() < Dimensions.LIMIT; e++) {
        boolean old = e < sizes[i] && start + e < numbers.size();
        from.add(old ? start + e : -1);
        grown.add(old ? numbers.get(start + e) : new NumberSums());
      }
    }
    moments = moments.arranged(from.stream().mapToInt(Integer::intValue).toArray());
    numbers = grown;
    System.arraycopy(wanted, 0, sizes, 0, sizes.length);
  }

  /** Adds the other's rows. The other is not to be used any more. */
  void combine(ProfileSums other) {
    int[] wanted = new int[sizes.length];
    Arrays.setAll(wanted, i -> Math.max(sizes[i], other.sizes[i]));
    grow(wanted);
    other.grow(wanted);
    fingerprint.combine(other.fingerprint);
    classes.combine(other.classes);
    moments.combine(other.moments);
    for (int c = 0; c < columns.length; c++) {
      columns[c].combine(other.columns[c]);
    }
    for (int k = 0; k < numbers.size(); k++) {
      numbers.get(k).combine(other.numbers.get(k));
    }
  }

  /** Moments travel as their bytes. */
  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    out.writeObject(moments.toBytes());
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    moments = Moments.fromBytes((byte[]) in.readObject());
  }
}
