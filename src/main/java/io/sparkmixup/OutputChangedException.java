package io.sparkmixup;

/**
 * What was published reads otherwise than what was verified: the place changes values that it
 * takes, such as text that it pads, or somebody else writes there too.
 */
public final class OutputChangedException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  OutputChangedException(String message) {
    super(message);
  }
}
