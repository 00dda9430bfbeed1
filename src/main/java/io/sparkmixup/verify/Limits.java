package io.sparkmixup.verify;

import io.sparkmixup.RequestException;

/**
 * What a verdict lets pass.
 *
 * @param tolerance the largest effect that passes even if significant
 * @param level the significance level over everything that is tested
 */
public record Limits(double tolerance, double level) {

  public Limits {
    if (!(tolerance >= 0)) {
      throw new RequestException("tolerance " + tolerance + ": must be 0 or more");
    }
    if (!(level > 0 && level < 1)) {
      throw new RequestException("level " + level + ": must lie between 0 and 1");
    }
  }

  /** The default: 0.005 and 1e-4. */
  public static Limits standard() {
    return new Limits(0.005, Verification.LEVEL);
  }

  public Limits withTolerance(double effect) {
    return new Limits(effect, level);
  }

  public Limits withLevel(double p) {
    return new Limits(tolerance, p);
  }
}
