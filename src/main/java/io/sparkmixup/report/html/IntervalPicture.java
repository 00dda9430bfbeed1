package io.sparkmixup.report.html;

import static io.sparkmixup.report.html.Markup.at;

import io.sparkmixup.report.Printable;
import java.util.Locale;

/** Dots and intervals, a line for each number, on one axis. */
final class IntervalPicture {

  private static final double WIDTH = 440;
  private static final double LEFT = 140;
  private static final double RIGHT = 14;
  private static final double ROW = 24;
  private static final double TOP = 8;
  private static final double AXIS = 30;
  private static final int NAME = 17;

  private final Page.IntervalPlot data;
  private final Markup svg = new Markup();
  private final double bottom;
  private double low;
  private double high;
  private double step;

  private IntervalPicture(Page.IntervalPlot data) {
    this.data = data;
    bottom = TOP + ROW * data.bars().size();
    range();
  }

  static Markup of(Page.IntervalPlot data, String id) {
    return new IntervalPicture(data).draw(id);
  }

  /** Everything fits in, and the marks are round numbers. */
  private void range() {
    double least = data.original() - data.tolerance();
    double most = data.original() + data.tolerance();
    for (Page.Bar bar : data.bars()) {
      for (double v :
          new double[] {
            bar.predicted(), bar.observed(), bar.interval().low(), bar.interval().high()
          }) {
        if (Double.isFinite(v)) {
          least = Math.min(least, v);
          most = Math.max(most, v);
        }
      }
    }
    double span = most > least ? most - least : 1;
    step = step(span / 4);
    low = least - 0.04 * span;
    high = most + 0.04 * span;
  }

  /** The smallest of 1, 2 and 5 times a power of ten that is no smaller. */
  static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= least) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private double x(double value) {
    return LEFT + (WIDTH - LEFT - RIGHT) * (value - low) / (high - low);
  }

  private Markup draw(String id) {
    svg.open(
        "svg",
        "viewBox",
        "0 0 " + at(WIDTH) + " " + at(bottom + AXIS),
        "class",
        "plot",
        "role",
        "img",
        "aria-labelledby",
        id + "-t " + id + "-d");
    svg.element("title", data.title(), "id", id + "-t");
    svg.element("desc", data.summary(), "id", id + "-d");
    double band = x(data.original() - data.tolerance());
    svg.shape(
        "rect",
        "class",
        "band",
        "x",
        at(band),
        "y",
        at(TOP),
        "width",
        at(x(data.original() + data.tolerance()) - band),
        "height",
        at(bottom - TOP));
    axis();
    for (int b = 0; b < data.bars().size(); b++) {
      bar(data.bars().get(b), TOP + ROW * (b + 0.5));
    }
    return svg.close("svg");
  }

  private void axis() {
    line("grid origin", data.original(), TOP, bottom);
    int first = (int) Math.ceil((low - data.original()) / step);
    int last = (int) Math.floor((high - data.original()) / step);
    for (int t = first; t <= last; t++) {
      double value = data.original() + t * step;
      if (t != 0) {
        line("grid", value, TOP, bottom);
      }
      svg.element(
          "text",
          mark(value),
          "class",
          "tick",
          "x",
          at(x(value)),
          "y",
          at(bottom + 17),
          "text-anchor",
          "middle");
    }
  }

  /** As many decimals as the steps have; very large and small steps with powers. */
  private String mark(double value) {
    int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
    if (decimals > 6 || Math.abs(value) >= 1e6) {
      return String.format(Locale.ROOT, "%.3g", value);
    }
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.matches("-0[.0]*") ? text.substring(1) : text;
  }

  private void line(String style, double value, double from, double to) {
    svg.shape(
        "line",
        "class",
        style,
        "x1",
        at(x(value)),
        "x2",
        at(x(value)),
        "y1",
        at(from),
        "y2",
        at(to));
  }

  private void bar(Page.Bar bar, double y) {
    svg.open("g");
    svg.element("title", words(bar));
    svg.element(
        "text",
        Printable.cut(bar.name(), NAME),
        "class",
        "label",
        "x",
        at(LEFT - 10),
        "y",
        at(y + 4),
        "text-anchor",
        "end");
    // Wide enough for a pointer to find it.
    svg.shape(
        "rect",
        "class",
        "hit",
        "x",
        at(LEFT),
        "y",
        at(y - ROW / 2),
        "width",
        at(WIDTH - LEFT - RIGHT),
        "height",
        at(ROW));
    if (Double.isFinite(bar.observed())) {
      marks(bar, y);
    }
    svg.close("g");
  }

  private void marks(Page.Bar bar, double y) {
    boolean apart =
        bar.interval().low() > bar.predicted() || bar.interval().high() < bar.predicted();
    String style = apart ? " apart" : "";
    if (Double.isFinite(bar.interval().low()) && Double.isFinite(bar.interval().high())) {
      svg.shape(
          "line",
          "class",
          "span" + style,
          "x1",
          at(x(bar.interval().low())),
          "x2",
          at(x(bar.interval().high())),
          "y1",
          at(y),
          "y2",
          at(y));
    }
    if (Double.isFinite(bar.predicted())) {
      line("predicted", bar.predicted(), y - 7, y + 7);
    }
    svg.shape(
        "circle", "class", "dot" + style, "cx", at(x(bar.observed())), "cy", at(y), "r", "4.2");
  }

  private static String words(Page.Bar bar) {
    return String.format(
        Locale.ROOT,
        "%s: predicted %.4f, observed %.4f, 99 %% interval %s",
        bar.name(),
        bar.predicted(),
        bar.observed(),
        bar.interval());
  }
}
