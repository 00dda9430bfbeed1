package io.sparkmixup.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkmixup.moments.Histogram;
import io.sparkmixup.verify.Interval;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The pictures of the report, by made-up numbers. */
class PicturesTest {

  private static Histogram histogram(double... values) {
    Histogram result = new Histogram(0, 4, 4);
    for (double value : values) {
      result.accept(value);
    }
    return result;
  }

  /** Shares, not counts: the synthetic rows may be more. The highest bin is 88 high. */
  @Test
  void histogramsOverlaySharesInTheSameBins() {
    String svg =
        HistogramPicture.of(
                new Supplements.ColumnHistogram(
                    "x", histogram(0.5, 0.5, 1.5, 2.5), histogram(0, 0, 0, 0, 1, 1, 3, 3)))
            .toString();
    assertThat(svg)
        .contains(
            "<polygon class=\"before\" points=\"6,96 6,8 68,8 68,52 130,52 130,52 192,52 192,96"
                + " 254,96 254,96\"/>",
            "<polyline class=\"after\" points=\"6,96 6,8 68,8 68,52 130,52 130,96 192,96 192,52"
                + " 254,52 254,96\"/>");
  }

  @Test
  void histogramsSayHowFarApartTheyAreAndWhatIsOutside() {
    Supplements.ColumnHistogram column =
        new Supplements.ColumnHistogram("x", histogram(0.5, 1.5), histogram(0.5, 9));
    assertThat(HistogramPicture.summary(column))
        .isEqualTo("the distributions are 0.500 apart; 50 % of synthetic values lie outside");
    assertThat(
            HistogramPicture.summary(
                new Supplements.ColumnHistogram("x", histogram(), histogram(1))))
        .isEqualTo("no values to compare");
  }

  @Test
  void ofManyHistogramsThoseThatDifferMostAreShownInTheirOrder() {
    Supplements.ColumnHistogram same =
        new Supplements.ColumnHistogram("same", histogram(1), histogram(1));
    Supplements.ColumnHistogram near =
        new Supplements.ColumnHistogram("near", histogram(1, 1), histogram(1, 2));
    Supplements.ColumnHistogram far =
        new Supplements.ColumnHistogram("far", histogram(1), histogram(3));
    assertThat(Supplements.farthest(List.of(near, same, far), 2)).containsExactly(near, far);
  }

  @Test
  void anIntervalThatMissesItsPredictionIsMarked() {
    String svg =
        IntervalPicture.of(
                new Page.IntervalPlot(
                    "Means",
                    0,
                    0.005,
                    List.of(
                        new Page.Bar("near", 0, 0.01, Interval.of(0.01, 0.01, Interval.KNOWN)),
                        new Page.Bar("far", 0, 0.1, Interval.of(0.1, 0.01, Interval.KNOWN))),
                    "two columns"),
                "p")
            .toString();
    assertThat(svg.split("class=\"dot\"", -1)).hasSize(2);
    assertThat(svg.split("class=\"dot apart\"", -1)).hasSize(2);
    assertThat(svg)
        .contains("far: predicted 0.0000, observed 0.1000, 99 % interval 0.074 to 0.126")
        .contains("aria-labelledby=\"p-t p-d\"");
  }

  @ParameterizedTest
  @CsvSource({"0.9, 1", "1, 1", "1.1, 2", "0.03, 0.05", "700, 1000", "0.0002, 0.0002"})
  void stepsOfAxesAreRound(double least, double step) {
    assertThat(IntervalPicture.step(least)).isCloseTo(step, within(1e-12));
  }

  /** Java's own reader of PNG sees the same picture. */
  @Test
  void picturesOfPointsAreReadBackPointByPoint() throws Exception {
    byte[][] points = new byte[50][70];
    for (int y = 0; y < 50; y++) {
      for (int x = 0; x < 70; x++) {
        points[y][x] = (byte) ((x * y + x) % (Diverging.NONE + 1));
      }
    }
    byte[] png = IndexedPng.bytes(points, Diverging.NONE + 1, Diverging.LIGHT::colour);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isEqualTo(70);
    assertThat(image.getHeight()).isEqualTo(50);
    for (int y = 0; y < 50; y++) {
      for (int x = 0; x < 70; x++) {
        assertThat(image.getRGB(x, y) & 0xffffff).isEqualTo(Diverging.LIGHT.colour(points[y][x]));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Diverging.class)
  void numbersAreReadOnEveryColour(Diverging theme) {
    assertThat(IntStream.rangeClosed(0, Diverging.NONE))
        .allSatisfy(
            level ->
                assertThat(Diverging.contrast(theme.ink(level), theme.colour(level)))
                    .isGreaterThanOrEqualTo(4.5));
  }

  @Test
  void coloursDivergeFromZeroAndStopAtTheLimit() {
    assertThat(Diverging.level(0, 1)).isEqualTo(Diverging.STEPS);
    assertThat(Diverging.level(-7, 1)).isZero();
    assertThat(Diverging.level(1.2, 1)).isEqualTo(Diverging.LEVELS - 1);
    assertThat(Diverging.level(Double.NaN, 1)).isEqualTo(Diverging.NONE);
    assertThat(Diverging.LIGHT.colour(Diverging.STEPS)).isEqualTo(0xffffff);
    // The contrasts that WCAG 2 itself names.
    assertThat(Diverging.contrast(0x000000, 0xffffff)).isCloseTo(21, within(1e-9));
    assertThat(Diverging.contrast(0x767676, 0xffffff)).isCloseTo(4.54, within(0.01));
  }

  @Test
  void cellsTellTheirValuesAndNamesAreText() {
    Page.HeatMap small = new Page.HeatMap("Change", (i, j) -> -0.001, 1, "one");
    assertThat(HeatMapPicture.of(List.of("a"), small, "m").toString()).contains(">0.00</text>");
    Page.HeatMap map = new Page.HeatMap("After", (i, j) -> i == j ? 1 : Double.NaN, 1, "two");
    String svg = HeatMapPicture.of(List.of("<a>", "b"), map, "m").toString();
    assertThat(svg)
        .contains("<title>&lt;a&gt; × &lt;a&gt;: 1.0000</title>")
        .contains("<title>&lt;a&gt; × b: does not vary, or is not there</title>")
        .contains("tabindex=\"0\"");
  }
}
