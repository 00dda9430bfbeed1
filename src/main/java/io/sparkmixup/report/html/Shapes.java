package io.sparkmixup.report.html;

import io.sparkmixup.compare.ColumnShapes;
import io.sparkmixup.compare.GroupComparison;
import io.sparkmixup.moments.Histogram;
import io.sparkmixup.moments.Marginals;
import io.sparkmixup.report.Printable;
import io.sparkmixup.verify.GroupMoments;
import io.sparkmixup.verify.Verification;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** What columns look like beside their means and variances: it is shown and does not decide. */
final class Shapes {

  private Shapes() {}

  static Supplements of(Verification found) {
    GroupMoments all = found.overall();
    return of(
        all.components(),
        all::component,
        found::originalHistogram,
        found::observedHistogram,
        List.of("before", "should be", "is"),
        k -> List.of(values(found.third(k)), values(found.fourth(k))));
  }

  static Supplements of(ColumnShapes found, GroupComparison all) {
    Marginals before = found.original();
    Marginals after = found.synthetic();
    return of(
        all.components(),
        all::component,
        before::histogram,
        after::histogram,
        List.of("before", "after"),
        k ->
            List.of(
                new double[] {before.third(k), after.third(k)},
                new double[] {before.fourth(k), after.fourth(k)}));
  }

  private static double[] values(Verification.Shown moment) {
    return new double[] {moment.original(), moment.predicted(), moment.observed()};
  }

  /**
   * The histograms, and the table of moments.
   *
   * @param values what a moment's columns are called
   * @param moments of a component, the third and the fourth one, as many values each
   */
  private static Supplements of(
      int components,
      IntFunction<String> name,
      IntFunction<Histogram> original,
      IntFunction<Histogram> synthetic,
      List<String> values,
      IntFunction<List<double[]>> moments) {
    List<Supplements.ColumnHistogram> histograms = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < components; k++) {
      histograms.add(
          new Supplements.ColumnHistogram(name.apply(k), original.apply(k), synthetic.apply(k)));
      List<String> row = new ArrayList<>(List.of(name.apply(k)));
      moments.apply(k).forEach(m -> Arrays.stream(m).mapToObj(Printable::number).forEach(row::add));
      rows.add(row);
    }
    List<String> head = new ArrayList<>(List.of("Column"));
    for (String moment : List.of("Third ", "Fourth ")) {
      head.add(moment + values.get(0));
      head.addAll(values.subList(1, values.size()));
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
                    head,
                    rows)));
  }
}
