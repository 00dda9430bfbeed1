package io.sparkmixup.figures;

import io.sparkmixup.Mixup;
import io.sparkmixup.law.Beta;
import io.sparkmixup.law.EpBeta;
import io.sparkmixup.law.Law;
import io.sparkmixup.law.Uniform;
import io.sparkmixup.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Draws the setting of Figure 1 of Lee, Im and Kim (AISTATS 2025) from this code's own output: 1000
 * points of N(0, [[1, .91], [.91, 1]]) and what three laws make of them.
 *
 * <pre>{@code
 * mvn test -Dtest=Figure1Test -Dfigure=docs/figure1.svg
 * }</pre>
 */
final class Figure1 {

  static final int POINTS = 1000;

  private static final double CORRELATION = 0.91;

  private static final double LIMIT = 5.6;

  private static final double SIDE = 420;

  /** A panel: a title, the law behind it (none for the original), and the points. */
  record Panel(String title, Law law, List<double[]> points) {

    /** About the mean of the points, denominator n. */
    double covariance(int i, int j) {
      double sum = 0;
      for (double[] p : points) {
        sum += (p[i] - mean(i)) * (p[j] - mean(j));
      }
      return sum / points.size();
    }

    private double mean(int i) {
      return points.stream().mapToDouble(p -> p[i]).average().orElseThrow();
    }
  }

  private Figure1() {}

  static Law printed() {
    return EpBeta.of(4.34, 1.33, 0.3, 0.3);
  }

  static Dataset<Row> original() {
    Random random = new Random(1);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      double x = random.nextGaussian();
      double y = CORRELATION * x + Math.sqrt(1 - CORRELATION * CORRELATION) * random.nextGaussian();
      rows.add(RowFactory.create(x, y));
    }
    StructType schema =
        new StructType().add("x", DataTypes.DoubleType).add("y", DataTypes.DoubleType);
    return LocalSpark.session().createDataFrame(rows, schema);
  }

  static List<Panel> panels() {
    Dataset<Row> original = original();
    List<Panel> result = new ArrayList<>();
    result.add(new Panel("Original: 1000 points", null, points(original)));
    result.add(panel("EpBeta(4.34, 1.33; 0.3, 0.3)", printed(), original));
    result.add(panel("Beta(0.1, 0.1): classic mixup", Beta.of(0.1, 0.1), original));
    result.add(panel("Uniform(0, 1): classic mixup", Uniform.of(), original));
    return result;
  }

  private static Panel panel(String title, Law law, Dataset<Row> original) {
    return new Panel(title, law, points(Mixup.of(original).law(law).seed(1).dataset()));
  }

  private static List<double[]> points(Dataset<Row> rows) {
    return rows.collectAsList().stream()
        .map(r -> new double[] {r.getDouble(0), r.getDouble(1)})
        // The order of collected rows depends on the layout, the picture must not.
        .sorted((a, b) -> a[0] != b[0] ? Double.compare(a[0], b[0]) : Double.compare(a[1], b[1]))
        .toList();
  }

  static void write(Path file, List<Panel> panels) throws IOException {
    Files.writeString(file, svg(panels));
  }

  private static String svg(List<Panel> panels) {
    StringBuilder out = new StringBuilder();
    line(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"900\" height=\"1010\" viewBox=\"0 0 900"
            + " 1010\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"15\""
            + " fill=\"#222\">");
    line(out, "<title>Original points and what three laws of the weight make of them</title>");
    line(out, "<rect width=\"900\" height=\"1010\" fill=\"#fff\"/>");
    for (int p = 0; p < panels.size(); p++) {
      line(out, "<g transform=\"translate(%d %d)\">", 20 + p % 2 * 440, 10 + p / 2 * 485);
      panel(out, panels.get(p), panels.get(0));
      line(out, "</g>");
    }
    line(
        out,
        "<text x=\"450\" y=\"997\" text-anchor=\"middle\" font-size=\"14\" fill=\"#555\">Ellipses"
            + " hold 95 %% of a Gaussian with the panel's covariance; dashed: the"
            + " original's.</text>");
    line(out, "</svg>");
    return out.toString();
  }

  private static void panel(StringBuilder out, Panel panel, Panel original) {
    line(
        out,
        "<text x=\"210\" y=\"18\" text-anchor=\"middle\" font-weight=\"bold\""
            + " font-size=\"17\">%s</text>",
        panel.title());
    String numbers =
        String.format(
            Locale.ROOT,
            "var %.3f, %.3f; cov %.3f",
            panel.covariance(0, 0),
            panel.covariance(1, 1),
            panel.covariance(0, 1));
    if (panel.law() != null) {
      numbers +=
          String.format(
              Locale.ROOT,
              " = %.3f of original, expected %.3f",
              panel.covariance(0, 1) / original.covariance(0, 1),
              panel.law().costs().covarianceFactor());
    }
    line(
        out, "<text x=\"210\" y=\"39\" text-anchor=\"middle\" font-size=\"13\">%s</text>", numbers);
    line(out, "<g transform=\"translate(0 48)\">");
    line(
        out, "<rect width=\"%.0f\" height=\"%.0f\" fill=\"#fafafa\" stroke=\"#bbb\"/>", SIDE, SIDE);
    for (int tick = -4; tick <= 4; tick += 2) {
      double at = place(tick);
      line(
          out,
          "<path d=\"M%.1f 0V420M0 %.1fH420\" stroke=\"#e4e4e4\"/><text x=\"%.1f\" y=\"414\""
              + " font-size=\"12\" fill=\"#777\">%d</text><text x=\"5\" y=\"%.1f\""
              + " font-size=\"12\" fill=\"#777\">%d</text>",
          at,
          SIDE - at,
          at + 3,
          tick,
          SIDE - at - 3,
          tick);
    }
    line(out, "<g fill=\"%s\" fill-opacity=\"0.4\">", panel.law() == null ? "#444" : "#1f6fb4");
    for (double[] p : panel.points()) {
      line(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2\"/>", place(p[0]), SIDE - place(p[1]));
    }
    line(out, "</g>");
    ellipse(out, panel, "stroke=\"#d1342f\" stroke-width=\"2.5\"");
    if (panel.law() != null) {
      ellipse(out, original, "stroke=\"#111\" stroke-width=\"1.5\" stroke-dasharray=\"6 5\"");
    }
    line(out, "</g>");
  }

  private static double place(double value) {
    return (value + LIMIT) * SIDE / (2 * LIMIT);
  }

  private static void ellipse(StringBuilder out, Panel panel, String style) {
    double a = panel.covariance(0, 0);
    double b = panel.covariance(0, 1);
    double c = panel.covariance(1, 1);
    double root = Math.hypot((a - c) / 2, b);
    // The 95 % quantile of chi square with 2 degrees of freedom is -2 ln 0.05.
    double scale = Math.sqrt(-2 * Math.log(0.05)) * SIDE / (2 * LIMIT);
    line(
        out,
        "<ellipse rx=\"%.1f\" ry=\"%.1f\" transform=\"translate(%.1f %.1f) rotate(%.2f)\""
            + " fill=\"none\" %s/>",
        scale * Math.sqrt((a + c) / 2 + root),
        scale * Math.sqrt((a + c) / 2 - root),
        place(panel.mean(0)),
        SIDE - place(panel.mean(1)),
        -Math.toDegrees(Math.atan2(2 * b, a - c) / 2),
        style);
  }

  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
