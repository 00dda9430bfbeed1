package io.sparkmixup.benchmark;

import java.io.PrintStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes Markdown. */
final class Report {

  private static final List<String> HEAD =
      List.of("", "seconds, median", "over", "ratio: min", "median", "max", "aim");

  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  /** When, with what and how often. */
  void conditions(Bench bench) {
    line(
        "%s, Spark %s, Java %s, %s, %d cores, heap %d MB; %d rounds after %d.",
        LocalDate.now(ZoneOffset.UTC),
        bench.spark().version(),
        System.getProperty("java.version"),
        bench.numpy().version(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20,
        bench.timer().rounds(),
        bench.timer().warmUp());
  }

  void heading(String title) {
    line("## %s", title);
  }

  /** A paragraph. */
  void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.println();
  }

  void comparisons(Timings timings, List<Comparison> comparisons) {
    table(HEAD, comparisons.stream().map(each -> cells(timings, each)).toList());
  }

  private static List<String> cells(Timings timings, Comparison row) {
    String name = row.of();
    if (timings.isLeftOut(name)) {
      return List.of(name, timings.whyLeftOut(name), row.to(), "", "", "", row.aim());
    }
    String seconds = number(timings.seconds(name).median());
    if (row.to().isEmpty() || timings.isLeftOut(row.to())) {
      return List.of(name, seconds, row.to(), "", "", "", row.aim());
    }
    List<String> cells = new ArrayList<>(List.of(name, seconds, row.to()));
    cells.addAll(numbers(timings.ratios(name, row.to())));
    cells.add(row.aim());
    return cells;
  }

  void table(List<String> head, List<List<String>> rows) {
    row(head);
    out.println("|" + "---|".repeat(head.size()));
    rows.forEach(this::row);
    out.println();
  }

  private void row(List<String> cells) {
    // A cell may quote a message of several lines.
    out.println(
        "| "
            + String.join(" | ", cells.stream().map(c -> c.replace('\n', ' ').strip()).toList())
            + " |");
  }

  static List<String> numbers(Spread spread) {
    return List.of(number(spread.min()), number(spread.median()), number(spread.max()));
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
