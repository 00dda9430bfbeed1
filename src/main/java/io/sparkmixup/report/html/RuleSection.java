package io.sparkmixup.report.html;

import io.sparkmixup.MixupResult;
import io.sparkmixup.mixing.MixSums;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.report.DroppedRows;
import io.sparkmixup.verify.GroupMoments;
import io.sparkmixup.verify.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What every rule did, and what it cost. */
final class RuleSection {

  /** What is less would be shown as zero: sums of doubles differ by that much. */
  private static final double LEAST_COST = 5e-6;

  private final MixupResult result;
  private final MixSums sums;
  private final Optional<GroupMoments> all;

  RuleSection(MixupResult result) {
    this.result = result;
    sums = result.sums();
    all = result.verification().map(Verification::overall);
  }

  Page.Section section() {
    List<Page.Block> blocks = new ArrayList<>();
    blocks.add(
        new Page.Prose(
            "What the law, and each rule beside it, does to the mean over columns of variance after /"
                + " before. It was measured while mixing, and stands in the prediction."));
    blocks.add(
        new Page.Table(
            "Rules and their cost",
            List.of(
                Page.words("Rule"),
                Page.words("As asked for"),
                Page.number("Rows"),
                Page.number("Adds to the ratio")),
            rules()));
    List<List<String>> columns = all.map(RuleSection::columns).orElse(List.of());
    if (!columns.isEmpty()) {
      blocks.add(
          new Page.Table(
              "What rounding and ranges added, column by column",
              List.of(
                  Page.name("Column"),
                  Page.number("To the mean (in sd)"),
                  Page.number("To the variance (its share)")),
              columns));
    }
    return new Page.Section("rules", "What every rule cost", blocks);
  }

  private List<List<String>> rules() {
    Rules rules = result.plan().request().rules();
    List<List<String>> rows = new ArrayList<>();
    double law = result.plan().law().costs().covarianceFactor() - 1;
    rows.add(row("law of the weight", result.plan().law().toString(), sums.rows(), change(law)));
    rows.add(
        row(
            "rounding and ranges",
            "integers " + word(rules.integers()) + ", range " + word(rules.ranges().how()),
            sums.limited(),
            all.map(a -> change(a.ruleScale())).orElse("–")));
    rows.add(
        row(
            "selection of rows",
            result.plan().quotas().equal() ? "each row equally often" : "not equally often",
            result.plan().syntheticRows(),
            all.map(a -> change(a.usedScale() - 1)).orElse("–")));
    rows.add(
        row(
            "guests: alone in their null pattern",
            "nulls " + word(rules.nulls()),
            sums.guests(),
            "–"));
    if (rules.nulls() == Rules.Nulls.DROP) {
      boolean kept = result.plan().writtenRows() > result.plan().syntheticRows();
      rows.add(
          row(
              "dropped: miss a mixed value",
              (kept ? "nulls drop; not among the originals that are kept" : "nulls drop")
                  + DroppedRows.lostClasses(result.survey()),
              result.survey().dropped(),
              "–"));
    }
    rows.add(row("without a partner, verbatim", "", sums.lone(), "–"));
    rows.add(row("met an equal row", "", sums.twins(), "–"));
    if (rules.moments() == Rules.Moments.EXACT) {
      rows.add(row("moved to exact moments", "moments exact", sums.moved(), "–"));
      rows.add(row("left as the law made them", "moments exact", sums.leftToTheLaw(), "–"));
    }
    all.ifPresent(
        a -> {
          rows.add(row("all of it: predicted", "", sums.rows(), change(a.predictedScale() - 1)));
          rows.add(row("observed", "", a.rowsObserved(), change(a.observedScale() - 1)));
        });
    return rows;
  }

  private static List<String> row(String rule, String asked, long rows, String cost) {
    return List.of(rule, asked.isEmpty() ? "–" : asked, RunSections.count(rows), cost);
  }

  private static String change(double value) {
    // No minus before a zero.
    return Double.isNaN(value)
        ? "–"
        : String.format(Locale.ROOT, "%+.4f", value).replace("-0.0000", "+0.0000");
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static List<List<String>> columns(GroupMoments all) {
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < all.components(); k++) {
      double mean = all.ruleMean(k) / Math.sqrt(all.unit(k));
      double variance = all.ruleVariance(k) / all.unit(k);
      if (all.held(k) > 0 && Math.max(Math.abs(mean), Math.abs(variance)) >= LEAST_COST) {
        rows.add(List.of(all.component(k), cost(mean), cost(variance)));
      }
    }
    return rows;
  }

  private static String cost(double value) {
    return String.format(Locale.ROOT, "%+.5f", value);
  }
}
