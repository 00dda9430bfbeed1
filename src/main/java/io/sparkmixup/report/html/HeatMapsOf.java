package io.sparkmixup.report.html;

import io.sparkmixup.report.GroupView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The covariance matrices of a group before and after, and their difference, in units of the
 * original's standard deviations: S_jk / sqrt(S_jj S_kk) with S_jj the original's in all three.
 */
final class HeatMapsOf {

  /** Smaller differences stay pale: they need no colour to themselves. */
  private static final double LEAST_LIMIT = 0.1;

  private final GroupView group;
  private final int size;
  private final List<String> names = new ArrayList<>();

  HeatMapsOf(GroupView group) {
    this.group = group;
    size = group.matrixSize();
    for (int i = 0; i < size; i++) {
      names.add(group.component(group.matrixComponent(i)));
    }
  }

  /** A lower triangle as the whole matrix, in the original's units. */
  private Page.Entries scaled(Page.Entries triangle) {
    return (i, j) -> {
      double unit =
          Math.sqrt(group.originalCovariance(i, i)) * Math.sqrt(group.originalCovariance(j, j));
      return unit > 0 ? triangle.at(Math.max(i, j), Math.min(i, j)) / unit : Double.NaN;
    };
  }

  Page.HeatMaps maps() {
    Page.Entries before = scaled(group::originalCovariance);
    Page.Entries after = scaled(group::observedCovariance);
    Page.Entries change =
        scaled((i, j) -> group.observedCovariance(i, j) - group.originalCovariance(i, j));
    return new Page.HeatMaps(
        names,
        List.of(
            new Page.HeatMap("Before: the original rows", before, 1, strongest(before)),
            new Page.HeatMap("After: the synthetic rows", after, 1, strongest(after)),
            new Page.HeatMap("After minus before", change, limit(change), largest(change))));
  }

  private double limit(Page.Entries change) {
    int[] at = farthest(change, true);
    double most = at == null ? 0 : Math.abs(change.at(at[0], at[1]));
    return Math.min(1, IntervalPicture.step(Math.max(LEAST_LIMIT, most)));
  }

  private String strongest(Page.Entries values) {
    int[] at = farthest(values, false);
    return at == null
        ? "There are no pairs that vary"
        : String.format(
            Locale.ROOT,
            "%d columns; of all pairs the strongest is %s with %s: %.3f",
            size,
            names.get(at[0]),
            names.get(at[1]),
            values.at(at[0], at[1]));
  }

  private String largest(Page.Entries values) {
    int[] at = farthest(values, true);
    return at == null
        ? "Nothing varies"
        : String.format(
            Locale.ROOT,
            "The largest change is %+.4f, %s",
            values.at(at[0], at[1]),
            at[0] == at[1]
                ? "the variance of " + names.get(at[0])
                : names.get(at[0]) + " with " + names.get(at[1]));
  }

  /** Where the value farthest from zero is; null where there is none. */
  private int[] farthest(Page.Entries values, boolean diagonalToo) {
    int[] place = null;
    double most = -1;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < (diagonalToo ? i + 1 : i); j++) {
        double distance = Math.abs(values.at(i, j));
        if (distance > most) {
          most = distance;
          place = new int[] {i, j};
        }
      }
    }
    return place;
  }
}
