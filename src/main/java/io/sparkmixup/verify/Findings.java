package io.sparkmixup.verify;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The numbers that decide, one of each kind, and what they decide: over the kinds by Holm's
 * step-down procedure, among those of one kind by Bonferroni's. Mutable.
 */
public final class Findings {

  /** The name of the finding about the mean variance ratio over all rows. */
  public static final String SCALE = "scale";

  /** The name of the finding about the trace ratio. */
  public static final String TRACE = "trace";

  /** The name of the finding about the shares of one class. */
  public static final String SHARE = "class share";

  /** The name of the finding about the shares of all classes together. */
  public static final String SHARES = "class shares";

  /** The name of the finding about the shares of rows that hold a component. */
  public static final String HELD = "values that are there";

  /** The name of the finding about how often the rows of a stratum were used. */
  public static final String USE = "use of a stratum";

  /** Below this zeros are no longer counted at a glance. */
  private static final double LEAST_PLAIN = 1e-5;

  private final List<Finding> kinds = new ArrayList<>();
  private final double tolerance;
  private final double level;

  /**
   * @param tolerance the largest effect that passes even if significant
   * @param level the significance level over everything that is tested
   */
  public Findings(double tolerance, double level) {
    this.tolerance = tolerance;
    this.level = level;
  }

  /** Adds a kind of which there is one statistic. */
  public void add(Finding only) {
    kinds.add(only);
  }

  /**
   * The statistic of one kind that stands for it: of those above the tolerance the most significant
   * one, if it is significant; else the most significant of all. Mutable.
   */
  private final class Worst implements Consumer<Finding> {

    private final String name;
    private Finding relevant;
    private Finding any;
    private int tested;

    private Worst(String name) {
      this.name = name;
    }

    @Override
    public void accept(Finding f) {
      tested++;
      any = worse(any, f);
      if (f.effect() > tolerance) {
        relevant = worse(relevant, f);
      }
    }

    /** Large effects have p-values that are 0 in doubles: of those the largest effect. */
    private static Finding worse(Finding a, Finding b) {
      if (a == null || b.pValue() < a.pValue()) {
        return b;
      }
      return b.pValue() == 0 && b.effect() > a.effect() ? b : a;
    }

    /** Adds it to the findings, corrected for their number (Bonferroni), if there is any. */
    private void close() {
      boolean decides = relevant != null && relevant.pValue() * tested <= level;
      Finding worst = decides ? relevant : any;
      if (worst != null) {
        kinds.add(
            new Finding(
                name,
                worst.where(),
                worst.predicted(),
                worst.observed(),
                worst.standardError(),
                worst.effect(),
                Math.min(1, worst.pValue() * tested),
                tested,
                worst.degrees(),
                worst.reading()));
      }
    }
  }

  /**
   * Adds the most significant statistic of a kind, nothing where there are none.
   *
   * @param statistics hands all of them over
   */
  public void addWorst(String name, Consumer<Consumer<Finding>> statistics) {
    Worst worst = new Worst(name);
    statistics.accept(worst);
    worst.close();
  }

  /** All kinds, in the order in which they were added. */
  public List<Finding> all() {
    return List.copyOf(kinds);
  }

  /** Those that are significant and above the tolerance, the most significant first. */
  public List<Finding> failed() {
    return holm(true);
  }

  /** Those that are significant and no larger than the tolerance, in words. */
  List<String> harmless() {
    List<Finding> failed = failed();
    return holm(false).stream()
        .filter(f -> !failed.contains(f))
        .map(f -> f.name() + " (" + f.where() + ")")
        .toList();
  }

  /** With {@code large} only what is above the tolerance. */
  private List<Finding> holm(boolean large) {
    List<Finding> sorted = new ArrayList<>(kinds);
    // Large effects have p-values that are 0 in doubles: then the largest effect is named first,
    // and of those that are alike, as infinite ones are, one that names one column or class.
    sorted.sort(
        Comparator.comparingDouble(Finding::pValue)
            .thenComparing(f -> f.name().equals(TRACE) || f.name().equals(SHARES))
            .thenComparing(Comparator.comparingDouble(Finding::effect).reversed())
            .thenComparing(f -> f.name().equals(SCALE) || f.where().contains(" x ")));
    List<Finding> rejected = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      Finding f = sorted.get(i);
      if (f.pValue() > level / (sorted.size() - i)) {
        break;
      }
      if (!large || f.effect() > tolerance) {
        rejected.add(f);
      }
    }
    return rejected;
  }

  /**
   * A verdict that fails for another reason than these findings.
   *
   * @param reason what it fails for
   */
  public Verdict failing(String sentence, Verdict.Deciding reason) {
    return new Verdict(false, sentence, Optional.of(reason), all(), harmless());
  }

  /**
   * The verdict that follows from these findings alone.
   *
   * @param wording how a verdict that passes says what moments are
   */
  public Verdict verdict(Wording wording) {
    List<Finding> failed = failed();
    if (!failed.isEmpty()) {
      Finding named = named(failed);
      return failing(sentence(named), deciding(named));
    }
    String how =
        harmless().isEmpty()
            ? wording.closeness()
            : " within the tolerance of " + setting(tolerance) + ", not all by chance";
    return new Verdict(true, whatPassed(wording, how), nearest(), all(), harmless());
  }

  /** The most significant one; the class that has another share rather than all of them. */
  private static Finding named(List<Finding> failed) {
    Finding first = failed.get(0);
    return failed.stream()
        .filter(f -> first.name().equals(SHARES) && f.name().equals(SHARE))
        .findFirst()
        .orElse(first);
  }

  /** The most significant finding: what was nearest to failing. */
  private Optional<Verdict.Deciding> nearest() {
    return kinds.stream().min(Comparator.comparingDouble(Finding::pValue)).map(Findings::deciding);
  }

  private static Verdict.Deciding deciding(Finding f) {
    return new Verdict.Deciding(f, f.observedText());
  }

  /** A setting as people write it: 0.005, 0.0001, 1e-9. */
  public static String setting(double value) {
    if (!Double.isFinite(value)) {
      return String.valueOf(value);
    }
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    return value < LEAST_PLAIN
        ? decimal.toString().toLowerCase(Locale.ROOT)
        : decimal.toPlainString();
  }

  private String whatPassed(Wording wording, String how) {
    Set<String> names = kinds.stream().map(Finding::name).collect(Collectors.toSet());
    String shares = names.contains(SHARE) ? "class shares" : "";
    String moments = shares.isEmpty() ? "means and covariances" : "means, covariances and ";
    String tested = (names.contains("mean") ? moments : "") + shares;
    return tested.isEmpty()
        ? wording.untested()
        : tested + wording.agreement() + how + wording.remark();
  }

  private String sentence(Finding f) {
    return String.format(
        Locale.ROOT,
        "%s, %s: observed %s%s, predicted %s; off by %s, tolerance %s, p = %.1e",
        f.name(),
        f.where(),
        f.observedText(),
        f.hasInterval() ? ", 99 % interval " + f.intervalText() : "",
        f.predictedText(),
        f.effectText(),
        setting(tolerance),
        f.pValue());
  }
}
