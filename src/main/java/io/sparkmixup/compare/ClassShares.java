package io.sparkmixup.compare;

import io.sparkmixup.compare.Comparison.ClassShare;
import io.sparkmixup.verify.Finding;
import io.sparkmixup.verify.Findings;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The shares of classes in two samples: one by one where they are listed, and all together. */
final class ClassShares {

  private final List<ClassShare> listed;
  private final ClassShare others;
  private final ClassTable table;
  private final long original;
  private final long synthetic;

  /**
   * The shares of a label; of none where no class is listed.
   *
   * @param listed the original's most frequent classes
   * @param original the number of its rows
   * @param synthetic the number of synthetic rows
   * @param all counts all classes, where some are not listed
   */
  ClassShares(List<ClassShare> listed, long original, long synthetic, Supplier<ClassTable> all) {
    this.listed = listed;
    this.original = original;
    this.synthetic = synthetic;
    others =
        new ClassShare(
            "(all others)",
            original - listed.stream().mapToLong(ClassShare::original).sum(),
            synthetic - listed.stream().mapToLong(ClassShare::synthetic).sum());
    table = listed.isEmpty() || noOthers() ? ClassTable.of(listed) : all.get();
  }

  private boolean noOthers() {
    return others.original() == 0 && others.synthetic() == 0;
  }

  /** The listed ones, and all rows of others, of those that the original does not have too. */
  List<ClassShare> shown() {
    return listed.isEmpty() || noOthers()
        ? listed
        : Stream.concat(listed.stream(), Stream.of(others)).toList();
  }

  /**
   * Single shares. Those of the original's classes that are not listed are not among them: what is
   * rare in one sample is less so in another one of the same law.
   */
  void findings(Consumer<Finding> to) {
    listed.forEach(s -> to.accept(finding(s.name(), s.original(), s.synthetic())));
    for (ClassTable.Cell cell : table.cells()) {
      if (cell.original() == 0 && cell.synthetic() >= GroupComparison.LEAST_VALUES) {
        Finding found = finding("a class that the original does not have", 0, cell.synthetic());
        for (long c = 0; c < cell.classes(); c++) {
          to.accept(found);
        }
      }
    }
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
