package io.sparkmixup.report;

import io.sparkmixup.verify.Digits;
import io.sparkmixup.verify.Interval;
import io.sparkmixup.verify.Verdict;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The lines of a text for a terminal, and what all such texts have in common. Mutable. */
final class TextLines {

  /** Longer tables go into the report. */
  static final int MOST_LINES = 40;

  /** Longer names are cut. */
  private static final int MOST_CHARACTERS = 40;

  private final StringBuilder text = new StringBuilder();
  private final Colours colours;

  TextLines(Colours colours) {
    this.colours = colours;
  }

  String text() {
    return text.toString();
  }

  /** A line that begins with what it is about. */
  void field(String name, String format, Object... values) {
    text.append(String.format(Locale.ROOT, "%-11s ", name));
    line(format, values);
  }

  void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }

  /** Lines that are ready. */
  void append(String lines) {
    text.append(lines);
  }

  static String cut(String name) {
    return Printable.cut(name, MOST_CHARACTERS);
  }

  /** How wide a column of these names is. */
  static int width(int names, IntFunction<String> name) {
    return IntStream.range(0, Math.min(MOST_LINES, names))
        .map(k -> cut(name.apply(k)).length())
        .reduce(8, Math::max);
  }

  /** Says how many rows a table would have more. */
  void more(int size) {
    if (size > MOST_LINES) {
      line("... and %,d more: see report.html (--report DIR)", size - MOST_LINES);
    }
  }

  /** Means and variances, before and after. */
  void moments(GroupView all) {
    int mean =
        IntStream.range(0, Math.min(MOST_LINES, all.components()))
            .map(k -> mean(all, k, all.originalMean(k)).length())
            .reduce(14, Math::max);
    String format =
        String.format(
            Locale.ROOT,
            "%%-%ds  %%%ds %%%ds %%14s %%14s",
            width(all.components(), all::component),
            mean,
            mean);
    line(format, "mixed", "mean before", "after", "variance before", "after");
    for (int k = 0; k < Math.min(MOST_LINES, all.components()); k++) {
      line(
          format,
          cut(all.component(k)),
          mean(all, k, all.originalMean(k)),
          mean(all, k, all.observedMean(k)),
          Printable.number(all.originalVariance(k)),
          Printable.number(all.observedVariance(k)));
    }
    more(all.components());
  }

  /** To a tenth of a standard deviation at least, however far from zero. */
  private static String mean(GroupView all, int k, double value) {
    return Double.isNaN(value)
        ? Printable.number(value)
        : all.reading(k)
            .time(value, Math.sqrt(all.originalVariance(k)))
            .orElseGet(() -> Digits.of(value, Math.sqrt(all.originalVariance(k))));
  }

  /**
   * The mean variance ratio.
   *
   * @param about what else is to be said of it
   */
  void ratio(GroupView all, Verdict verdict, String about) {
    if (Double.isNaN(all.predictedScale()) || Double.isNaN(all.observedScale())) {
      field("covariance", "%s", withoutRatio(all));
      return;
    }
    Interval interval = Interval.of(all.observedScale(), all.scaleError(), all.scaleDegrees());
    String observed = Digits.ofRatio(all.observedScale(), interval.half());
    field(
        "covariance",
        "ratio predicted %s, observed %s, 99 %% interval %s"
            + " (mean over columns of variance after / before%s)",
        Digits.ofRatio(all.predictedScale(), interval.half()),
        // Where the verdict passes, this is the number to look at.
        verdict.passed() ? colours.good(observed) : observed,
        interval,
        about);
  }

  /** Why there is no mean variance ratio. */
  private static String withoutRatio(GroupView all) {
    String missing =
        IntStream.range(0, all.components())
            .filter(k -> all.originalVariance(k) > 0 && Double.isNaN(all.observedVariance(k)))
            .mapToObj(all::component)
            .collect(Collectors.joining(", "));
    return missing.isEmpty()
        ? "no mixed column varies"
        : "no ratio: all values of " + Printable.cut(missing, 120) + " are missing";
  }

  /**
   * The trace ratio.
   *
   * @param observed where it lies
   * @param columns how many it is over
   */
  void trace(double predicted, double observed, Interval interval, int columns) {
    field(
        "trace",
        "ratio predicted %s, observed %s, 99 %% interval %s (mean over all uncorrelated"
            + " directions of %,d columns)",
        Digits.ofRatio(predicted, interval.half()),
        Digits.ofRatio(observed, interval.half()),
        interval,
        columns);
  }

  /** The last line, which readers of logs look for. */
  void verdict(Optional<Verdict> verdict) {
    field("verdict", "%s", verdict.map(this::sentence).orElse("not verified (--verify off)"));
  }

  private String sentence(Verdict verdict) {
    // Names of columns stand in it: a line break in one must not make two lines of it.
    String sentence = Printable.of(verdict.sentence());
    if (verdict.passed()) {
      return colours.good("passed") + ": " + sentence;
    }
    String number = verdict.deciding().map(Verdict.Deciding::text).orElse("");
    int at = number.isEmpty() ? -1 : sentence.indexOf(number);
    return colours.bad("FAILED")
        + ": "
        + (at < 0
            ? sentence
            : sentence.substring(0, at)
                + colours.bad(number)
                + sentence.substring(at + number.length()));
  }
}
