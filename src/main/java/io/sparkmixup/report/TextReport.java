package io.sparkmixup.report;

import io.sparkmixup.MixupResult;
import io.sparkmixup.law.Law;
import io.sparkmixup.plan.ColumnPlan;
import io.sparkmixup.plan.Extra;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.plan.Ranges;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.plan.Weighting;
import io.sparkmixup.survey.Survey;
import io.sparkmixup.verify.GroupMoments;
import io.sparkmixup.verify.Interval;
import io.sparkmixup.verify.Verification;
import java.util.List;
import java.util.Locale;

/** A plan or a result as text for a terminal. */
public final class TextReport {

  private final TextLines lines;

  private TextReport(Colours colours) {
    lines = new TextLines(colours);
  }

  /** The plan, for {@code --dry-run}. */
  public static String plan(Survey survey) {
    TextReport report = new TextReport(Colours.NONE);
    report.planLines(survey);
    report.columns(survey.plan());
    report.lines.line("nothing was written: this was a dry run");
    return report.lines.text();
  }

  /** The result of a run. */
  public static String result(MixupResult result, String output, Colours colours) {
    TextReport report = new TextReport(colours);
    report.rows(result.survey());
    report.law(result.plan());
    report.lines.line("");
    report.columns(result.plan());
    result
        .verification()
        .ifPresent(v -> report.moments(v, result.plan(), result.survey().classTotal()));
    report.counts(result);
    report.lines.field(
        "output", "%s", result.published() ? output : "withheld: nothing was published");
    report.lines.verdict(result.verdict());
    return report.lines.text();
  }

  private void planLines(Survey survey) {
    MixupPlan plan = survey.plan();
    rows(survey);
    law(plan);
    lines.field("seed", "%d, contract version %d", plan.request().seed(), MixupPlan.CONTRACT);
    List<String> within = plan.roles().within();
    lines.field(
        "partners",
        "%s",
        within.isEmpty() ? "from all rows" : "within " + Printable.of(String.join(", ", within)));
    lines.field(
        "strata",
        "%,d, of which %,d larger than a cell",
        survey.strataTotal(),
        plan.strata().size());
    lines.field(
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
      lines.field(
          "range",
          "%s from %s to %s",
          TextLines.cut(limit.name()),
          limit.low() == null ? "any" : limit.low(),
          limit.high() == null ? "any" : limit.high());
    }
    lines.field("guests", "%,d rows alone in their null pattern", survey.guests());
    lines.field("no partner", "%,d rows, which come out verbatim", survey.lone());
    lines.field("input", "fingerprint %s", plan.input());
    lines.line("");
  }

  private void rows(Survey survey) {
    MixupPlan plan = survey.plan();
    boolean kept = plan.writtenRows() > plan.syntheticRows();
    lines.field(
        "rows",
        "%,d in, %,d out%s",
        plan.rows(),
        plan.writtenRows(),
        kept ? String.format(Locale.ROOT, ", %,d of them synthetic", plan.syntheticRows()) : "");
    if (plan.request().rules().nulls() == Rules.Nulls.DROP) {
      lines.field(
          "dropped",
          "%s%s",
          DroppedRows.number(survey),
          kept ? "; the originals among the rows out are without them" : "");
    }
  }

  private void law(MixupPlan plan) {
    Law law = plan.law();
    lines.field(
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
    String format =
        "%-" + TextLines.width(columns.size(), k -> columns.get(k).name()) + "s  %-10s %-14s %s";
    lines.line(format, "column", "role", "type", "why");
    for (ColumnPlan c : columns.subList(0, Math.min(TextLines.MOST_LINES, columns.size()))) {
      lines.line(
          format,
          TextLines.cut(c.name()),
          c.role().name().toLowerCase(Locale.ROOT),
          TextLines.cut(c.type()),
          Printable.of(c.reason()));
    }
    lines.more(columns.size());
    lines.line("");
  }

  private void moments(Verification verification, MixupPlan plan, long classTotal) {
    GroupMoments all = verification.overall();
    lines.moments(GroupView.of(all));
    Weighting.of(plan)
        .ifPresent(often -> lines.line("before: of the original rows, each %s", often));
    if (all.notFollowed() > 0) {
      lines.line(
          "%,d more components are mixed, but their moments not followed", all.notFollowed());
    }
    lines.line("");
    // Where rows are not used equally often, the mean has moved.
    lines.ratio(
        GroupView.of(all),
        verification.verdict(),
        plan.quotas().equal() ? "" : ", about the mean before");
    if (all.hasTrace()) {
      lines.trace(
          all.predictedTrace(),
          all.observedTrace(),
          Interval.of(all.observedTrace(), all.traceError(), Interval.KNOWN),
          all.traceComponents());
    }
    if (!plan.limits().isEmpty()) {
      lines.field(
          "ranges",
          "with rounding they add %+.4f to the ratio; --range %s",
          all.ruleScale(),
          plan.request().rules().ranges().how().name().toLowerCase(Locale.ROOT));
    }
    if (classTotal > 0) {
      lines.field(
          "classes",
          "%,d, of which %,d were verified one by one%s",
          classTotal,
          verification.classesFollowed(),
          verification.classesFollowed() == 0 || classTotal == verification.classesFollowed()
              ? ""
              : ", the others together");
    }
    Weighting.of(plan)
        .ifPresent(
            often ->
                lines.field(
                    "selection",
                    "the same ratio of the original rows, each %s: %.4f",
                    often,
                    all.usedScale()));
  }

  private void counts(MixupResult result) {
    long verbatim = result.sums().verbatim();
    lines.field(
        "verbatim",
        "%.3g %% of rows (%,d), of which %,d without a partner; %,d met an equal row",
        100 * result.verbatimShare(),
        verbatim,
        result.sums().lone(),
        result.sums().twins());
    if (result.sums().limited() > 0) {
      lines.field("limited", "%,d rows left a range", result.sums().limited());
    }
    if (result.plan().request().rules().moments() == Rules.Moments.EXACT) {
      lines.field(
          "exact",
          "%,d rows moved to the moments of their cell%s%s",
          result.sums().moved(),
          UnmovedRows.of(result).map(rows -> "; " + rows).orElse(""),
          result.plan().request().extras().contains(Extra.LINEAGE)
              ? "; mixup_weight is the weight before the move"
              : "");
    }
    if (result.sums().guests() > 0) {
      lines.field(
          "guests",
          "%,d rows alone in their null pattern, mixed with complete rows",
          result.sums().guests());
    }
  }
}
