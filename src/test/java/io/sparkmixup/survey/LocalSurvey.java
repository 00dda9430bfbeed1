package io.sparkmixup.survey;

import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.plan.Duplicates;
import io.sparkmixup.plan.KeySource;
import io.sparkmixup.plan.Layout;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.testing.LocalRows;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What {@link Survey} finds out, in this thread and without a job. */
public final class LocalSurvey {

  private LocalSurvey() {}

  /**
   * Surveys rows; thresholds of a selection stay open. Where rows are selected, duplicates are to
   * be numbered before, whether there are any or not.
   */
  public static Survey of(LocalRows rows, MixupRequest request) {
    ColumnRoles roles = ColumnRoles.of(rows.schema(), request);
    Layout layout = Layout.ofSurvey(rows.schema(), roles, KeySource.WHOLE_ROW);
    List<Tally> tallies = new ArrayList<>();
    new SurveyScan(rows.decoded(layout.shape()), layout, request.rules().nulls(), Depth.MOMENTS)
        .forEachRemaining(tallies::add);
    tallies.sort(
        Comparator.comparingLong(Tally::getHigh)
            .thenComparingInt(Tally::getKind)
            .thenComparingLong(Tally::getLow));
    Survey survey =
        Survey.conclude(
            rows.schema(),
            request,
            roles,
            KeySource.WHOLE_ROW,
            ZoneOffset.UTC,
            SurveyPart.of(tallies.iterator()),
            Depth.MOMENTS);
    MixupPlan plan = survey.plan();
    return plan.quotas().select()
        ? survey.withPlan(plan.withQuotas(plan.quotas(), Duplicates.BEFORE_SHUFFLE))
        : survey;
  }

  /** The same survey with another plan. */
  public static Survey withPlan(Survey survey, MixupPlan plan) {
    return survey.withPlan(plan);
  }
}
