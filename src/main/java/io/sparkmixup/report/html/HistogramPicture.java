package io.sparkmixup.report.html;

import static io.sparkmixup.report.html.Markup.at;

import io.sparkmixup.moments.Histogram;
import io.sparkmixup.report.Printable;
import java.util.Locale;

/** A column before (an area) and after (a line), as shares of its values in the same bins. */
final class HistogramPicture {

  private static final double WIDTH = 260;
  private static final double HEIGHT = 96;
  private static final double SIDE = 6;
  private static final double AXIS = 20;

  private final Supplements.ColumnHistogram column;
  private final Markup svg = new Markup();
  private final double highest;

  private HistogramPicture(Supplements.ColumnHistogram column) {
    this.column = column;
    double most = 0;
    for (int b = 0; b < column.original().bins(); b++) {
      most = Math.max(most, share(column.original(), b));
      most = Math.max(most, share(column.synthetic(), b));
    }
    highest = most > 0 ? most : 1;
  }

  static Markup of(Supplements.ColumnHistogram column) {
    return new HistogramPicture(column).draw();
  }

  private static double share(Histogram histogram, int b) {
    long total = histogram.total();
    return total == 0 ? 0 : (double) histogram.count(b) / total;
  }

  /** What a reader who cannot see it should know. */
  static String summary(Supplements.ColumnHistogram column) {
    double distance = Histogram.distance(column.original(), column.synthetic());
    if (Double.isNaN(distance)) {
      return "no values to compare";
    }
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "the distributions are %.3f apart", distance));
    outside(column.original(), "original", text);
    outside(column.synthetic(), "synthetic", text);
    return text.toString();
  }

  private static void outside(Histogram histogram, String side, StringBuilder text) {
    long outside = histogram.below() + histogram.above();
    if (outside > 0) {
      double share = 100.0 * outside / histogram.total();
      text.append(String.format(Locale.ROOT, "; %.2g %% of %s values lie outside", share, side));
    }
  }

  private Markup draw() {
    svg.open(
        "svg",
        "viewBox",
        "0 0 " + at(WIDTH) + " " + at(HEIGHT + AXIS),
        "class",
        "histogram",
        "role",
        "img",
        "aria-label",
        column.column()
            + ": original and synthetic values from "
            + Printable.number(column.original().low())
            + " to "
            + Printable.number(column.original().high())
            + ", "
            + summary(column));
    steps(column.original(), "before", "polygon");
    steps(column.synthetic(), "after", "polyline");
    svg.shape(
        "line",
        "class",
        "axis",
        "x1",
        at(SIDE),
        "x2",
        at(WIDTH - SIDE),
        "y1",
        at(HEIGHT),
        "y2",
        at(HEIGHT));
    end(column.original().low(), SIDE, "start");
    end(column.original().high(), WIDTH - SIDE, "end");
    return svg.close("svg");
  }

  private void end(double value, double x, String anchor) {
    svg.element(
        "text",
        String.format(Locale.ROOT, "%.4g", value),
        "class",
        "tick",
        "x",
        at(x),
        "y",
        at(HEIGHT + 15),
        "text-anchor",
        anchor);
  }

  private void steps(Histogram histogram, String style, String shape) {
    StringBuilder points = new StringBuilder(point(SIDE, 0));
    double width = (WIDTH - 2 * SIDE) / histogram.bins();
    for (int b = 0; b < histogram.bins(); b++) {
      double share = share(histogram, b);
      points.append(' ').append(point(SIDE + b * width, share));
      points.append(' ').append(point(SIDE + (b + 1) * width, share));
    }
    points.append(' ').append(point(WIDTH - SIDE, 0));
    svg.shape(shape, "class", style, "points", points.toString());
  }

  private String point(double x, double share) {
    return at(x) + "," + at(HEIGHT - (HEIGHT - 8) * share / highest);
  }
}
