package io.sparkmixup.repeat;

import java.util.List;
import java.util.Locale;

/** The rounds as a table for a terminal. */
public final class DriftTable {

  private DriftTable() {}

  /** The rounds of every law, the main one first. */
  public static String of(List<Drift> drifts) {
    StringBuilder text = new StringBuilder();
    for (Drift drift : drifts) {
      text.append(text.isEmpty() ? "" : "\n").append(drift.law()).append('\n');
      line(
          text,
          "%5s  %10s %10s  %19s  %9s  %9s",
          "round",
          "covariance",
          "predicted",
          "99 % of runs",
          "kurtosis",
          "verbatim");
      line(text, "%5d  %10.4f %10.4f  %19s  %9.3f  %9s", 0, 1.0, 1.0, "", drift.kurtosis(), "");
      for (Round round : drift.rounds()) {
        line(
            text,
            "%5d  %10.4f %10.4f  %8.4f .. %7.4f  %9.3f  %7.3g %%%s",
            round.number(),
            round.ratio(),
            round.predicted(),
            round.low(),
            round.high(),
            round.kurtosis(),
            100 * round.verbatim(),
            round.passed() ? "" : "  verification failed");
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder to, String format, Object... values) {
    to.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
