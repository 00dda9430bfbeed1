package io.sparkmixup.report.html;

import io.sparkmixup.plan.QuotedName;
import io.sparkmixup.report.GroupView;
import io.sparkmixup.report.Printable;
import io.sparkmixup.verify.Digits;
import io.sparkmixup.verify.Finding;
import io.sparkmixup.verify.Findings;
import io.sparkmixup.verify.Interval;
import io.sparkmixup.verify.Verdict;
import java.util.Locale;
import java.util.Optional;

/** The verdict as it is said to everybody, with the number that decided. */
final class Headline {

  private Headline() {}

  /**
   * The banner of a verdict.
   *
   * @param all the moments over all rows
   * @param originals whose moments rows that pass have
   */
  static Page.Banner of(Verdict verdict, GroupView all, double tolerance, String originals) {
    String sentence = verdict.sentence();
    String detail =
        sentence.isEmpty()
            ? ""
            : sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1) + ".";
    return verdict.passed()
        ? new Page.Banner(
            Page.Outcome.PASSED, passed(verdict, all, tolerance, originals), detail, scale(all))
        : new Page.Banner(
            Page.Outcome.FAILED,
            verdict.deciding().map(d -> failed(d.finding())).orElse("The rows did not pass."),
            detail,
            verdict.deciding().map(d -> number(d, tolerance)));
  }

  /** A law that changes variances can pass: the rows are what was asked for. */
  private static String passed(Verdict verdict, GroupView all, double tolerance, String originals) {
    if (verdict.findings().stream().noneMatch(f -> f.name().equals("mean"))) {
      return "Nothing that could be tested failed, but means and covariances could not be tested.";
    }
    double change = all.knownChange();
    return Math.abs(change) > tolerance
        ? String.format(
            Locale.ROOT,
            "The synthetic rows are what was predicted, but their variances are %.2g %% %s than the"
                + " original's, in the mean over columns.",
            100 * Math.abs(change),
            change < 0 ? "smaller" : "larger")
        : "The synthetic rows keep the means and covariances of " + originals + ".";
  }

  private static Optional<Page.Fact> scale(GroupView all) {
    if (Double.isNaN(all.predictedScale()) || Double.isNaN(all.observedScale())) {
      return Optional.empty();
    }
    Interval interval = Interval.of(all.observedScale(), all.scaleError(), all.scaleDegrees());
    return Optional.of(
        new Page.Fact(
            "variance after / before, mean over columns",
            Digits.ofRatio(all.observedScale(), interval.half()),
            String.format(
                Locale.ROOT,
                "predicted %s; 99 %% interval %s",
                Digits.ofRatio(all.predictedScale(), interval.half()),
                interval)));
  }

  private static String failed(Finding f) {
    String where = Printable.cut(f.where(), 80);
    return switch (f.name()) {
      case Verdict.VERBATIM -> "Too many of the synthetic rows are equal to original rows.";
      case Verdict.EXACT -> "No row could be given the moments of the original rows.";
      case "rows read back" -> "Not every row that was written was read back.";
      case Findings.SCALE -> "The variances are not what they should be.";
      case "scale of a class" ->
          "The variances of a class are not what they should be: " + where + ".";
      case Findings.TRACE -> "The covariance, over all its directions, is not what it should be.";
      case "covariance" ->
          (isPair(f)
                  ? "A covariance is not what it should be: "
                  : "The variance of a column is not what it should be: ")
              + where
              + ".";
      case "mean" -> "A mean is not what it should be: " + where + ".";
      case "covariance within a class" ->
          (isPair(f)
                  ? "A covariance within a class is not what it should be: "
                  : "The variance of a column within a class is not what it should be: ")
              + where
              + ".";
      case "mean of a class" -> "The mean of a class is not what it should be: " + where + ".";
      case Findings.SHARE -> "A class has another share of the rows than it should: " + where + ".";
      case Findings.SHARES ->
          "The shares of the classes, taken together, are not what they should be.";
      case Findings.USE -> "The rows of a stratum were not used as often as was planned.";
      case Findings.HELD ->
          "Values are missing more often, or less often, than they should: " + where + ".";
      default -> "The rows are not what they should be: " + f.name() + ", " + where + ".";
    };
  }

  /** Whether a covariance is one of two columns, and no variance. */
  private static boolean isPair(Finding f) {
    return QuotedName.isPair(f.where());
  }

  private static Page.Fact number(Verdict.Deciding deciding, double tolerance) {
    Finding f = deciding.finding();
    if (f.name().equals(Verdict.VERBATIM)) {
      return new Page.Fact(
          "of the rows are verbatim",
          deciding.text(),
          String.format(
              Locale.ROOT, "at most %.3g %% may be (--max-verbatim)", 100 * f.predicted()));
    }
    if (f.name().equals(Verdict.EXACT)) {
      return new Page.Fact(
          "rows have the original's moments",
          deciding.text(),
          String.format(Locale.ROOT, "of %,.0f that were to have them", f.predicted()));
    }
    String interval = f.hasInterval() ? "; 99 % interval " + f.intervalText() : "";
    return new Page.Fact(
        f.name() + ", " + Printable.cut(f.where(), 60),
        deciding.text(),
        String.format(
            Locale.ROOT,
            "should be %s%s; off by %s, tolerance %s",
            f.predictedText(),
            interval,
            f.effectText(),
            Printable.plain(tolerance)));
  }

  /** What came nearest to failing, for a verdict that passed. */
  static Optional<Page.Fact> nearest(Verdict verdict, double level) {
    return verdict
        .deciding()
        .filter(d -> verdict.passed())
        .map(
            d ->
                new Page.Fact(
                    "Nearest to failing",
                    String.format(Locale.ROOT, "p = %.2g", d.finding().pValue()),
                    String.format(
                        Locale.ROOT,
                        "%s, %s; %s",
                        d.finding().name(),
                        Printable.cut(d.finding().where(), 60),
                        d.finding().pValue() > level
                            ? "fails below " + Printable.plain(level)
                            : String.format(
                                Locale.ROOT,
                                "not by chance, but off by %.2g only",
                                d.finding().effect()))));
  }
}
