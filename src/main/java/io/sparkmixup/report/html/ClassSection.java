package io.sparkmixup.report.html;

import io.sparkmixup.report.GroupView;
import io.sparkmixup.report.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The classes, each by its worst entry, the most significant first. */
final class ClassSection {

  /** Nobody reads more, and report.json has them. */
  private static final int MOST = 200;

  /** The share of a class among the rows. */
  record Share(String name, double original, double predicted, double synthetic) {}

  /** A class and what is farthest off in it; nothing where its rows are too few to test. */
  private record Line(GroupView group, Optional<Deviation> worst) {

    double errors() {
      return worst.map(Deviation::errors).orElse(-1.0);
    }
  }

  private ClassSection() {}

  /**
   * The section; absent where there are no classes.
   *
   * @param total how many classes the original has
   */
  static Optional<Page.Section> of(
      GroupView all, List<GroupView> classes, List<Share> shares, long total) {
    if (classes.isEmpty() && shares.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Share> known = new TreeMap<>();
    shares.forEach(s -> known.putIfAbsent(s.name(), s));
    List<List<String>> rows =
        classes.stream()
            .map(g -> new Line(g, Deviation.entries(g, all).stream().min(Deviation.WORST)))
            .sorted(Comparator.comparingDouble(Line::errors).reversed())
            .limit(MOST)
            .map(line -> row(line, known.get(line.group().name())))
            .toList();
    List<Page.Block> blocks = new ArrayList<>();
    blocks.add(new Page.Prose(explanation(total, classes.size(), rows.size())));
    if (rows.isEmpty()) {
      blocks.add(sharesAlone(shares));
    } else {
      blocks.add(table(rows));
    }
    return Optional.of(new Page.Section("classes", "Classes", blocks));
  }

  private static String explanation(long total, int followed, int listed) {
    return String.format(
        Locale.ROOT,
        "%,d classes; means and covariances of %,d groups of them were compared.%s Among many numbers"
            + " the worst is off by some standard errors by chance alone: three or four are common.",
        total,
        followed,
        listed < followed
            ? String.format(Locale.ROOT, " The %d that are farthest off are listed.", listed)
            : " The one that is farthest off stands first.");
  }

  private static List<String> row(Line line, Share share) {
    List<String> cells = new ArrayList<>();
    cells.add(line.group().name());
    cells.add(String.format(Locale.ROOT, "%,d", line.group().rows()));
    cells.add(share == null ? "–" : percent(share.original()));
    cells.add(share == null ? "–" : percent(share.predicted()));
    cells.add(share == null ? "–" : percent(share.synthetic()));
    cells.add(line.worst().map(Deviation::where).orElse("too few rows to test"));
    cells.add(line.worst().map(d -> Printable.number(d.predicted())).orElse("–"));
    cells.add(line.worst().map(d -> Printable.number(d.observed())).orElse("–"));
    cells.add(line.worst().map(d -> String.format(Locale.ROOT, "%.2g", d.effect())).orElse("–"));
    cells.add(line.worst().map(d -> String.format(Locale.ROOT, "%.1f", d.errors())).orElse("–"));
    return cells;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private static Page.Table table(List<List<String>> rows) {
    return new Page.Table(
        "Classes, and the worst entry of each",
        List.of(
            Page.name("Class"),
            Page.number("Rows"),
            Page.number("Share before"),
            Page.number("should be"),
            Page.number("is"),
            Page.name("Worst entry"),
            Page.number("Should be"),
            Page.number("is"),
            Page.number("Effect"),
            Page.number("Standard errors off")),
        rows);
  }

  private static Page.Table sharesAlone(List<Share> shares) {
    return new Page.Table(
        "Shares of classes",
        List.of(
            Page.name("Class"),
            Page.number("Share before"),
            Page.number("should be"),
            Page.number("is")),
        shares.stream()
            .sorted(
                Comparator.comparingDouble((Share s) -> Math.abs(s.synthetic() - s.predicted()))
                    .reversed())
            .limit(MOST)
            .map(
                s ->
                    List.of(
                        s.name(),
                        percent(s.original()),
                        percent(s.predicted()),
                        percent(s.synthetic())))
            .toList());
  }
}
