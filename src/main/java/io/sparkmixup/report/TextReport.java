package io.sparkmixup.report;

import io.sparkmixup.MixupResult;
import io.sparkmixup.law.Law;
import io.sparkmixup.plan.ColumnPlan;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.plan.Ranges;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.survey.Survey;
import io.sparkmixup.verify.GroupMoments;
import io.sparkmixup.verify.Verification;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A plan or a result as text for a terminal. */
public final class TextReport {

  /** Longer tables go into report.json. */
  private static final int MOST_LINES = 40;

  private final StringBuilder text = new StringBuilder();

  private TextReport() {}

  /** The plan, for {@code --dry-run}. */
  public static String plan(Survey survey) {
    TextReport report = new TextReport();
    report.planLines(survey);
    report.columns(survey.plan());
    report.line("nothing was written: this was a dry run");
    return report.text.toString();
  }

  /** The result of a run. */
  public static String result(MixupResult result, String output) {
    TextReport report = new TextReport();
    report.rows(result.plan());
    report.law(result.plan());
    report.line("");
    report.columns(result.plan());
    result
        .verification()
        .ifPresent(v -> report.moments(v, result.plan(), result.survey().classTotal()));
    report.counts(result);
    report.field("output", "%s", result.published() ? output : "withheld: nothing was published");
    report.field(
        "verdict",
        "%s",
        result
            .verdict()
            .map(v -> (v.passed() ? "passed: " : "FAILED: ") + v.sentence())
            .orElse("not verified (--verify off)"));
    return report.text.toString();
  }

  private void planLines(Survey survey) {
    MixupPlan plan = survey.plan();
    rows(plan);
    law(plan);
    field("seed", "%d, contract version %d", plan.request().seed(), MixupPlan.CONTRACT);
    List<String> within = plan.roles().within();
    field(
        "partners",
        "%s",
        within.isEmpty() ? "from all rows" : "within " + String.join(", ", within));
    field(
        "strata",
        "%,d, of which %,d larger than a cell",
        survey.strataTotal(),
        plan.strata().size());
    field(
        "keys",
        "from %s; duplicates numbered %s",
        switch (plan.keySource()) {
          case ID_COLUMNS -> "the id columns";
          case WHOLE_ROW -> "the whole row";
        },
        switch (plan.duplicates()) {
          case IN_CELL -> "in their cells";
          case BEFORE_SHUFFLE -> "before the shuffle: there are many";
        });
    for (Ranges.Limit limit : plan.limits()) {
      field(
          "range",
          "%s from %s to %s",
          cut(limit.name()),
          limit.low() == null ? "any" : limit.low(),
          limit.high() == null ? "any" : limit.high());
    }
    field("guests", "%,d rows alone in their null pattern", survey.guests());
    field("no partner", "%,d rows, which come out verbatim", survey.lone());
    field("input", "fingerprint %s", plan.input());
    line("");
  }

  private void rows(MixupPlan plan) {
    boolean kept = plan.writtenRows() > plan.syntheticRows();
    field(
        "rows",
        "%,d in, %,d out%s",
        plan.rows(),
        plan.writtenRows(),
        kept ? String.format(Locale.ROOT, ", %,d of them synthetic", plan.syntheticRows()) : "");
  }

  private void law(MixupPlan plan) {
    Law law = plan.law();
    field(
        "law",
        "%s: lambda in [%.3g, %.3g], partner weight %.4g, covariance x %.6g",
        law,
        law.lower(),
        law.upper(),
        law.partnerWeight(),
        law.costs().covarianceFactor());
  }

  private void columns(MixupPlan plan) {
    List<ColumnPlan> columns = plan.roles().columns();
    int width = width(columns.stream().map(ColumnPlan::name).toList());
    line("%-" + width + "s  %-10s %-14s %s", "column", "role", "type", "why");
    for (ColumnPlan c : columns.subList(0, Math.min(MOST_LINES, columns.size()))) {
      line(
          "%-" + width + "s  %-10s %-14s %s",
          cut(c.name()),
          c.role().name().toLowerCase(Locale.ROOT),
          cut(c.type()),
          c.reason());
    }
    more(columns.size());
    line("");
  }

  private void moments(Verification verification, MixupPlan plan, long classTotal) {
    GroupMoments all = verification.overall();
    int shown = Math.min(MOST_LINES, all.components());
    int width = width(IntStream.range(0, shown).mapToObj(all::component).toList());
    line(
        "%-" + width + "s  %14s %14s %14s %14s",
        "mixed",
        "mean before",
        "after",
        "variance before",
        "after");
    for (int k = 0; k < shown; k++) {
      line(
          "%-" + width + "s  %14s %14s %14s %14s",
          cut(all.component(k)),
          number(all.originalMean(k)),
          number(all.observedMean(k)),
          number(all.originalVariance(k)),
          number(all.observedVariance(k)));
    }
    more(all.components());
    if (all.notFollowed() > 0) {
      line("%,d more components are mixed, but their moments not followed", all.notFollowed());
    }
    line("");
    if (Double.isNaN(all.predictedScale())) {
      field("covariance", "no mixed column varies");
    } else {
      covariance(all, plan);
    }
    if (all.hasTrace()) {
      field(
          "trace",
          "ratio predicted %.4f, observed %.4f +- %.4f (mean over all uncorrelated directions of %,d columns)",
          all.predictedTrace(),
          all.observedTrace(),
          all.traceError(),
          all.traceComponents());
    }
    if (!plan.limits().isEmpty()) {
      field(
          "ranges",
          "with rounding they add %+.4f to the ratio; --range %s",
          all.ruleScale(),
          plan.request().rules().ranges().how().name().toLowerCase(Locale.ROOT));
    }
    if (classTotal > 0) {
      field(
          "classes",
          "%,d, of which %,d were verified one by one%s",
          classTotal,
          verification.classesFollowed(),
          verification.classesFollowed() == 0 || classTotal == verification.classesFollowed()
              ? ""
              : ", the others together");
    }
    if (!plan.quotas().equal()) {
      field(
          "selection",
          "the same ratio of the original rows as often as they were used: %.4f",
          all.usedScale());
    }
  }

  private void covariance(GroupMoments all, MixupPlan plan) {
    field(
        "covariance",
        "ratio predicted %.4f, observed %.4f +- %.4f (mean over columns of variance after / before%s)",
        all.predictedScale(),
        all.observedScale(),
        all.scaleError(),
        // Where rows are not used equally often, the mean has moved.
        plan.quotas().equal() ? "" : ", about the mean before");
  }

  private void counts(MixupResult result) {
    long verbatim = result.sums().verbatim();
    field(
        "verbatim",
        "%.3g %% of rows (%,d), of which %,d without a partner; %,d met an equal row",
        100 * result.verbatimShare(),
        verbatim,
        result.sums().lone(),
        result.sums().twins());
    if (result.sums().limited() > 0) {
      field("limited", "%,d rows left a range", result.sums().limited());
    }
    if (result.plan().request().rules().moments() == Rules.Moments.EXACT) {
      field(
          "exact",
          "%,d rows moved to the moments of their cell, %,d not",
          result.sums().moved(),
          result.sums().rows() - result.sums().moved());
    }
    if (result.sums().guests() > 0) {
      field(
          "guests",
          "%,d rows alone in their null pattern, mixed with complete rows",
          result.sums().guests());
    }
  }

  private void more(int size) {
    if (size > MOST_LINES) {
      line("... and %,d more: see report.json (--report DIR)", size - MOST_LINES);
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }

  private static int width(List<String> names) {
    return Math.max(8, names.stream().mapToInt(n -> cut(n).length()).max().orElse(8));
  }

  /** Names are data: cut to a length, and without control characters that could move a cursor. */
  private static String cut(String name) {
    String printable = name.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= 40 ? printable : printable.substring(0, 39) + "…";
  }

  private void field(String name, String format, Object... values) {
    line("%-11s " + format, prepend(name, values));
  }

  private static Object[] prepend(String name, Object[] values) {
    Object[] all = new Object[values.length + 1];
    all[0] = name;
    System.arraycopy(values, 0, all, 1, values.length);
    return all;
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
