package io.sparkmixup.cli;

import io.sparkmixup.RequestException;
import io.sparkmixup.io.InputRequest;
import java.util.List;
import java.util.function.Supplier;

/**
 * One of the inputs of a command that has several. What reading says is about {@code --input}: here
 * it is about this side's option and place, so that it can be told from another's.
 *
 * @param option that names it
 * @param options what the names of the options begin with that say how it is read
 */
record Side(String option, String options, InputRequest request) {

  Side(String option, InputRequest request) {
    this(option, option, request);
  }

  Side with(InputRequest other) {
    return new Side(option, options, other);
  }

  /** What reading says; the option and the place stand before it where no option does. */
  <T> T said(Supplier<T> reading) {
    return said(option, options, request.described(), reading);
  }

  /** The same where it is not known yet what is read. */
  static <T> T said(String option, String options, String place, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (RequestException e) {
      throw said(option, options, place, e);
    }
  }

  /** The same that was said later. */
  RequestException said(RequestException broken) {
    return said(option, options, request.described(), broken);
  }

  private static RequestException said(
      String option, String options, String place, RequestException broken) {
    String message = named(option, options, broken.getMessage());
    return new RequestException(
        message.startsWith("--") ? message : option + " " + place + ": " + rest(message, place),
        broken);
  }

  /** What is left to say of a place that has been named. */
  private static String rest(String message, String place) {
    String rest = message;
    for (String known : List.of("the input ", "input ", place + ": ", place + " ")) {
      rest = rest.startsWith(known) ? rest.substring(known.length()) : rest;
    }
    return rest.replace(" of input " + place, "");
  }

  String warning(String warning) {
    return named(option, options, warning);
  }

  private static String named(String option, String options, String message) {
    return message.replace("--input-", options + "-").replace("--input", option);
  }
}
