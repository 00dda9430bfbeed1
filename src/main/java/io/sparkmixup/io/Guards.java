package io.sparkmixup.io;

import io.sparkmixup.RequestException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * Stops a job at a value that its output would change. By an expression, which leaves all other
 * values as they are; a function of Java would decode them.
 */
final class Guards {

  /** Spark adds to the message of an error that an expression raises. */
  private static final Pattern MESSAGE = Pattern.compile("<refused: (.*?)>", Pattern.DOTALL);

  private Guards() {}

  static Column refuseWhere(Column condition, Column value, String message) {
    return functions
        .when(condition, functions.raise_error(functions.lit("<refused: " + message + ">")))
        .otherwise(value);
  }

  /** The refusal that made a job fail, where it was one. */
  static Optional<RequestException> refusal(Throwable failure) {
    int depth = 0;
    for (Throwable t = failure; t != null && depth < 32; t = t.getCause(), depth++) {
      Matcher matcher = MESSAGE.matcher(String.valueOf(t.getMessage()));
      if (matcher.find()) {
        return Optional.of(new RequestException(matcher.group(1), failure));
      }
    }
    return Optional.empty();
  }
}
