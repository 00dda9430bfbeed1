package io.sparkmixup.law;

import java.util.Locale;

/** Checks of parameters, written so that NaN fails. */
final class Arguments {

  private Arguments() {}

  /** A shape of a beta law; beyond the limits, formulas would overflow. */
  static double shape(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %s: must be a finite number above 0", name, value));
    }
    if (value < 1e-50 || value > 1e50) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %s: must lie between 1e-50 and 1e50", name, value));
    }
    return value;
  }

  /** How far the support reaches beyond [0, 1] at one end; -0 becomes 0. */
  static double epsilon(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %s: must be a finite number, 0 or more", name, value));
    }
    if (value > 1e6) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %s: must be at most 1e6", name, value));
    }
    return value + 0.0;
  }

  static double unit(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %s: must lie in [0, 1]", name, value));
    }
    return value + 0.0;
  }

  static double insideUnit(String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %s: must lie between 0 and 1", name, value));
    }
    return value;
  }

  static int order(int order) {
    return order(order, 4);
  }

  static int centralOrder(int order) {
    return order(order, 8);
  }

  private static int order(int order, int most) {
    if (order < 0 || order > most) {
      throw new IllegalArgumentException("order is " + order + ": must be 0 to " + most);
    }
    return order;
  }
}
