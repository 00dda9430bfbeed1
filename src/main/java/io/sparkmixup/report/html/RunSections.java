package io.sparkmixup.report.html;

import io.sparkmixup.plan.ColumnPlan;
import io.sparkmixup.report.GroupView;
import io.sparkmixup.report.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The sections that do not depend on what was made or compared. */
final class RunSections {

  /** The largest distances tell enough; each picture takes a kilobyte or two. */
  private static final int MOST_HISTOGRAMS = 60;

  static final String NO_PRIVACY =
      "This is no privacy tool, and no test of privacy: a weight near 1 nearly copies a row, and that"
          + " no row is verbatim does not mean that nobody can be recognized.";

  private RunSections() {}

  /** Pictures of columns, those that differ most where there are too many. */
  static Optional<Page.Section> histograms(Supplements more) {
    List<Supplements.ColumnHistogram> columns = more.histograms();
    if (columns.isEmpty()) {
      return Optional.empty();
    }
    List<Supplements.ColumnHistogram> shown = Supplements.farthest(columns, MOST_HISTOGRAMS);
    String which =
        shown.size() < columns.size()
            ? String.format(
                Locale.ROOT,
                " The %d of %,d columns that differ most.",
                shown.size(),
                columns.size())
            : "";
    return Optional.of(
        new Page.Section(
            "histograms",
            "Distributions",
            List.of(
                new Page.Prose(
                    "Each column before and after, in the same bins. How far apart: the largest"
                        + " distance of the two distribution functions, 0 alike, 1 apart."
                        + which),
                new Page.Histograms(shown))));
  }

  /** A section for each table that others give. */
  static List<Page.Section> tables(Supplements more) {
    List<Page.Section> result = new ArrayList<>();
    for (Supplements.TitledTable table : more.tables()) {
      List<Page.Head> head = new ArrayList<>();
      for (String title : table.head()) {
        head.add(head.isEmpty() ? Page.name(title) : Page.number(title));
      }
      result.add(
          new Page.Section(
              "more-" + (result.size() + 1),
              table.title(),
              List.of(
                  new Page.Prose(table.explanation()),
                  new Page.Table(table.title(), head, table.rows()))));
    }
    return result;
  }

  /** The rows of a table of roles. */
  static List<List<String>> roles(List<ColumnPlan> columns) {
    return columns.stream()
        .map(c -> List.of(c.name(), c.role().name().toLowerCase(Locale.ROOT), c.type(), c.reason()))
        .toList();
  }

  /** Says so where the matrix does not hold all columns. */
  static String spread(GroupView all) {
    return all.matrixSize() == all.components()
        ? ""
        : String.format(
            Locale.ROOT,
            " %,d of %,d columns, at even distances.",
            all.matrixSize(),
            all.components());
  }

  /** A table of names and values; maps in maps by their path, and no lists of maps. */
  static Page.Table settings(String caption, Map<String, Object> settings) {
    List<List<String>> rows = new ArrayList<>();
    flatten("", settings, rows);
    return new Page.Table(caption, List.of(Page.name("Setting"), Page.words("Value")), rows);
  }

  private static void flatten(String path, Map<?, ?> settings, List<List<String>> rows) {
    settings.forEach(
        (key, value) -> {
          String name = path + key;
          if (value instanceof Map<?, ?> map) {
            flatten(name + ".", map, rows);
          } else if (value instanceof List<?> list) {
            if (list.stream().noneMatch(Map.class::isInstance)) {
              String text = String.join(", ", list.stream().map(String::valueOf).toList());
              rows.add(List.of(name, text.isEmpty() ? "–" : text));
            }
          } else {
            rows.add(List.of(name, value == null ? "–" : String.valueOf(value)));
          }
        });
  }

  /** How to do it again. */
  static Page.Section again(Map<String, Object> circumstances, List<List<String>> fingerprints) {
    List<Page.Block> blocks = new ArrayList<>();
    blocks.add(new Page.Code("The command that does this again", command(circumstances)));
    if (!fingerprints.isEmpty()) {
      blocks.add(
          new Page.Prose(
              "Equal rows have equal fingerprints, in whatever order and however many files: hash and"
                  + " number of rows."));
      blocks.add(
          new Page.Table(
              "Fingerprints", List.of(Page.name("Rows"), Page.words("Fingerprint")), fingerprints));
    }
    blocks.add(settings("The run", without(circumstances, "command")));
    return new Page.Section("again", "To do it again", blocks);
  }

  private static Map<String, Object> without(Map<String, Object> map, String key) {
    Map<String, Object> rest = new LinkedHashMap<>(map);
    rest.remove(key);
    return rest;
  }

  private static String command(Map<String, Object> circumstances) {
    List<String> words = new ArrayList<>(List.of("spark-mixup"));
    if (circumstances.get("command") instanceof List<?> given) {
      given.forEach(w -> words.add(String.valueOf(w)));
    }
    return ShellWords.of(words);
  }

  /** What made the page. */
  static String foot(Map<String, Object> circumstances) {
    return Printable.of(
        String.format(
            Locale.ROOT,
            "spark-mixup %s, Spark %s, Java %s. report.json beside this file has every number.",
            circumstances.get("version"),
            circumstances.get("spark"),
            circumstances.get("java")));
  }

  /** A number of the circumstances. */
  static double number(Map<String, Object> circumstances, String key) {
    return circumstances.get(key) instanceof Number n ? n.doubleValue() : Double.NaN;
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Three digits, but for those that are zeros at the end. */
  static String percent(double share) {
    String text = String.format(Locale.ROOT, "%.3g", 100 * share);
    return (text.contains("e")
            ? text
            : text.replaceAll("(\\.\\d*?)0+$", "$1").replaceAll("\\.$", ""))
        + " %";
  }
}
