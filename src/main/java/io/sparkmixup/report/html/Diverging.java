package io.sparkmixup.report.html;

import java.util.Locale;

/**
 * Colours from blue (negative) over paper to orange (positive), which people who confuse red and
 * green tell apart. In the dark the paper is dark.
 */
enum Diverging {
  LIGHT(0x0a5a9c, 0xffffff, 0xb84a00),
  DARK(0x62b0f0, 0x1c2126, 0xf5914a);

  /** On either side of the middle. */
  static final int STEPS = 20;

  static final int LEVELS = 2 * STEPS + 1;

  /** What is not a number. */
  static final int NONE = LEVELS;

  private final int negative;
  private final int middle;
  private final int positive;

  Diverging(int negative, int middle, int positive) {
    this.negative = negative;
    this.middle = middle;
    this.positive = positive;
  }

  /** The level of a value: 0 for -limit and below, 2 STEPS for limit and above. */
  static int level(double value, double limit) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    double place = Math.max(-1, Math.min(1, value / limit));
    return STEPS + (int) Math.round(place * STEPS);
  }

  /** The colour of a level, as 0xRRGGBB. */
  int colour(int level) {
    if (level == NONE) {
      return this == LIGHT ? 0xc9ced3 : 0x4a5259;
    }
    double share = Math.abs(level - STEPS) / (double) STEPS;
    int end = level < STEPS ? negative : positive;
    int result = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      double from = (middle >> shift) & 0xff;
      double to = (end >> shift) & 0xff;
      result |= (int) Math.round(from + share * (to - from)) << shift;
    }
    return result;
  }

  /** The relative luminance of a colour (WCAG 2). */
  static double luminance(int colour) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double c = ((colour >> (16 - 8 * i)) & 0xff) / 255.0;
      sum += weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  /** How well two colours are told apart: 1 to 21 (WCAG 2). */
  static double contrast(int one, int other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  /** Black or white, whichever is read better on a level. */
  int ink(int level) {
    int colour = colour(level);
    return contrast(0x000000, colour) >= contrast(0xffffff, colour) ? 0x000000 : 0xffffff;
  }

  /** The styles of all levels: {@code .lN} for cells, {@code .kN} for what is written in them. */
  static String styles() {
    return LIGHT.rules() + "@media screen and (prefers-color-scheme:dark){" + DARK.rules() + "}";
  }

  private String rules() {
    StringBuilder css = new StringBuilder();
    for (int level = 0; level <= NONE; level++) {
      css.append(
          String.format(
              Locale.ROOT,
              ".l%d{fill:#%06x}.k%d{fill:#%06x}",
              level,
              colour(level),
              level,
              ink(level)));
    }
    return css.toString();
  }
}
