package io.sparkmixup.profile;

import io.sparkmixup.plan.ColumnPlan;
import io.sparkmixup.plan.Role;
import java.util.List;
import java.util.Locale;

/** A profile for a terminal: a line for each column. */
final class ProfileTable {

  /** What is longer stands in the JSON alone. */
  private static final int MOST_LINES = 40;

  private static final int MOST_CLASSES = 8;

  private final StringBuilder text = new StringBuilder();
  private final Profile profile;
  private final ProfileSums sums;

  private ProfileTable(Profile profile) {
    this.profile = profile;
    sums = profile.sums();
  }

  static String text(Profile profile) {
    ProfileTable table = new ProfileTable(profile);
    table.line("%-11s %,d", "rows", table.sums.fingerprint.count());
    table.line("%-11s %s", "fingerprint", table.sums.fingerprint);
    if (profile.layout().label() >= 0) {
      table.classes();
    }
    table.line("");
    table.columns();
    return table.text.toString();
  }

  private void classes() {
    if (!sums.classes.known()) {
      line("%-11s more than %,d: not counted", "classes", ClassCounts.MOST);
      return;
    }
    List<ClassCounts.Count> classes = sums.classes.sorted();
    StringBuilder shown = new StringBuilder();
    for (ClassCounts.Count c : classes.subList(0, Math.min(MOST_CLASSES, classes.size()))) {
      double percent = 100.0 * c.rows() / sums.fingerprint.count();
      shown.append(shown.length() == 0 ? ": " : ", ").append(cut(c.name()));
      shown.append(String.format(Locale.ROOT, " %.3g %%", percent));
    }
    shown.append(classes.size() > MOST_CLASSES ? ", ..." : "");
    line("%-11s %,d%s", "classes", classes.size(), shown);
  }

  private void columns() {
    List<ColumnPlan> columns = profile.roles().columns();
    int shown = Math.min(MOST_LINES, columns.size());
    int width = 8;
    for (ColumnPlan column : columns.subList(0, shown)) {
      width = Math.max(width, cut(column.name()).length());
    }
    String format = "%-" + width + "s  %-8s %-10s %9s %9s" + " %11s".repeat(5);
    line(
        format,
        "column",
        "role",
        "type",
        "missing",
        "~distinct",
        "mean",
        "std dev",
        "min",
        "median",
        "max");
    for (ColumnPlan column : columns.subList(0, shown)) {
      line(format, cells(column));
    }
    if (columns.size() > shown) {
      line("... and %,d more columns", columns.size() - shown);
    }
  }

  private Object[] cells(ColumnPlan column) {
    Object[] cells = {
      cut(column.name()),
      column.role().name().toLowerCase(Locale.ROOT),
      column.type().length() <= 10 ? column.type() : column.type().substring(0, 9) + "…",
      "",
      "",
      "",
      "",
      "",
      "",
      ""
    };
    if (column.role() == Role.DROPPED) {
      return cells;
    }
    ColumnSums counted = profile.column(column.name());
    cells[3] = count(counted.nulls);
    cells[4] = counted.distinct == null ? "" : count(counted.distinct());
    int i = profile.numberColumn(column.name());
    if (i >= 0 && profile.isScalar(i) && sums.start(i) < sums.followed()) {
      int k = sums.start(i);
      NumberSums number = sums.number(k);
      cells[3] = count(counted.nulls + number.nan);
      cells[5] = number(sums.moments().mean(k));
      cells[6] = number(Math.sqrt(sums.moments().covariance(k, k)));
      cells[7] = number(number.low());
      cells[8] = number(number.sketch.quantiles(0.5)[0]);
      cells[9] = number(number.high());
    }
    return cells;
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%d", value);
  }

  private static String number(Number value) {
    return value == null || Double.isNaN(value.doubleValue())
        ? "-"
        : String.format(Locale.ROOT, "%.5g", value.doubleValue());
  }

  /** Names are data: cut to a length, and without control characters that could move a cursor. */
  private static String cut(String name) {
    String printable = name.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= 40 ? printable : printable.substring(0, 39) + "…";
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
