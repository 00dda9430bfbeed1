package io.sparkmixup.report.html;

import io.sparkmixup.report.Printable;
import io.sparkmixup.verify.Verification;
import java.util.ArrayList;
import java.util.List;

/** What columns look like beside their means and variances: it is shown and does not decide. */
final class Shapes {

  private Shapes() {}

  static Supplements of(Verification found) {
    List<Supplements.ColumnHistogram> histograms = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < found.overall().components(); k++) {
      String name = found.overall().component(k);
      histograms.add(
          new Supplements.ColumnHistogram(
              name, found.originalHistogram(k), found.observedHistogram(k)));
      List<String> row = new ArrayList<>(List.of(name));
      add(found.third(k), row);
      add(found.fourth(k), row);
      rows.add(row);
    }
    return new Supplements(
        histograms,
        rows.isEmpty()
            ? List.of()
            : List.of(
                new Supplements.TitledTable(
                    "Third and fourth moments",
                    "About the original's mean, in its standard deviations: skewness and kurtosis (3 for"
                        + " a Gaussian) where means and variances agree. They do not decide: mixing"
                        + " lets fourth moments grow under every law.",
                    List.of(
                        "Column",
                        "Third before",
                        "should be",
                        "is",
                        "Fourth before",
                        "should be",
                        "is"),
                    rows)));
  }

  private static void add(Verification.Shown moment, List<String> to) {
    to.add(Printable.number(moment.original()));
    to.add(Printable.number(moment.predicted()));
    to.add(Printable.number(moment.observed()));
  }
}
