package io.sparkmixup.cli;

import io.sparkmixup.RequestException;
import io.sparkmixup.io.Secrets;
import io.sparkmixup.report.Printable;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Turns a failure into one line and an exit code. */
final class Failures {

  private static final int MOST_CHARACTERS = 1000;

  private Failures() {}

  /** Prints what went wrong, unless it was said; with {@code verbose} where, too. */
  static int report(Throwable failure, boolean verbose, PrintStream err) {
    if (!(failure instanceof StoppedException)) {
      err.println("spark-mixup: " + message(failure));
    }
    if (verbose) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      trace.toString().lines().map(Secrets::redacted).forEach(err::println);
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

  /** Prints what does not keep a command from its work. */
  static void warn(PrintStream err, String warning) {
    tell(err, "warning: " + warning);
  }

  /** Prints how far a command is, or what it notes: one line, whatever the data put into it. */
  static void tell(PrintStream err, String text) {
    err.println("spark-mixup: " + whole(text));
  }

  /** A failure in one line. */
  static String message(Throwable failure) {
    return refusal(failure)
        .map(RequestException::getMessage)
        .or(() -> Outages.explained(failure))
        .map(Failures::whole)
        .orElseGet(() -> firstLine(innermostMessage(failure)));
  }

  /** A refusal in the chain of causes: tasks fail with theirs wrapped in Spark's. */
  private static Optional<RequestException> refusal(Throwable failure) {
    return chain(failure).stream()
        .filter(RequestException.class::isInstance)
        .map(RequestException.class::cast)
        .findFirst();
  }

  /** A failure, its cause, the cause of that and so on, each once. */
  static Set<Throwable> chain(Throwable failure) {
    Set<Throwable> chain = new LinkedHashSet<>();
    for (Throwable t = failure; t != null && chain.add(t); ) {
      t = t.getCause();
    }
    return chain;
  }

  private static String innermostMessage(Throwable failure) {
    Throwable last = failure;
    for (Throwable t : chain(failure)) {
      // 'Connection refused' says nothing of whose; what Hadoop wraps around it does.
      boolean ofSocket = t instanceof SocketException || t instanceof SocketTimeoutException;
      if (!ofSocket || last.getMessage() == null) {
        last = t;
      }
    }
    return last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
  }

  /** All of a text that is ours. What a user or the data put into it cannot end the line. */
  private static String whole(String text) {
    return cut(String.valueOf(text).strip());
  }

  /** Others write what went wrong into the first line, and how they came there below. */
  private static String firstLine(String text) {
    return cut(text.strip().lines().findFirst().orElse(""));
  }

  private static String cut(String line) {
    return Printable.cut(Secrets.redacted(line), MOST_CHARACTERS);
  }
}
