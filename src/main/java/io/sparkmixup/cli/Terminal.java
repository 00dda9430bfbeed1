package io.sparkmixup.cli;

import io.sparkmixup.report.Colours;
import java.io.PrintStream;
import picocli.CommandLine.Help.Ansi;

/** Whoever reads what is printed. */
final class Terminal {

  private Terminal() {}

  /**
   * Colours where a person watches a terminal that has them, and {@code NO_COLOR} is not set; none
   * in pipes and files.
   */
  static Colours colours(PrintStream out) {
    return out == System.out && Ansi.AUTO.enabled() ? Colours.ANSI : Colours.NONE;
  }
}
