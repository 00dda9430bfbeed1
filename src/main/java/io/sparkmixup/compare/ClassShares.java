package io.sparkmixup.compare;

import io.sparkmixup.compare.Comparison.ClassShare;
import io.sparkmixup.verify.Finding;
import io.sparkmixup.verify.Findings;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The shares of classes in two samples: one by one where they are listed, and all together. */
final class ClassShares {

  /** How a class is told of that has no rows in the original. */
  private static final String INVENTED = "a class that the original does not have";

  private final List<ClassShare> listed;

  /** The largest classes that the original does not have, the largest first. */
  private final List<ClassShare> invented;

  private final ClassTable table;
  private final long original;
  private final long synthetic;

  /** Answers what the listed classes do not. */
  @FunctionalInterface
  interface Counting {

    /** All classes of both sides. */
    ClassTable table();

    /** The largest classes that the original does not have, the largest first. */
    default List<ClassShare> invented() {
      return List.of();
    }
  }

  /**
   * The shares of a label; of none where no class is listed.
   *
   * @param listed the original's most frequent classes
   * @param original the number of its rows
   * @param synthetic the number of synthetic rows
   * @param all asked where some classes are not listed
   */
  ClassShares(List<ClassShare> listed, long original, long synthetic, Counting all) {
    this.listed = listed;
    this.original = original;
    this.synthetic = synthetic;
    boolean allListed = listed.isEmpty() || isNone(others(listed));
    table = allListed ? ClassTable.of(listed) : all.table();
    boolean someInvented = table.cells().stream().anyMatch(ClassShares::isInvented);
    invented = someInvented ? all.invented() : List.of();
  }

  /** Whether the original has no such class, and there are rows enough to say so of each. */
  private static boolean isInvented(ClassTable.Cell cell) {
    return cell.original() == 0 && cell.synthetic() >= GroupComparison.LEAST_VALUES;
  }

  private ClassShare others(List<ClassShare> named) {
    return new ClassShare(
        "(all others)",
        original - named.stream().mapToLong(ClassShare::original).sum(),
        synthetic - named.stream().mapToLong(ClassShare::synthetic).sum());
  }

  private static boolean isNone(ClassShare share) {
    return share.original() == 0 && share.synthetic() == 0;
  }

  /** All that are known by name, and all rows of others. */
  List<ClassShare> shown() {
    List<ClassShare> named = Stream.concat(listed.stream(), invented.stream()).toList();
    ClassShare others = others(named);
    return listed.isEmpty() || isNone(others)
        ? named
        : Stream.concat(named.stream(), Stream.of(others)).toList();
  }

  /**
   * Single shares. Those of the original's classes that are not listed are not among them: what is
   * rare in one sample is less so in another one of the same law.
   */
  void findings(Consumer<Finding> to) {
    listed.forEach(s -> to.accept(finding(s.name(), s.original(), s.synthetic())));
    Iterator<ClassShare> named = invented.iterator();
    table.cells().stream()
        .filter(ClassShares::isInvented)
        .sorted(Comparator.comparingLong(ClassTable.Cell::synthetic).reversed())
        .forEach(
            cell -> {
              for (long c = 0; c < cell.classes(); c++) {
                String name = named.hasNext() ? named.next().name() + ", " : "";
                to.accept(finding(name + INVENTED, 0, cell.synthetic()));
              }
            });
    Unseen.finding(table).ifPresent(to);
  }

  private Finding finding(String where, long before, long after) {
    return GroupComparison.shareFinding(
        Findings.SHARE, where, new long[] {before, original}, new long[] {after, synthetic});
  }

  /** Whether all shares together are the same. */
  Optional<Finding> together() {
    return Homogeneity.finding(table);
  }
}
