package io.sparkmixup.report.html;

import io.sparkmixup.verify.Interval;
import java.util.List;
import java.util.Optional;

/**
 * What a report shows, whatever it is about. Everything in it is plain text and numbers; markup
 * comes in with {@link PageWriter}.
 *
 * @param command the command that it reports of
 * @param facts the few numbers below the banner
 * @param foot what made it
 */
record Page(String command, Banner banner, List<Fact> facts, List<Section> sections, String foot) {

  /** How a verdict ended. */
  enum Outcome {
    PASSED("Passed"),
    FAILED("Failed"),
    NOT_VERIFIED("Not verified");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /**
   * The verdict.
   *
   * @param headline in one sentence for everybody
   * @param detail the same as an expert says it
   * @param number the number that decided
   */
  record Banner(Outcome outcome, String headline, String detail, Optional<Fact> number) {}

  /** A number with a name; the note may be empty. */
  record Fact(String label, String value, String note) {}

  /** A part of the page, with a name for links. */
  record Section(String id, String title, List<Block> blocks) {}

  /** What sections are made of. */
  sealed interface Block permits Prose, Table, Intervals, HeatMaps, Histograms, Code {}

  /** A paragraph. */
  record Prose(String text) implements Block {}

  /** What the cells of a table's column hold. */
  enum Kind {
    NAME,
    WORDS,
    NUMBER
  }

  /** The head of a table's column. */
  record Head(String title, Kind kind) {}

  /**
   * A table.
   *
   * @param caption what it holds, for those who do not see where it stands
   */
  record Table(String caption, List<Head> head, List<List<String>> rows) implements Block {}

  /** Where a number was predicted, and where it was found. */
  record Bar(String name, double predicted, double observed, Interval interval) {}

  /** Pictures of dots and intervals, side by side. */
  record Intervals(List<IntervalPlot> plots) implements Block {}

  /**
   * Dots and intervals, a line for each.
   *
   * @param title what is shown
   * @param original where the original stands on the axis
   * @param tolerance half the width of the band around it
   * @param summary what a reader who cannot see it should know
   */
  record IntervalPlot(
      String title, double original, double tolerance, List<Bar> bars, String summary) {}

  /** Pictures of matrices with the same rows and columns, side by side. */
  record HeatMaps(List<String> names, List<HeatMap> maps) implements Block {}

  /** The entries of a matrix, NaN where there is none. */
  @FunctionalInterface
  interface Entries {
    double at(int i, int j);
  }

  /**
   * A matrix.
   *
   * @param limit the absolute value from which on the colour stays the same
   * @param summary what a reader who cannot see it should know
   */
  record HeatMap(String title, Entries entries, double limit, String summary) {}

  /** Overlaid histograms. */
  record Histograms(List<Supplements.ColumnHistogram> columns) implements Block {}

  /** Something to copy. */
  record Code(String caption, String text) implements Block {}

  static Head name(String title) {
    return new Head(title, Kind.NAME);
  }

  static Head words(String title) {
    return new Head(title, Kind.WORDS);
  }

  static Head number(String title) {
    return new Head(title, Kind.NUMBER);
  }
}
