package io.sparkmixup.report.html;

import io.sparkmixup.report.UtilityReport;
import io.sparkmixup.utility.Closeness;
import io.sparkmixup.utility.Measure;
import io.sparkmixup.utility.Score;
import io.sparkmixup.utility.Source;
import io.sparkmixup.utility.Utility;
import io.sparkmixup.verify.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What synthetic rows are good for, and how near they come to originals, as tables. */
final class UtilityTables {

  private UtilityTables() {}

  static List<Supplements.TitledTable> of(Utility found) {
    List<Supplements.TitledTable> tables = new ArrayList<>();
    tables.add(scores(found));
    found.closeness().map(UtilityTables::closeness).ifPresent(tables::add);
    return tables;
  }

  private static Supplements.TitledTable scores(Utility found) {
    return new Supplements.TitledTable(
        "Utility",
        String.format(
            Locale.ROOT,
            "Learners that were trained on synthetic rows, on real ones, and on a bootstrap of those"
                + " predict %s of %,d held-out rows: %s. Figures and differences with their"
                + " 99 %% intervals, over the held-out rows: the difference of the bootstrap is what another draw of the same rows changes.",
            found.label(),
            found.heldOut(),
            UtilityReport.heldOut(found)),
        List.of("Learner", "Measure", "Constant", "Real", "Bootstrap − real", "Synthetic − real"),
        found.scores().stream()
            .filter(s -> s.source() == Source.REAL)
            .map(
                s ->
                    List.of(
                        s.learner(),
                        s.measure().toString(),
                        find(found, "none", Source.CONSTANT, s.measure())
                            .map(c -> value(c, found.degrees()))
                            .orElse("–"),
                        Double.isNaN(s.value())
                            ? s.measure().notDefined()
                            : value(s, found.degrees()),
                        difference(
                            find(found, s.learner(), Source.BOOTSTRAP, s.measure()),
                            found.degrees()),
                        difference(
                            find(found, s.learner(), Source.SYNTHETIC, s.measure()),
                            found.degrees())))
            .toList());
  }

  private static Optional<Score> find(
      Utility found, String learner, Source source, Measure measure) {
    return found.scores().stream()
        .filter(s -> s.learner().equals(learner) && s.source() == source && s.measure() == measure)
        .findFirst();
  }

  private static String value(Score score, double degrees) {
    return Double.isNaN(score.value())
        ? "–"
        : String.format(
            Locale.ROOT,
            "%.4g (%s)",
            score.value(),
            Interval.of(score.value(), score.standardError(), degrees));
  }

  private static String difference(Optional<Score> score, double degrees) {
    return score
        .filter(s -> !Double.isNaN(s.difference()))
        .map(
            s ->
                String.format(
                    Locale.ROOT,
                    "%+.4g (%s)",
                    s.difference(),
                    Interval.of(s.difference(), s.differenceError(), degrees)))
        .orElse("–");
  }

  private static Supplements.TitledTable closeness(Closeness found) {
    return new Supplements.TitledTable(
        "Distances to the closest original",
        String.format(
            Locale.ROOT,
            "In standard deviations over %,d numbers. %.3g %% of synthetic rows are within %.3g of an"
                + " original; %.3g %% of originals are of another one. This is %s.",
            found.components(),
            100 * found.syntheticShare(),
            found.originals().percent5(),
            100 * found.originalShare(),
            UtilityReport.NOT_PRIVACY),
        List.of("Rows", "Measured", "1 % are below", "5 % are below", "Median"),
        List.of(
            row("originals, to another one", found.originals()),
            row("synthetic rows", found.synthetic())));
  }

  private static List<String> row(String rows, Closeness.Distances distances) {
    return List.of(
        rows,
        String.format(Locale.ROOT, "%,d", distances.rows()),
        number(distances.percent1()),
        number(distances.percent5()),
        number(distances.median()));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4g", value);
  }
}
