package io.sparkmixup.benchmark;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;

/**
 * Time per row against rows as a picture in SVG: rows on a logarithmic scale, time from 0; dots and
 * line for medians, bars from the least to the largest. A job of linear cost is a level line.
 */
final class GrowthPlot {

  private static final double WIDTH = 760;
  private static final double HEIGHT = 360;
  private static final double LEFT = 70;
  private static final double RIGHT = 40;
  private static final double TOP = 40;
  private static final double BOTTOM = 60;
  private static final int STEPS = 5;
  private static final String COLOUR = "#0072b2";

  private final Map<Long, Spread> microseconds;
  private final double least;
  private final double doublings;
  private final double high;
  private final StringBuilder svg = new StringBuilder();

  private GrowthPlot(Map<Long, Spread> microseconds) {
    this.microseconds = microseconds;
    least = Collections.min(microseconds.keySet());
    doublings = Math.max(1, log2(Collections.max(microseconds.keySet()) / least));
    high = 1.1 * microseconds.values().stream().mapToDouble(Spread::max).max().orElseThrow();
  }

  /** The picture of microseconds per row by rows; empty where nothing was measured. */
  static String of(Map<Long, Spread> microseconds) {
    return microseconds.isEmpty() ? "" : new GrowthPlot(microseconds).draw();
  }

  private String draw() {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" role=\"img\""
            + " font-family=\"sans-serif\" font-size=\"13\">",
        WIDTH, HEIGHT);
    add("<title>Time per row while the rows double</title>");
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
    text(LEFT, TOP - 14, "start", "microseconds per row: median, least and largest");
    for (int s = 0; s <= STEPS; s++) {
      double y = y(high * s / STEPS);
      line(LEFT, y, WIDTH - RIGHT, y, "#dddddd");
      text(LEFT - 8, y + 4, "end", String.format(Locale.ROOT, "%.3g", high * s / STEPS));
    }
    StringBuilder medians = new StringBuilder();
    microseconds.forEach(
        (rows, time) -> {
          double x = x(rows);
          text(x, HEIGHT - BOTTOM + 20, "middle", String.format(Locale.ROOT, "%,d", rows));
          line(x, y(time.min()), x, y(time.max()), COLOUR);
          add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>", x, y(time.median()), COLOUR);
          medians.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y(time.median())));
        });
    add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
        medians.toString().strip(), COLOUR);
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 16, "middle", "rows");
    add("</svg>");
    return svg.toString();
  }

  private double x(long rows) {
    return LEFT + 30 + (WIDTH - LEFT - RIGHT - 60) * log2(rows / least) / doublings;
  }

  private double y(double value) {
    return TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / high;
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  private void line(double x1, double y1, double x2, double y2, String colour) {
    add(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"1.5\"/>",
        x1, y1, x2, y2, colour);
  }

  private void text(double x, double y, String anchor, String text) {
    add(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#222222\">%s</text>",
        x, y, anchor, text);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
