package io.sparkmixup.report;

import io.sparkmixup.utility.Closeness;
import io.sparkmixup.utility.Measure;
import io.sparkmixup.utility.Score;
import io.sparkmixup.utility.Source;
import io.sparkmixup.utility.Utility;
import io.sparkmixup.verify.Interval;
import java.util.Locale;
import java.util.stream.Collectors;

/** The use of synthetic rows, and how near they come to originals, as text for a terminal. */
public final class UtilityTable {

  private final StringBuilder text = new StringBuilder();

  private UtilityTable() {}

  /** The table, and below it the distances. */
  public static String text(Utility found) {
    UtilityTable table = new UtilityTable();
    table.head(found);
    table.line(
        "%-20s %-9s %18s %18s %24s %24s",
        "learner", "measure", "constant", "real", "bootstrap - real", "synthetic - real");
    found.scores().stream()
        .filter(s -> s.source() == Source.REAL)
        .forEach(s -> table.score(found, s));
    table.line("");
    found
        .closeness()
        .ifPresentOrElse(
            table::closeness,
            () ->
                table.line(
                    "distances   not measured: no mixed column varies, or fewer than 20 rows of a"
                        + " side hold all of them"));
    table.line("            this is %s", UtilityReport.NOT_PRIVACY);
    return table.text.toString();
  }

  private void head(Utility found) {
    line("");
    line(
        "utility     '%s'%s told from %,d features; trained on %s",
        Printable.cut(found.label(), 40),
        found.classes().isEmpty() ? "" : " of " + found.classes().size() + " classes",
        found.features(),
        found.trainings().stream()
            .map(t -> String.format(Locale.ROOT, "%,d rows (%s)", t.rows(), t.source()))
            .collect(Collectors.joining(", ")));
    line("held out    %,d rows: %s", found.heldOut(), UtilityReport.heldOut(found));
    if (!found.leftOut().isEmpty()) {
      line(
          "not used    %s: ids, and types that are no numbers or words",
          Printable.cut(String.join(", ", found.leftOut()), 200));
    }
    line("            +- gives the ends of 99 %% intervals");
    line("");
  }

  private void score(Utility found, Score real) {
    if (Double.isNaN(real.value())) {
      line("%-20s %-9s %s", real.learner(), real.measure(), real.measure().notDefined());
      return;
    }
    double degrees = found.degrees();
    Score constant = find(found, "none", Source.CONSTANT, real.measure());
    line(
        "%-20s %-9s %18s %18s %24s %24s",
        real.learner(),
        real.measure(),
        plusMinus("%.4g", constant.value(), constant.standardError(), degrees),
        plusMinus("%.4g", real.value(), real.standardError(), degrees),
        difference(find(found, real.learner(), Source.BOOTSTRAP, real.measure()), degrees),
        difference(find(found, real.learner(), Source.SYNTHETIC, real.measure()), degrees));
  }

  private static Score find(Utility found, String learner, Source source, Measure measure) {
    return found.scores().stream()
        .filter(s -> s.learner().equals(learner) && s.source() == source && s.measure() == measure)
        .findFirst()
        .orElseThrow();
  }

  private static String difference(Score score, double degrees) {
    return plusMinus("%+.4g", score.difference(), score.differenceError(), degrees);
  }

  /** A value with half its 99 % interval. */
  private static String plusMinus(String format, double value, double error, double degrees) {
    return String.format(
        Locale.ROOT, format + " +- %.2g", value, Interval.quantile(degrees) * error);
  }

  private void closeness(Closeness found) {
    line(
        "distances   to the closest original, in standard deviations over %,d numbers",
        found.components());
    distances("originals", found.originals());
    distances("synthetic", found.synthetic());
    line(
        "near        %.3g %% of synthetic rows are within %.3g of an original, %.3g %% of originals"
            + " are of another one; difference %+.3g +- %.2g %%",
        100 * found.syntheticShare(),
        found.originals().percent5(),
        100 * found.originalShare(),
        100 * (found.syntheticShare() - found.originalShare()),
        100 * Interval.quantile(Interval.KNOWN) * found.standardError());
  }

  private void distances(String which, Closeness.Distances found) {
    line(
        "            %s: 1 %% below %.4g, 5 %% below %.4g, median %.4g (%,d rows measured)",
        which, found.percent1(), found.percent5(), found.median(), found.rows());
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
