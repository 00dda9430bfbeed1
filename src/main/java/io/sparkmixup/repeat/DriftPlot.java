package io.sparkmixup.repeat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The rounds as a picture in SVG: above the covariance ratio, observed (dots), predicted (line) and
 * where 99 % of runs of the main law lie (band); below the kurtosis.
 */
public final class DriftPlot {

  private static final double WIDTH = 760;
  private static final double LEFT = 70;
  private static final double RIGHT = 20;
  private static final double PANEL = 260;
  private static final double TOP = 50;
  private static final double GAP = 70;
  private static final int STEPS = 5;

  /** Told apart without colours too: each law has its own dots and its own dashes. */
  private static final String[] COLOURS = {"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00"};

  private static final String[] DASHES = {"", "7 4", "2 3", "9 3 2 3", "4 4"};

  private final List<Drift> drifts;
  private final int rounds;
  private final StringBuilder svg = new StringBuilder();

  private DriftPlot(List<Drift> drifts) {
    this.drifts = drifts;
    rounds = Math.max(1, drifts.stream().mapToInt(d -> d.rounds().size()).max().orElse(1));
  }

  /** The picture of one or more laws, the main one first. */
  public static String of(List<Drift> drifts) {
    return new DriftPlot(drifts).draw();
  }

  private String draw() {
    double legend = 22.0 * drifts.size();
    double height = TOP + 2 * PANEL + GAP + 50 + legend;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" role=\"img\""
            + " font-family=\"sans-serif\" font-size=\"13\">",
        WIDTH, height);
    add("<title>Covariance and kurtosis, round by round</title>");
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
    List<Double> ratios = new ArrayList<>(List.of(1.0, 0.0));
    List<Double> kurtoses = new ArrayList<>();
    for (Drift drift : drifts) {
      kurtoses.add(drift.kurtosis());
      for (Round round : drift.rounds()) {
        ratios.add(round.ratio());
        ratios.add(drift == drifts.get(0) ? round.high() : round.predicted());
        kurtoses.add(round.kurtosis());
      }
    }
    Panel covariance = new Panel("covariance, over the original's", TOP, ratios);
    covariance.frame();
    covariance.band(drifts.get(0));
    Panel kurtosis = new Panel("kurtosis (3: Gaussian)", TOP + PANEL + GAP, kurtoses);
    kurtosis.frame();
    for (int d = 0; d < drifts.size(); d++) {
      covariance.line(drifts.get(d), d, 1, Round::predicted);
      covariance.dots(drifts.get(d), d, 1, Round::ratio);
      kurtosis.line(drifts.get(d), d, drifts.get(d).kurtosis(), Round::kurtosis);
      kurtosis.dots(drifts.get(d), d, drifts.get(d).kurtosis(), Round::kurtosis);
      legend(d, TOP + 2 * PANEL + GAP + 55 + 22 * d);
    }
    add("</svg>");
    return svg.toString();
  }

  private void legend(int d, double y) {
    add(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"2\""
            + " stroke-dasharray=\"%s\"/>",
        LEFT, y, LEFT + 40, y, COLOURS[d % COLOURS.length], DASHES[d % DASHES.length]);
    text(LEFT + 50, y + 4, "start", drifts.get(d).law() + (d == 0 ? "; band: 99 % of runs" : ""));
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private void text(double x, double y, String anchor, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    add(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#222222\">%s</text>",
        x, y, anchor, escaped);
  }

  /** One pair of axes; every panel has the rounds from left to right. */
  private final class Panel {

    private final String title;
    private final double top;
    private final double low;
    private final double high;

    Panel(String title, double top, List<Double> values) {
      this.title = title;
      this.top = top;
      double least = least(values, 0, Math::min);
      double most = least(values, 1, Math::max);
      low = least;
      high = most > least ? most + 0.05 * (most - least) : least + 1;
    }

    private static double least(
        List<Double> values, double otherwise, java.util.function.DoubleBinaryOperator of) {
      return values.stream()
          .mapToDouble(Double::doubleValue)
          .filter(Double::isFinite)
          .reduce(of)
          .orElse(otherwise);
    }

    private double x(int round) {
      return LEFT + (WIDTH - LEFT - RIGHT) * round / rounds;
    }

    private double y(double value) {
      return top + PANEL * (high - value) / (high - low);
    }

    void frame() {
      text(LEFT, top - 12, "start", title);
      for (int s = 0; s <= STEPS; s++) {
        double value = low + (high - low) * s / STEPS;
        add(
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>",
            LEFT, y(value), WIDTH - RIGHT, y(value));
        text(LEFT - 8, y(value) + 4, "end", String.format(Locale.ROOT, "%.3g", value));
      }
      int each = Math.max(1, (rounds + 9) / 10);
      for (int r = 0; r <= rounds; r += each) {
        text(x(r), top + PANEL + 18, "middle", String.valueOf(r));
      }
      text((LEFT + WIDTH - RIGHT) / 2, top + PANEL + 36, "middle", "round");
    }

    void band(Drift drift) {
      StringBuilder upper = new StringBuilder(point(0, 1));
      StringBuilder lower = new StringBuilder();
      for (Round round : drift.rounds()) {
        upper.append(' ').append(point(round.number(), round.high()));
        lower.insert(0, ' ' + point(round.number(), Math.max(low, round.low())));
      }
      add("<polygon points=\"%s%s\" fill=\"#0072b2\" fill-opacity=\"0.15\"/>", upper, lower);
    }

    void line(Drift drift, int d, double first, ToDoubleFunction<Round> value) {
      StringBuilder points = new StringBuilder();
      if (Double.isFinite(first)) {
        points.append(point(0, first));
      }
      for (Round round : drift.rounds()) {
        double v = value.applyAsDouble(round);
        if (Double.isFinite(v)) {
          points.append(' ').append(point(round.number(), v));
        }
      }
      add(
          "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\""
              + " stroke-dasharray=\"%s\"/>",
          points.toString().strip(), COLOURS[d % COLOURS.length], DASHES[d % DASHES.length]);
    }

    void dots(Drift drift, int d, double first, ToDoubleFunction<Round> value) {
      dot(0, first, d);
      drift.rounds().forEach(round -> dot(round.number(), value.applyAsDouble(round), d));
    }

    private void dot(int round, double value, int d) {
      if (Double.isFinite(value)) {
        add(
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>",
            x(round), y(value), COLOURS[d % COLOURS.length]);
      }
    }

    private String point(int round, double value) {
      return String.format(Locale.ROOT, "%.1f,%.1f", x(round), y(value));
    }
  }
}
