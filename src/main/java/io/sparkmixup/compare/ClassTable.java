package io.sparkmixup.compare;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How many classes there are with so many rows in the original and so many among the synthetic
 * rows: of all classes that either side has, however many they are. There are fewer such pairs of
 * numbers than the two thirds power of the rows.
 */
record ClassTable(List<Cell> cells) {

  /** So many classes have this many rows on each side. */
  record Cell(long original, long synthetic, long classes) {

    /** Rows of one such class. */
    double rows() {
      return (double) original + synthetic;
    }
  }

  /** Of classes that are known one by one. */
  static ClassTable of(List<Comparison.ClassShare> shares) {
    return new ClassTable(
        shares.stream()
            .filter(s -> s.original() > 0 || s.synthetic() > 0)
            .map(s -> new Cell(s.original(), s.synthetic(), 1))
            .toList());
  }

  double originalRows() {
    return sum(Cell::original);
  }

  double syntheticRows() {
    return sum(Cell::synthetic);
  }

  /** The sum of a number over all classes. */
  double sum(ToDoubleFunction<Cell> ofOne) {
    return cells.stream().mapToDouble(c -> c.classes() * ofOne.applyAsDouble(c)).sum();
  }
}
