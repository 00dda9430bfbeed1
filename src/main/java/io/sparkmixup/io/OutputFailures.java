package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;

/** What a job throws that writes an output. */
final class OutputFailures {

  private OutputFailures() {}

  /**
   * A failure for the caller: a refusal where Spark cannot write what is asked. Scala throws what
   * Java has to declare: {@link AnalysisException} comes by undeclared.
   *
   * @param location how the user named the output
   */
  static RuntimeException of(String location, Exception e) {
    Optional<RequestException> guarded = Guards.refusal(e);
    if (guarded.isPresent()) {
      return guarded.get();
    }
    // With a cause it is that of a catalog that is out of reach, say.
    if (e instanceof AnalysisException && e.getCause() == null) {
      String why = InputFailures.oneLine(String.valueOf(e.getMessage()));
      return new RequestException("output " + location + " cannot be written: " + why, e);
    }
    return e instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(InputFailures.oneLine(String.valueOf(e.getMessage())), e);
  }
}
