package io.sparkmixup.profile;

import io.sparkmixup.compare.StoredOriginal;
import io.sparkmixup.moments.Moments;
import io.sparkmixup.plan.ColumnPlan;
import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.plan.Dimensions;
import io.sparkmixup.plan.Reading;
import io.sparkmixup.plan.Role;
import io.sparkmixup.similarity.StoredColumns;
import io.sparkmixup.survey.Survey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A profile as the original of a comparison. */
final class StoredForm {

  private final Profile profile;
  private final ProfileSums sums;
  private final Moments moments;
  private final Dimensions.Builder dimensions = new Dimensions.Builder();
  private final List<Integer> places = new ArrayList<>();
  private final List<StoredColumns.StoredNumber> numbers = new ArrayList<>();
  private int mixed;
  private long notFollowed;

  StoredForm(Profile profile) {
    this.profile = profile;
    sums = profile.sums();
    moments = sums.moments();
  }

  StoredOriginal original() {
    ColumnRoles roles = profile.roles();
    for (ColumnPlan column : roles.columns()) {
      int i = column.role() == Role.DROPPED ? -1 : profile.numberColumn(column.name());
      if (i >= 0) {
        add(column, i);
      }
      mixed += column.role() == Role.MIXED ? 1 : 0;
    }
    return new StoredOriginal(
        roles,
        rows(),
        dimensions.build(),
        List.copyOf(places),
        notFollowed,
        classes(),
        new StoredColumns(profile.schema(), List.copyOf(numbers), moments));
  }

  private long rows() {
    return sums.fingerprint.count();
  }

  private void add(ColumnPlan column, int i) {
    boolean scalar = profile.isScalar(i);
    int followed = Math.max(0, Math.min(sums.size(i), sums.followed() - sums.start(i)));
    notFollowed += column.role() == Role.MIXED ? sums.size(i) - followed : 0;
    for (int e = 0; e < followed; e++) {
      int place = sums.start(i) + e;
      NumberSums number = sums.number(place);
      if (column.role() == Role.MIXED) {
        places.add(place);
        dimensions.add(
            new Dimensions.Component(
                column.name(),
                mixed,
                e,
                scalar,
                number.count() == 0 ? 0 : moments.mean(place),
                number.count() == 0 ? 0 : moments.covariance(place, place),
                (double) number.count() / rows(),
                number.low,
                number.high,
                number.low() instanceof Long,
                Reading.of(profile.schema().apply(column.name()).dataType())));
      }
      if (scalar) {
        numbers.add(
            new StoredColumns.StoredNumber(
                column.name(), number.low, number.high, number.sketch, place));
      }
    }
  }

  private Optional<List<Survey.ClassSize>> classes() {
    if (profile.layout().label() < 0) {
      return Optional.of(List.of());
    }
    if (!sums.classes.known()) {
      return Optional.empty();
    }
    return Optional.of(
        sums.classes.sorted().stream()
            .map(c -> new Survey.ClassSize(c.hash().high(), c.hash().low(), c.name(), c.rows()))
            .toList());
  }
}
