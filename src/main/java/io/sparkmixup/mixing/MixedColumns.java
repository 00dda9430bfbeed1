package io.sparkmixup.mixing;

import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.MixedValues;
import io.sparkmixup.rows.Lane;
import io.sparkmixup.rows.RowShape;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** The mixed columns of a layout, by lane. */
final class MixedColumns {

  /** Indices in the shape of the mixed columns of each lane. */
  final int[] doubles;

  final int[] longs;
  final int[] objects;

  private final RowShape shape;
  private final int[] mixed;
  private final int[] slots;

  MixedColumns(Layout layout) {
    shape = layout.shape();
    mixed = layout.mixed();
    doubles = of(Lane.DOUBLE);
    longs = of(Lane.LONG);
    objects = of(Lane.OBJECT);
    slots = new int[mixed.length];
    Map<Lane, Integer> used = new EnumMap<>(Lane.class);
    for (int i = 0; i < mixed.length; i++) {
      slots[i] = used.merge(lane(i), 1, Integer::sum) - 1;
    }
  }

  private int[] of(Lane lane) {
    return Arrays.stream(mixed).filter(c -> shape.lane(c) == lane).toArray();
  }

  int size() {
    return mixed.length;
  }

  /** The lane of the {@code i}-th mixed column. */
  Lane lane(int i) {
    return shape.lane(mixed[i]);
  }

  /** Where the {@code i}-th mixed column stands among those of its lane. */
  int slot(int i) {
    return slots[i];
  }

  /** The index in the shape of the {@code i}-th mixed column. */
  int column(int i) {
    return mixed[i];
  }

  /** A row's value of the {@code i}-th mixed column, which is not an object. */
  double value(CellRow row, int i) {
    return lane(i) == Lane.LONG ? (double) row.longs[slots[i]] : row.doubles[slots[i]];
  }

  boolean isVector(int i) {
    return !MixedValues.isScalar(shape, mixed[i]);
  }
}
