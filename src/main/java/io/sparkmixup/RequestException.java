package io.sparkmixup;

/**
 * The request, or the data it names, is wrong: running it again would fail again. The message is
 * one line that says what is wrong, which value it has, and what would be right. The command line
 * ends with exit code 2.
 */
public final class RequestException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: what, which value, what would be right
   */
  public RequestException(String message) {
    super(message);
  }

  /**
   * @param message one line: what, which value, what would be right
   * @param cause shown only where the user asks for details
   */
  public RequestException(String message, Throwable cause) {
    super(message, cause);
  }
}
