package io.sparkmixup.repeat;

import io.sparkmixup.law.Law;
import io.sparkmixup.verify.GroupMoments;
import io.sparkmixup.verify.Verification;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How moments drift while rows are made from the rows of the last round, under one law. The
 * expectation of a column's second moment is multiplied by a factor each round; one run of it is a
 * random walk, whose steps add up. Of each column, in units of its original variance,
 *
 * <pre>
 *   predicted_r = f_r predicted_(r-1)
 *   error_r^2   = (f_r error_(r-1))^2 + e_r^2
 * </pre>
 *
 * with f_r the factor that the verification of round r predicts, and e_r its standard error:
 * columns differ in both where classes lie apart in some of them. A round's prediction is the mean
 * of its columns', and its error that of a mean of columns that vary together as they do in the
 * round. Under a preserving law the fourth moment grows by 1 + 2 r each round, with r = E[w^2 (1 -
 * w)^2] of the weight w.
 */
public final class Drift {

  private final String law;
  private final double[] means;
  private final double[] variances;
  private final double kurtosis;

  /** By component, in units of {@link #variances}: the prediction of the last round. */
  private final double[] predicted;

  /** And its standard error. */
  private final double[] errors;

  private final List<Round> rounds = new ArrayList<>();

  /**
   * Begins, or goes on.
   *
   * @param law the law's name, for readers
   * @param means of the original rows, by component
   * @param variances of the original rows, by component
   * @param kurtosis of the original rows, as in {@link Round}
   * @param predicted of the last round, by component in units of {@code variances}: 1 before any
   * @param errors its standard errors: 0 before any
   */
  public Drift(
      String law,
      double[] means,
      double[] variances,
      double kurtosis,
      double[] predicted,
      double[] errors,
      List<Round> rounds) {
    this.law = law;
    this.means = means.clone();
    this.variances = variances.clone();
    this.kurtosis = kurtosis;
    this.predicted = predicted.clone();
    this.errors = errors.clone();
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
    double[] ones = new double[means.length];
    Arrays.fill(ones, 1);
    double[] none = new double[means.length];
    return new Drift(law.toString(), means, variances, kurtosis, ones, none, List.of());
  }

  /**
   * Adds a round.
   *
   * @param verbatim the share of its rows that are copies
   * @param kurtosis of its rows
   */
  public void add(Verification verification, double verbatim, double kurtosis) {
    GroupMoments all = verification.overall();
    double together = together(all);
    double expected = 0;
    double squares = 0;
    int varying = 0;
    for (int k = 0; k < variances.length; k++) {
      if (variances[k] > 0) {
        double before = all.originalVariance(k);
        double factor = before > 0 ? all.predictedVariance(k) / before : 1;
        double own = before > 0 ? all.varianceError(k) / variances[k] : 0;
        predicted[k] *= factor;
        errors[k] = Math.hypot(factor * errors[k], own);
        expected += predicted[k];
        squares += errors[k] * errors[k];
        varying++;
      }
    }
    Round round =
        new Round(
            rounds.size() + 1,
            ratio(all),
            expected / varying,
            together * Math.sqrt(squares) / varying,
            kurtosis,
            verbatim,
            verification.verdict().passed(),
            verification.output().toString(),
            false);
    rounds.add(round);
  }

  /** The rows of the last round stay from now on. */
  public void keep() {
    rounds.set(rounds.size() - 1, rounds.get(rounds.size() - 1).asKept());
  }

  /** Whether the rows of a round stay when the next one is there. */
  public boolean keeps(int round) {
    return rounds.get(round - 1).kept();
  }

  /**
   * The standard error of a round's mean ratio of variances over what it would be if columns were
   * independent.
   */
  private static double together(GroupMoments all) {
    double squares = 0;
    int varying = 0;
    for (int k = 0; k < all.components(); k++) {
      if (all.originalVariance(k) > 0) {
        double own = all.varianceError(k) / all.originalVariance(k);
        squares += own * own;
        varying++;
      }
    }
    return squares > 0 ? all.scaleError() * varying / Math.sqrt(squares) : 1;
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

  /** Of the last round, by component, over the variances of the original rows. */
  public double[] predicted() {
    return predicted.clone();
  }

  /** The standard errors of {@link #predicted}. */
  public double[] errors() {
    return errors.clone();
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
