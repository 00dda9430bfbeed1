package io.sparkmixup.cli;

import io.sparkmixup.RequestException;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Turns a failure into one line and an exit code. */
final class Failures {

  private Failures() {}

  /** Prints what went wrong, unless it was said; with {@code verbose} where, too. */
  static int report(Throwable failure, boolean verbose, PrintStream err) {
    if (!(failure instanceof StoppedException)) {
      err.println("spark-mixup: " + message(failure));
    }
    if (verbose) {
      failure.printStackTrace(err);
    }
    return code(failure);
  }

  /** The exit code of a failure. */
  static int code(Throwable failure) {
    if (failure instanceof StoppedException) {
      return ExitCodes.STOPPED;
    }
    return refusal(failure).isPresent() ? ExitCodes.REFUSED : ExitCodes.FAILED;
  }

  /** A failure in one line. */
  static String message(Throwable failure) {
    return oneLine(
        refusal(failure).map(Throwable::getMessage).orElseGet(() -> innermostMessage(failure)));
  }

  /** A refusal in the chain of causes: tasks fail with theirs wrapped in Spark's. */
  private static Optional<RequestException> refusal(Throwable failure) {
    Set<Throwable> seen = new HashSet<>();
    for (Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
      if (t instanceof RequestException e) {
        return Optional.of(e);
      }
    }
    return Optional.empty();
  }

  private static String innermostMessage(Throwable failure) {
    Set<Throwable> seen = new HashSet<>();
    Throwable last = failure;
    for (Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
      last = t;
    }
    return last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
  }

  /** The first line of a text, or all of it where it is short, without line breaks. */
  static String oneLine(String text) {
    String line = String.valueOf(text).strip().lines().findFirst().orElse("");
    return line.length() <= 1000 ? line : line.substring(0, 1000) + "…";
  }
}
