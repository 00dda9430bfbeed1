package io.sparkmixup.law;

import java.util.Locale;

/** Checks of parameters, written so that NaN fails. */
final class Arguments {

  private Arguments() {}

  static double positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %s: must be a finite number above 0", name, value));
    }
    return value;
  }

  static double notNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %s: must be a finite number, 0 or more", name, value));
    }
    return value;
  }

  static double unit(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %s: must lie in [0, 1]", name, value));
    }
    return value;
  }

  static double insideUnit(String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %s: must lie between 0 and 1", name, value));
    }
    return value;
  }

  static int order(int order) {
    if (order < 0 || order > 4) {
      throw new IllegalArgumentException("order is " + order + ": must be 0 to 4");
    }
    return order;
  }
}
