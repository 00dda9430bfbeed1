package io.sparkmixup.verify;

import io.sparkmixup.mixing.GroupSums;
import io.sparkmixup.mixing.MixSums;
import io.sparkmixup.mixing.StratumUse;
import io.sparkmixup.mixing.SumsRequest;
import io.sparkmixup.moments.Histogram;
import io.sparkmixup.moments.Marginals;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.plan.Quotas;
import io.sparkmixup.plan.Rules;
import io.sparkmixup.plan.UnevenStrata;
import io.sparkmixup.plan.Weighting;
import io.sparkmixup.rows.Fingerprint;
import io.sparkmixup.survey.Survey;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Compares the moments of the rows that were written with what the law predicts from their parents,
 * plus what rounding was measured to do. Given the parents and their order only the weights are
 * random, so a difference has a known standard error (see {@link GroupSums}); whether it is
 * significant is judged by the normal distribution.
 *
 * <p>Effects are relative for the mean variance ratio, in standard deviations for a mean, in units
 * of the two standard deviations' product for a covariance, and absolute for a share; what is about
 * a class is in units of its own standard deviations, and about its own original mean. A verdict
 * fails on an effect that is both significant and larger than the tolerance, or on too many
 * verbatim rows.
 */
public final class Verification {

  /** The significance level of a verdict by default, over everything that is tested (Holm 1979). */
  public static final double LEVEL = 1e-4;

  /** The name of the pool of classes that are not followed one by one. */
  private static final String OTHERS = "the other classes";

  private final double level;
  private final MixSums sums;
  private final Marginals marginals;
  private final GroupMoments overall;
  private final List<GroupMoments> classes;
  private final List<ClassShare> shares;
  private final Fingerprint output;
  private final Verdict verdict;

  /** The share of a class among the original rows, as planned, and among the synthetic rows. */
  public record ClassShare(String name, double original, double predicted, double synthetic) {}

  private Verification(
      Survey survey, SumsRequest request, MixSums sums, ReadBack found, Limits limits) {
    Observed observed = found.observed;
    level = limits.level();
    this.sums = sums;
    marginals = observed.marginals();
    overall = new GroupMoments("all rows", request, sums.overall(), observed.overall());
    classes = new ArrayList<>();
    for (int g = 0; g < request.groups().classes(); g++) {
      GroupSums group = sums.group(g);
      if (group != null && group.rows() > 0) {
        String name = survey.classes().get(g).name();
        classes.add(new GroupMoments(name, request, g, group, observed.group(g)));
      }
    }
    addOthers(request, sums, observed);
    Quotas quotas = survey.plan().quotas();
    shares = new ArrayList<>();
    for (Survey.ClassSize c : survey.classes()) {
      shares.add(
          new ClassShare(
              c.name(),
              (double) c.rows() / survey.plan().rows(),
              (double) quotas.total(quotas.classOf(c.high(), c.low())) / quotas.total(),
              (double) found.classes.get(c.high()) / overall.rowsObserved()));
    }
    output = found.fingerprint;
    verdict =
        judge(survey.plan(), sums, limits)
            .judge(
                overall,
                classes,
                shares,
                uses(survey.plan(), sums),
                new Judge.Counts(
                    sums.rows(),
                    sums.verbatim(),
                    exact(survey.plan()) && sums.moved() == 0 ? sums.leftToTheLaw() : 0,
                    survey.plan().writtenRows(),
                    found.fingerprint.count()));
  }

  /** The classes that are not followed one by one, together, about the mean of all rows. */
  private void addOthers(SumsRequest request, MixSums sums, Observed observed) {
    int rest = request.groups().classes();
    GroupSums others = sums.group(rest);
    if (rest > 0 && others != null && others.rows() > 0) {
      classes.add(new GroupMoments(OTHERS, request, rest, others, observed.group(rest)));
    }
  }

  /** Of the strata whose cells were moved to make up for one another. */
  private static List<Judge.Use> uses(MixupPlan plan, MixSums sums) {
    List<Judge.Use> uses = new ArrayList<>();
    for (UnevenStrata.Stratum stratum : plan.uneven().all()) {
      StratumUse counted = sums.useOf(stratum);
      uses.add(
          new Judge.Use(
              stratum.rows(), stratum.ratio(), counted == null ? Double.NaN : counted.ratio()));
    }
    return uses;
  }

  private static boolean exact(MixupPlan plan) {
    return plan.request().rules().moments() == Rules.Moments.EXACT;
  }

  private static Judge judge(MixupPlan plan, MixSums sums, Limits limits) {
    double maxVerbatim = plan.request().maxVerbatim();
    if (!exact(plan)) {
      return new Judge(limits.tolerance(), limits.level(), maxVerbatim, Wording.EXPECTED);
    }
    double tolerance = Math.min(limits.tolerance(), Finding.ROUNDING);
    return new Judge(
        tolerance,
        limits.level(),
        maxVerbatim,
        Wording.exact(sums.rows() - sums.leftToTheLaw(), sums.rows(), Weighting.originals(plan)));
  }

  /**
   * Reads written rows back and judges them.
   *
   * @param written the rows as a reader finds them
   * @param sums what the mixing pass added up
   */
  public static Verification of(
      Dataset<Row> written, Survey survey, SumsRequest request, MixSums sums, Limits limits) {
    long[] counted = survey.classes().stream().mapToLong(Survey.ClassSize::high).toArray();
    ReadBack found = ReadBack.of(written, survey.plan(), request, counted);
    return new Verification(survey, request, sums, found, limits);
  }

  /** The fingerprint of rows as they are read now, to be compared with {@link #output}. */
  public static Fingerprint fingerprint(Dataset<Row> rows, Survey survey, SumsRequest request) {
    return ReadBack.of(rows, survey.plan(), request, new long[0]).fingerprint;
  }

  /** The significance level over everything that was tested. */
  public double level() {
    return level;
  }

  /**
   * A moment that is shown and does not decide: of the original rows, as the law predicts it, and
   * of the rows that were read back; about the original's mean, in its standard deviations.
   */
  public record Shown(double original, double predicted, double observed) {}

  /** The third moment of a component: skewness, where means and variances agree. */
  public Shown third(int k) {
    return new Shown(sums.originals().third(k), sums.predictedThird(k), marginals.third(k));
  }

  /** The fourth moment of a component: kurtosis (3 for a Gaussian), where variances agree. */
  public Shown fourth(int k) {
    return new Shown(sums.originals().fourth(k), sums.predictedFourth(k), marginals.fourth(k));
  }

  /** The values of a component in the original rows. */
  public Histogram originalHistogram(int k) {
    return sums.originals().histogram(k);
  }

  /** Those in the rows that were read back, in the same bins. */
  public Histogram observedHistogram(int k) {
    return marginals.histogram(k);
  }

  /** The moments over all rows. */
  public GroupMoments overall() {
    return overall;
  }

  /** The moments of the classes that are followed one by one, and of all others together. */
  public List<GroupMoments> classes() {
    return List.copyOf(classes);
  }

  /** How many classes are followed one by one: {@link #classes} without the others' pool. */
  public long classesFollowed() {
    return classes.stream().filter(c -> !c.name().equals(OTHERS)).count();
  }

  /** The shares of the most frequent classes. */
  public List<ClassShare> shares() {
    return List.copyOf(shares);
  }

  /** The fingerprint of the rows that were read back. */
  public Fingerprint output() {
    return output;
  }

  public Verdict verdict() {
    return verdict;
  }
}
