package io.sparkmixup.repeat;

import io.sparkmixup.law.Law;
import io.sparkmixup.verify.GroupMoments;
import io.sparkmixup.verify.Verification;
import java.util.ArrayList;
import java.util.List;

/**
 * How moments drift while rows are made from the rows of the last round, under one law. The
 * expectation of a covariance is multiplied by the law's factor each round; one run of it is a
 * random walk, whose steps add up:
 *
 * <pre>
 *   predicted_r = f_r predicted_(r-1)
 *   error_r^2   = (f_r error_(r-1))^2 + (ratio_(r-1) e_r)^2
 * </pre>
 *
 * with f_r the factor that the verification of round r predicts, and e_r its standard error. Under
 * a preserving law the fourth moment grows by 1 + 2 r each round, with r = E[w^2 (1 - w)^2] of the
 * weight w.
 */
public final class Drift {

  private final String law;
  private final double[] means;
  private final double[] variances;
  private final double kurtosis;
  private final List<Round> rounds = new ArrayList<>();

  /**
   * Begins, or goes on.
   *
   * @param law the law's name, for readers
   * @param means of the original rows, by component
   * @param variances of the original rows, by component
   * @param kurtosis of the original rows, as in {@link Round}
   */
  public Drift(
      String law, double[] means, double[] variances, double kurtosis, List<Round> rounds) {
    this.law = law;
    this.means = means.clone();
    this.variances = variances.clone();
    this.kurtosis = kurtosis;
    this.rounds.addAll(rounds);
  }

  /** Begins with what the first round found in the original rows. */
  public static Drift start(Law law, Verification first, double kurtosis) {
    GroupMoments all = first.overall();
    double[] means = new double[all.components()];
    double[] variances = new double[all.components()];
    for (int k = 0; k < means.length; k++) {
      means[k] = all.originalMean(k);
      variances[k] = all.originalVariance(k);
    }
    return new Drift(law.toString(), means, variances, kurtosis, List.of());
  }

  /**
   * Adds a round.
   *
   * @param verbatim the share of its rows that are copies
   * @param kurtosis of its rows
   */
  public void add(Verification verification, double verbatim, double kurtosis) {
    GroupMoments all = verification.overall();
    double factor = all.predictedScale();
    double error = Math.hypot(factor * lastError(), lastRatio() * all.scaleError());
    Round round =
        new Round(
            rounds.size() + 1,
            ratio(all),
            factor * lastPredicted(),
            error,
            kurtosis,
            verbatim,
            verification.verdict().passed(),
            verification.output().toString());
    rounds.add(round);
  }

  /** The observed second moments are about the mean of this round's own parents. */
  private double ratio(GroupMoments all) {
    double sum = 0;
    int varying = 0;
    for (int k = 0; k < variances.length; k++) {
      if (variances[k] > 0) {
        double centre = all.originalMean(k);
        double away = centre - means[k];
        double moment =
            all.observedVariance(k) + away * (2 * (all.observedMean(k) - centre) + away);
        sum += moment / variances[k];
        varying++;
      }
    }
    return sum / varying;
  }

  private double lastRatio() {
    return rounds.isEmpty() ? 1 : last().ratio();
  }

  private double lastPredicted() {
    return rounds.isEmpty() ? 1 : last().predicted();
  }

  private double lastError() {
    return rounds.isEmpty() ? 0 : last().error();
  }

  private Round last() {
    return rounds.get(rounds.size() - 1);
  }

  public String law() {
    return law;
  }

  /** Of the original rows, by component. */
  public double[] means() {
    return means.clone();
  }

  /** Of the original rows, by component. */
  public double[] variances() {
    return variances.clone();
  }

  /** Of the original rows. */
  public double kurtosis() {
    return kurtosis;
  }

  public List<Round> rounds() {
    return List.copyOf(rounds);
  }

  /** The seed of a round: SplitMix64 of the run's seed, as many steps on as the round's number. */
  public static long seed(long seed, int round) {
    long z = seed + round * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
