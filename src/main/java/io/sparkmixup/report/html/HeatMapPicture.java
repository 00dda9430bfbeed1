package io.sparkmixup.report.html;

import static io.sparkmixup.report.html.Markup.at;

import io.sparkmixup.report.Printable;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A matrix of colours: cells of their own up to forty columns, a picture of points beyond. */
final class HeatMapPicture {

  /** Up to so many columns their numbers stand in the cells. */
  private static final int WRITTEN = 7;

  /** Up to so many columns they are named at the side. */
  private static final int NAMED = 20;

  /** Up to so many columns each cell is an element, and tells its value. */
  private static final int CELLS = 40;

  private static final double WIDTH = 360;
  private static final double TOP = 18;
  private static final double NAMES = 112;
  private static final double LEGEND = 46;

  private final List<String> names;
  private final Page.HeatMap map;
  private final int size;
  private final double left;
  private final double side;
  private final double cell;
  private final Markup svg = new Markup();

  private HeatMapPicture(List<String> names, Page.HeatMap map) {
    this.names = names;
    this.map = map;
    size = names.size();
    left = size <= NAMED ? NAMES : 26;
    side = WIDTH - left - 2;
    cell = side / size;
  }

  static Markup of(List<String> names, Page.HeatMap map, String id) {
    return new HeatMapPicture(names, map).draw(id);
  }

  private Markup draw(String id) {
    svg.open(
        "svg",
        "viewBox",
        "0 0 " + at(WIDTH) + " " + at(TOP + side + LEGEND),
        "class",
        "heat",
        "role",
        "img",
        "tabindex",
        "0",
        "aria-labelledby",
        id + "-t " + id + "-d");
    svg.element("title", map.title(), "id", id + "-t");
    svg.element("desc", map.summary(), "id", id + "-d");
    labels();
    if (size <= CELLS) {
      cells();
    } else {
      points(Diverging.LIGHT, "light");
      points(Diverging.DARK, "dark");
    }
    svg.shape(
        "rect", "class", "frame", "x", at(left), "y", at(TOP), "width", at(side), "height",
        at(side));
    legend();
    return svg.close("svg");
  }

  /** Columns have numbers above; at the side their names too, where there is room. */
  private void labels() {
    int each = size <= NAMED ? 1 : (int) IntervalPicture.step(size / 10.0);
    for (int i = 0; i < size; i++) {
      if ((i + 1) % each != 0) {
        continue;
      }
      String number = String.valueOf(i + 1);
      double middle = cell * (i + 0.5);
      label(number, "tick", left + middle, TOP - 6, "middle");
      if (size <= NAMED) {
        svg.open("g");
        svg.element("title", names.get(i));
        label(
            Printable.cut(names.get(i), 15) + "\u2002" + number,
            "tick",
            left - 6,
            TOP + middle + 4,
            "end");
        svg.close("g");
      } else {
        label(number, "tick", left - 5, TOP + middle + 4, "end");
      }
    }
  }

  private void label(String text, String style, double x, double y, String anchor) {
    svg.element("text", text, "class", style, "x", at(x), "y", at(y), "text-anchor", anchor);
  }

  private void cells() {
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double value = map.entries().at(i, j);
        int level = Diverging.level(value, map.limit());
        svg.open(
            "rect",
            "class",
            "l" + level,
            "x",
            coordinate(left + j * cell),
            "y",
            coordinate(TOP + i * cell),
            "width",
            coordinate(cell),
            "height",
            coordinate(cell));
        svg.element("title", names.get(i) + " × " + names.get(j) + ": " + number(value));
        svg.close("rect");
        if (size <= WRITTEN) {
          label(
              Double.isNaN(value) ? "–" : written(value),
              "value k" + level,
              left + (j + 0.5) * cell,
              TOP + (i + 0.5) * cell + 4,
              "middle");
        }
      }
    }
  }

  /** Two decimals, and no minus before a zero. */
  private static String written(double value) {
    return String.format(Locale.ROOT, "%.2f", value).replace("-0.00", "0.00");
  }

  /** Finer than other coordinates: else there are gaps between small cells. */
  private static String coordinate(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String number(double value) {
    return Double.isNaN(value)
        ? "does not vary, or is not there"
        : String.format(Locale.ROOT, "%.4f", value);
  }

  private void points(Diverging colours, String theme) {
    byte[][] levels = new byte[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        levels[i][j] = (byte) Diverging.level(map.entries().at(i, j), map.limit());
      }
    }
    svg.shape(
        "image",
        "class",
        "points " + theme,
        "x",
        at(left),
        "y",
        at(TOP),
        "width",
        at(side),
        "height",
        at(side),
        "preserveAspectRatio",
        "none",
        "href",
        IndexedPng.address(levels, Diverging.NONE + 1, colours::colour));
  }

  private void legend() {
    double y = TOP + side + 14;
    double width = side / Diverging.LEVELS;
    for (int level = 0; level < Diverging.LEVELS; level++) {
      svg.shape(
          "rect",
          "class",
          "l" + level,
          "x",
          coordinate(left + level * width),
          "y",
          at(y),
          "width",
          coordinate(width + 0.2),
          "height",
          "8");
    }
    svg.shape(
        "rect", "class", "frame", "x", at(left), "y", at(y), "width", at(side), "height", "8");
    ToDoubleFunction<Integer> x = place -> left + side * (place + 1) / 2;
    label(mark(-map.limit()), "tick", x.applyAsDouble(-1), y + 24, "start");
    label("0", "tick", x.applyAsDouble(0), y + 24, "middle");
    label(mark(map.limit()), "tick", x.applyAsDouble(1), y + 24, "end");
  }

  private static String mark(double limit) {
    String text = String.format(Locale.ROOT, "%.3g", limit);
    return text.contains("e") ? text : text.replaceAll("\\.?0+$", "");
  }
}
