package io.sparkmixup;

/**
 * The rows were not the same when they were read for mixing as when they were surveyed, or as those
 * of the run that this one goes on from: the input grew, or reads differently each time. Nothing
 * was published; running again may succeed.
 */
public final class InputChangedException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  InputChangedException(String message) {
    super(message);
  }
}
